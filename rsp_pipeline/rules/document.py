"""The page about the rules, `docs/rules.md`, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rsp_pipeline.rules.rule import Rule

INTRODUCTION = """\
# Regler

Sidan är skriven ur reglernas objekt i `rsp_pipeline/rules/`. Ändra där; `make snapshots` skriver om sidan.

En rad som bryter mot en regel räknas med i alla siffror: det beslutet har fattats. Den blir en avvikelse i tabellen
`quality.finding`, med en mening som säger vad som avviker, paragrafen som gällde för raden och filen och raden i
underlaget. Tabellen `quality.rule` säger hur många rader varje regel har prövat, hur många som bryter mot den och hur
många som inte kunde prövas för att en uppgift saknas. En rad som inte går att tolka hamnar i stället i karantän.

Tak och andra gränser är parametrar med datum i `data/raw/reference/rule_parameters.csv`. För ett beslut gäller
parametern ur den förordning som beslutet vilar på; en parameter som inte hör till någon förordning gäller efter datum.
Finns ingen parameter för beslutet kan regeln inte prövas. Eurokursen är dagens, månadens eller årets, den senaste som
är känd: den gäller tills nästa börjar. Tabellerna nedan visar paragrafen i förordning (2024:1243);
avvikelsen för ett beslut enligt förordning (2000:284) visar den. ”Egen kontroll” prövar rimlighet, utan paragraf.

Förordning (2024:1243) är läst i lydelsen enligt SFS 2025:1178, med övergångsbestämmelser. Av förordning (2000:284) är
§§ 9 a, 20 och 21 a lästa (SFS 2016:126, 2010:1709 och 2018:150); dess övriga gränser är återgivna efter andra källor.
Jämför med författningstexten innan en avvikelse får följder. En regel vars paragraf inte har gått att slå upp är en
upplysning.
"""


def document(rules: Iterable[Rule]) -> str:
    """The page in Swedish: a heading and a table for each group of rules."""
    by_group: dict[str, list[Rule]] = {}
    for rule in rules:
        by_group.setdefault(rule.group.title, []).append(rule)
    sections = ("\n".join(_section(title, own)) for title, own in by_group.items())
    return "\n".join([INTRODUCTION, *sections])


def _section(title: str, rules: list[Rule]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{rules[0].group.promise} Kontroll i Dagster: `{rules[0].group.check}`.\n"
    yield "| Regel | Namn | Vad den prövar | Vilar på | Grad | Parametrar |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        parameters = ", ".join(f"`{name}`" for name in rule.parameters) or "–"
        cells = (rule.id, rule.title, rule.description, rule.rests_on, rule.severity.value, parameters)
        yield f"| {' | '.join(cells)} |"
    yield ""
