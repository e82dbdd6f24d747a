"""Beviljade stöd: the list of approved grants that a region may choose to publish, with the recipients' names.

Only grants to legal persons whose name is nobody's own stand in it, told by the organisation number: authorities,
limited companies, associations and foundations. Sole traders, estates, partnerships and foreign owners never do. The
fields are those of the 360Giving Data Standard (standard.threesixtygiving.org), flat as its spreadsheets have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived import MUNICIPALITIES
from rsp_pipeline.derived.cases import CASES
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.schema import SqlType
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb
    import pyarrow as pa

ORGANISATIONS = "SE-ON"
"""What org-id.guide calls the list of Swedish organisation numbers."""

# The first digit is the kind of legal person; a third digit below 2 makes it a person's own number.
IS_LISTABLE = r"""
    recipient_kind IS DISTINCT FROM 'Enskild firma' AND regexp_full_match(recipient_org_no, '[2578]\d[2-9]\d{7}')
"""


@dataclass(frozen=True)
class Told:
    """A field of the list: where it stands in JSON, its heading in a spreadsheet, and the SQL that tells it."""

    path: str
    heading: str
    type: SqlType
    comment: str
    sql: str
    required: bool = False

    @property
    def column(self) -> str:
        """The SQL of the column, under the field's path."""
        return f'({self.sql})::{self.type} AS "{self.path}"'


LATER = """
    CASE
        WHEN granted_today_sek <> granted_at_year_end_sek
        THEN 'Beloppet är senare ändrat till '
            || replace(format('{:,.0f} kr', granted_today_sek::DOUBLE), ',', ' ')
    END
"""
PLACE = "concat_ws(', ', cases.outlet_name, cases.locality, municipality_name)"
FIELDS = (
    Told(
        "id",
        "Identifier",
        "VARCHAR",
        "Stödets identitet: utgivarens prefix och ärendets nummer",
        r"$prefix || '-' || regexp_replace(cases.case_id, '[^\p{L}\p{N}._-]', '_', 'g')",
        required=True,
    ),
    Told(
        "title",
        "Title",
        "VARCHAR",
        "Stödform, mottagare och år",
        "left(cases.grant_form || ' till ' || delivered.recipient_name || ' ' || first_approved_year, 139)",
        required=True,
    ),
    Told(
        "description",
        "Description",
        "VARCHAR",
        "Vad stödet gäller och var; om beloppet ändrades ett senare år står det här",
        f"concat_ws('. ', cases.grant_form || coalesce(': ' || cases.investment_kind, ''), {PLACE}, {LATER}) || '.'",
        required=True,
    ),
    Told("currency", "Currency", "VARCHAR", "Valuta", "'SEK'", required=True),
    Told("amountAppliedFor", "Amount Applied For", "DECIMAL(14,2)", "Sökt belopp, kr", "decision.applied_sek"),
    Told(
        "amountAwarded",
        "Amount Awarded",
        "DECIMAL(14,2)",
        "Beviljat belopp som det stod när året för beslutet slutade, kr: det som uppföljningen räknar",
        "granted_at_year_end_sek",
        required=True,
    ),
    Told(
        "amountDisbursed",
        "Amount Disbursed",
        "DECIMAL(14,2)",
        "Utbetalt minus det som kom tillbaka, kr; tomt när inga utbetalningar har levererats",
        "paid_sek",
    ),
    Told("awardDate", "Award Date", "DATE", "Dag för första bifallet", "first_approved_on", required=True),
    Told(
        "plannedDates/0/startDate",
        "Planned Dates:Start Date",
        "DATE",
        "Första dag som stödet avser",
        "decision.starts_on",
    ),
    Told("plannedDates/0/endDate", "Planned Dates:End Date", "DATE", "Sista dag som stödet avser", "decision.ends_on"),
    Told(
        "recipientOrganization/0/id",
        "Recipient Org:Identifier",
        "VARCHAR",
        "Mottagarens organisationsnummer, med koden för Sverige enligt org-id.guide",
        f"'{ORGANISATIONS}-' || delivered.recipient_org_no",
        required=True,
    ),
    Told(
        "recipientOrganization/0/name",
        "Recipient Org:Name",
        "VARCHAR",
        "Mottagarens namn",
        "delivered.recipient_name",
        required=True,
    ),
    Told(
        "recipientOrganization/0/organisationType",
        "Recipient Org:Organisation Type",
        "VARCHAR",
        "Mottagarens slag",
        "delivered.recipient_kind",
    ),
    Told(
        "fundingOrganization/0/id",
        "Funding Org:Identifier",
        "VARCHAR",
        "Regionens organisationsnummer, med koden för Sverige enligt org-id.guide",
        f"'{ORGANISATIONS}-' || $organisation_no",
        required=True,
    ),
    Told("fundingOrganization/0/name", "Funding Org:Name", "VARCHAR", "Regionen", "$region", required=True),
    Told("grantProgramme/0/title", "Grant Programme:Title", "VARCHAR", "Stödform", "cases.grant_form", required=True),
    Told(
        "beneficiaryLocation/0/name",
        "Beneficiary Location:Name",
        "VARCHAR",
        "Kommunen där stödet används",
        "municipality_name",
    ),
    Told("beneficiaryLocation/0/countryCode", "Beneficiary Location:Country Code", "VARCHAR", "Land", "'SE'"),
    Told(
        "beneficiaryLocation/0/geoCode",
        "Beneficiary Location:Geographic Code",
        "VARCHAR",
        "Kommunens kod (SCB)",
        "cases.municipality_code",
    ),
    Told(
        "beneficiaryLocation/0/description",
        "Beneficiary Location:Description",
        "VARCHAR",
        "Vad koden är",
        "'Kommun, med SCB:s kommunkod'",
    ),
    Told(
        "classifications/0/vocabulary",
        "Classifications:Vocabulary",
        "VARCHAR",
        "Vad klassificeringen är: den rättsliga grunden",
        "CASE WHEN decision.legal_basis IS NOT NULL THEN 'Rättslig grund' END",
    ),
    Told("classifications/0/title", "Classifications:Title", "VARCHAR", "Rättslig grund", "decision.legal_basis"),
    Told("dateModified", "Last Modified", "VARCHAR", "När uppgifterna togs fram", "$modified"),
    Told("dataSource", "Data Source", "VARCHAR", "Regionens webbplats", "$homepage"),
)
COLUMNS = ", ".join(field.column for field in FIELDS)


def note_recipients(session: duckdb.DuckDBPyConnection, workshop: Tables) -> None:
    """The table `delivered`: each decision of the published file, with the recipient as the workshop knows it.

    A decision that the workshop has another recipient of by now has none here, and so is never listed.
    """
    names = ["record_id", "recipient_id", "recipient_name", "recipient_org_no", "recipient_kind"]
    session.register("known_recipients", workshop.read(GRANTS.table).select(names))
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE delivered AS
        SELECT
            decision.record_id,
            decision.case_id,
            known.recipient_name,
            known.recipient_org_no,
            known.recipient_kind
        FROM {GRANTS.table.full_name} AS decision
        LEFT JOIN known_recipients AS known USING (record_id, recipient_id)
        """
    )
    session.unregister("known_recipients")


def listed_cases(session: duckdb.DuckDBPyConnection, delivered: str) -> list[str]:
    """The approved cases that the list tells of: those of which every decision is about a recipient that may be named.

    `delivered` are the decisions with their recipients: a table that the session sees.
    """
    return [case_id for (case_id,) in session.execute(listed_sql(delivered)).fetchall()]


def listed_sql(delivered: str) -> str:
    """The SELECT of `listed_cases`."""
    return f"""
        SELECT case_id
        FROM {CASES.table.full_name}
        WHERE case_id NOT IN (SELECT case_id FROM {delivered} WHERE NOT coalesce({IS_LISTABLE}, false))
        ORDER BY case_id
    """


def grant_list(
    session: duckdb.DuckDBPyConnection, programme: Programme, open_data: OpenData, built_at: datetime
) -> pa.Table:
    """The list: a row per case, the columns called as the paths of `FIELDS`, from a public session."""
    return session.sql(
        f"""
        SELECT {COLUMNS}
        FROM published.{CASES.table.full_name} AS cases
        JOIN listed USING (case_id)
        JOIN published.{GRANTS.table.full_name} AS decision ON decision.record_id = cases.first_approval_record_id
        JOIN delivered ON delivered.record_id = cases.first_approval_record_id
        LEFT JOIN published.{MUNICIPALITIES.full_name} AS municipalities
            ON municipalities.municipality_code = cases.municipality_code
        ORDER BY first_approved_on, cases.case_id
        """,
        params=_said_once(programme, open_data, built_at),
    ).to_arrow_table()


def _said_once(programme: Programme, open_data: OpenData, built_at: datetime) -> dict[str, Any]:
    """What is the same for every grant."""
    return {
        "prefix": open_data.grants_prefix or f"{ORGANISATIONS}-{open_data.organisation_no}",
        "organisation_no": open_data.organisation_no,
        "region": programme.region,
        "homepage": open_data.homepage,
        "modified": built_at.isoformat(),
    }
