"""The memo's bullets about what the network did beside grants and visits, from the register of activities.

Each function tells the activities of some kinds in one bullet, or in one for each thing they were about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from rsp_pipeline.followup.document import Emphasis, Span, Spans, plain
from rsp_pipeline.followup.full_report.material import MOST_NAMED, MUNICIPALITY_NOUN, Material, Row
from rsp_pipeline.followup.full_report.parties import partners
from rsp_pipeline.indicators.activities import O04, O06
from rsp_pipeline.swedish import (
    NO_BREAK_SPACE,
    Adjective,
    Gender,
    Noun,
    conjunction,
    counted_in_words,
    enumeration,
    genitive,
    in_words,
    kommun,
    quoted,
)

NOUNS = {
    "Yttrande": Noun("yttrande", "yttranden", Gender.NEUTRUM),
    "Dialog": Noun("dialog", "dialoger", Gender.UTRUM),
    "Kampanj": Noun("kampanj", "kampanjer", Gender.UTRUM),
    "Invigning": Noun("invigning", "invigningar", Gender.UTRUM),
    "Informationsinsats": Noun("informationsinsats", "informationsinsatser", Gender.UTRUM),
    "Samverkansmöte": Noun("möte", "möten", Gender.NEUTRUM),
}
FORMS = {
    "Fysiskt": Adjective("fysisk", "fysiskt", "fysiska"),
    "Digitalt": Adjective("digital", "digitalt", "digitala"),
}
MEMORANDUM = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,2}\d{4}/\d+")  # the diary number of a ministry
SOT_PUNKT = re.compile(r"SOT-punkt(?:en)?(?: vid| i)? (?P<place>.+)", re.IGNORECASE)
MEETING_WITH = "Samverkansmöte med "


def bullets(material: Material, area: str) -> tuple[Spans, ...]:
    """The bullets of a priority area, in the documents' order."""
    of_area = [activity for activity in material["activities"] if activity["priority_area"] == area]
    items: list[Spans] = []
    for kinds, tell in (
        (("Yttrande", "Dialog"), _national_policy),
        (("Kampanj", "Invigning"), _meeting_places),
        (("Informationsinsats",), _information),
        (("Processtöd",), _process_support),
        (("Samverkansmöte",), _meetings),
    ):
        if activities := [activity for activity in of_area if activity["kind"] in kinds]:
            items += tell(material, activities)
    return tuple(items)


def _national_policy(material: Material, activities: Sequence[Row]) -> Iterator[Spans]:
    proposals = [(*_by(material, activity), *_proposal(activity)) for activity in activities]
    yield _listed(f"Följt upp förändringar i nationella styrmedel genom {_kinds(activities)}: ", proposals)


def _by(material: Material, activity: Row) -> Spans:
    """Whose statement or dialogue it was, unless it was the region's own."""
    if material.programme.is_region(activity["actor"]):
        return ()
    about = {"Yttrande": "yttrande över ", "Dialog": "dialog om "}[activity["kind"]]
    return (f"{genitive(activity['actor'])} {about}",)


def _proposal(activity: Row) -> Spans:
    title = Emphasis(activity["title"])
    if not (reference := activity["reference"]):
        return (title,)
    number = reference.replace(" ", NO_BREAK_SPACE)  # SOU 2024:8 stays on one line
    return ("promemorian " if MEMORANDUM.fullmatch(reference) else "", f"{number} ", title)


def _meeting_places(material: Material, activities: Sequence[Row]) -> Iterator[Spans]:
    events = [(_event(material, activity),) for activity in activities]
    several = f"{_kinds(activities)}: " if len(activities) > 1 else ""
    yield _listed(f"Främjat navfunktionen som butikerna har som mötesplatser genom {several}", events)


def _event(material: Material, activity: Row) -> str:
    """A campaign or an inauguration: whose it was, what, where and with whom."""
    is_own = material.programme.is_region(activity["actor"])
    by, where, together = (
        "" if is_own else f"{genitive(activity['actor'])} ",
        _where(activity),
        _together(material, activity),
    )
    if activity["kind"] == "Kampanj":
        return f"{by}{'kampanjen' if is_own else 'kampanj'} {quoted(activity['title'])}{where}{together}"
    if found := SOT_PUNKT.fullmatch(activity["title"]):
        return f"{by}invigning av en SOT-punkt (service- och trygghetspunkt) vid {found['place']}{where}{together}"
    return f"{by}invigning av {activity['title']}{where}{together}"


def _where(activity: Row) -> str:
    """The municipality, unless it is the one who did it."""
    name = activity["municipality_name"]
    return f" i {kommun(name)}" if name and activity["actor"] != kommun(name) else ""


def _together(material: Material, activity: Row) -> str:
    others = [partner for partner in (activity["partners"] or "").split(", ") if partner]
    words = partners(material.programme) | ({"Kommun": "kommunen"} if activity["municipality_name"] else {})
    return f" tillsammans med {enumeration([words[other] for other in others])}" if others else ""


def _information(material: Material, activities: Sequence[Row]) -> Iterator[Spans]:
    if len(activities) == 1:
        (only,) = activities
        yield (f"Genomfört {_kinds(activities)}{_together(material, only)}: {quoted(only['title'])}.",)
        return
    titles = dict.fromkeys(f"{quoted(activity['title'])}{_together(material, activity)}" for activity in activities)
    yield _listed(f"Genomfört {_kinds(activities)}: ", [(title,) for title in titles])


def _process_support(material: Material, activities: Sequence[Row]) -> Iterator[Spans]:
    names = sorted({activity["municipality_name"] for activity in activities if activity["municipality_name"]})
    if not names:
        everyone = partners(material.programme)["Kommun"]
        yield (f"Gett processtöd till {everyone} i arbetet med att ta fram serviceplaner och tillämpa de antagna.",)
    elif len(names) == 1:
        yield (f"Gett processtöd till {kommun(names[0])} i arbetet med att ta fram och tillämpa serviceplanen.",)
    else:
        named = f": {enumeration(names)}" if len(names) <= MOST_NAMED else ""
        yield (
            "Gett processtöd till ",
            material.part(len(names), O04, partial(counted_in_words, noun=MUNICIPALITY_NOUN)),
            f" i arbetet med att ta fram serviceplaner och tillämpa de antagna{named}.",
        )


def _meetings(material: Material, activities: Sequence[Row]) -> Iterator[Spans]:
    """One bullet for each party that was met."""
    for title in dict.fromkeys(activity["title"] for activity in activities):
        forms = [activity["form"] for activity in activities if activity["title"] == title]
        noun, by_form = _meetings_by_form(forms)
        how_many = material.part(len(forms), O06, partial(counted_in_words, noun=noun))
        if title.startswith(MEETING_WITH):
            yield (f"Samverkat med {title.removeprefix(MEETING_WITH)} vid ", how_many, f"{by_form}.")
        else:
            yield ("Hållit ", how_many, f"{by_form}: {quoted(title)}.")


def _meetings_by_form(forms: Sequence[str | None]) -> tuple[Noun, str]:
    """The noun for the meetings, and how they were held: meetings, two of them digital; or digital meetings."""
    noun, counts = NOUNS["Samverkansmöte"], Counter(forms)
    if len(counts) == 1 and (form := forms[0]):
        adjective = FORMS[form]
        return Noun(f"{adjective.neutrum} {noun.singular}", f"{adjective.plural} {noun.plural}", noun.gender), ""
    known = [(adjective, counts[form]) for form, adjective in FORMS.items() if counts[form]]
    parts = [f"{in_words(count, noun.gender)} {adjective.agreeing(noun, count)}" for adjective, count in known]
    return noun, f", {enumeration(parts)}" if None not in counts else ""


def _kinds(activities: Sequence[Row]) -> str:
    """How many there are of each kind: två yttranden och en dialog."""
    counts = Counter(activity["kind"] for activity in activities)
    return enumeration([counted_in_words(counts[kind], noun) for kind, noun in NOUNS.items() if counts[kind]])


def _listed(opening: str, items: Sequence[Spans]) -> Spans:
    """An opening and several things in a row, as one sentence."""
    spans: list[Span] = [opening]
    for place, each in enumerate(items):
        last = place == len(items) - 1
        between = "" if place == 0 else conjunction([plain(one) for one in items]) if last else ", "
        spans += [between, *each] if between else each
    return (*spans, ".")
