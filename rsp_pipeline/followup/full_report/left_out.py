"""What is measured and not told in the report, each with the reason why."""

from collections.abc import Mapping

NOT_IN_REPORT: Mapping[str, str] = {
    "S20": "Telefonsamtal och digitala möten räknas var för sig, i punkten om besök.",
    "M11": "Aktiviteterna räknas upp en för en under sitt prioriterade område.",
    "O01A": "Antalet kommuner med gällande plan sägs, av hur många (O01).",
    "Q01": "Avsnittet om datakvalitet räknar årets rader; nyckeltalet räknar hela filer.",
}
"""By the indicator's id. One that is not published at all needs no reason."""
