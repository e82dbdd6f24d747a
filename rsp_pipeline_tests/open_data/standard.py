"""What the 360Giving Data Standard 1.4 asks of a package of grants, as a JSON Schema of the fields that are used here.

Written from the standard's reference (standard.threesixtygiving.org); what it does not know is not let through, since a
misspelt field would be read by nobody.
"""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
AMOUNT = {"type": "number", "minimum": 0}
DAY = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
ADDRESS = {"type": "string", "pattern": "^https?://"}


def thing(required: tuple[str, ...], **properties: object) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def several(each: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": each}


ORGANISATION = thing(
    ("id", "name"),
    id={"type": "string", "pattern": "^[A-Z]{2}-[A-Z]+-[0-9]+$"},
    name=TEXT,
    organisationType=TEXT,
)
GRANT = thing(
    (
        "id",
        "title",
        "description",
        "currency",
        "amountAwarded",
        "awardDate",
        "recipientOrganization",
        "fundingOrganization",
    ),
    id={"type": "string", "pattern": r"^(360G|[A-Z]{2}-[A-Z]+)-[^\s/\\]+$"},
    title={"type": "string", "minLength": 1, "maxLength": 139},
    description=TEXT,
    currency={"const": "SEK"},
    amountAppliedFor=AMOUNT,
    amountAwarded=AMOUNT,
    amountDisbursed={"type": "number"},
    awardDate=DAY,
    plannedDates=several(thing(("startDate",), startDate=DAY, endDate=DAY)),
    recipientOrganization=several(ORGANISATION),
    fundingOrganization=several(ORGANISATION),
    grantProgramme=several(thing(("title",), title=TEXT)),
    beneficiaryLocation=several(
        thing((), name=TEXT, countryCode={"const": "SE"}, geoCode={"pattern": r"^\d{4}$"}, description=TEXT)
    ),
    classifications=several(thing(("vocabulary", "title"), vocabulary=TEXT, title=TEXT)),
    dateModified=MOMENT,
    dataSource=ADDRESS,
)
GRANT_PACKAGE = thing(
    ("version", "publisher", "license", "grants"),
    version={"type": "string", "pattern": r"^\d+\.\d+$"},
    title=TEXT,
    description=TEXT,
    modified=MOMENT,
    publisher=thing(("identifier", "name"), identifier=ORGANISATION["properties"]["id"], name=TEXT, website=ADDRESS),
    license=ADDRESS,
    grants={"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
)
