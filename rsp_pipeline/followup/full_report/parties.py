"""Who carries the programme out, as the documents name them."""

from __future__ import annotations

from rsp_pipeline.programme import Programme
from rsp_pipeline.swedish import enumeration, in_words, kommun


def the_network(programme: Programme) -> str:
    """What those who carry the programme out are called together."""
    return "nätverket" if programme.network else "parterna"


def everyone(programme: Programme) -> str:
    """Everyone who carries the programme out: the network by its name, and who is in it."""
    named = f"nätverket {programme.network}: " if programme.network else ""
    others = (programme.county_board, *programme.network_members)
    if programme.region_is_municipality:
        return f"{named}regionen, som är kommun och sammankallande, samt {enumeration(others)}"
    return f"{named}{enumeration(['regionen, som är sammankallande', municipalities(programme), *others])}"


def municipalities(programme: Programme) -> str:
    """The municipalities of the programme: länets åtta kommuner, or the only one by its name."""
    if len(programme.municipalities) == 1:
        return kommun(programme.municipalities[0].name)
    return f"{whose(programme)} {in_words(len(programme.municipalities))} kommuner"


def plans_heading(programme: Programme) -> str:
    """The heading of what is said about service plans."""
    return "Kommunernas serviceplaner" if len(programme.municipalities) > 1 else "Kommunens serviceplan"


def whose(programme: Programme) -> str:
    """Whose the municipalities are: the county's, or the programme's when some of the county's take no part."""
    return "länets" if programme.is_whole_county else "programmets"


def partners(programme: Programme) -> dict[str, str]:
    """The registers' terms for parties, as they are said within a sentence."""
    return {
        "Region": "regionen",
        "Kommun": "kommunerna" if len(programme.municipalities) > 1 else "kommunen",
        "Länsstyrelse": programme.county_board,
        "Andra regioner": "andra regioner",
        "Tillväxtverket": "Tillväxtverket",
        "Civilsamhälle": "civilsamhället",
        "Näringsliv": "näringslivet",
        "Annan": "andra parter",
    }
