"""The gate: what must hold of a built file before it takes the published one's place.

Each condition is one `Gate`, declared in `conditions`. One that does not hold keeps the published file as it is, and
says in Swedish which register, which file, and what to do. A steward who knows better overrides it for one run, with
a reason, and the file tells so in `meta.build`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.approval.archive import NOTHING_APPROVED, Archive

if TYPE_CHECKING:
    import duckdb

CANDIDATE, PREVIOUS = "rsp", "before"


@dataclass(frozen=True)
class Built:
    """A file that has been built and not yet published, beside the published one if there is any.

    `session` has the built file attached as `CANDIDATE` and in use, and the published one as `PREVIOUS`;
    `previous_columns` are the latter's columns by table, none when nothing has been published. `approved` are the years
    that are approved, and `damage` what is not there as it was approved, told in Swedish. `unchanged` are the tables,
    by their full names, whose rows are those of the published file.
    """

    session: duckdb.DuckDBPyConnection
    previous_columns: Mapping[str, frozenset[str]]
    approved: Archive = NOTHING_APPROVED
    damage: tuple[str, ...] = ()
    unchanged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gate:
    """A condition for publishing.

    `name` is what a person writes to override it and the name of its check in Dagster; `promise` the sentence that
    holds when it holds. `breaches` tells where it does not, each with what to do about it.
    """

    name: str
    promise: str
    breaches: Callable[[Built], list[str]]
    may_be_overridden: bool = True


class OverrideError(ValueError):
    """An override that cannot be granted; the message says in Swedish why."""


@dataclass(frozen=True)
class Override:
    """The gates that a person lets pass in one run, why, and who it is: empty where no one says.

    Raises:
        OverrideError: there are gates but no reason, or the other way round.
    """

    gates: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""

    def __post_init__(self) -> None:
        """Refuse one without the other."""
        if self.gates and not self.reason.strip():
            raise OverrideError("Ett villkor åsidosätts bara med ett skäl. Skriv varför, så att det står i databasen.")
        if self.reason and not self.gates:
            raise OverrideError("Skälet hör till ett villkor som åsidosätts, men inget villkor är angivet.")


NOTHING_OVERRIDDEN = Override()


@dataclass(frozen=True)
class Judgement:
    """How one gate was found: where it does not hold, and whether that was overridden."""

    gate: Gate
    breaches: tuple[str, ...]
    overridden: bool

    @property
    def holds(self) -> bool:
        """Nothing breaks the condition."""
        return not self.breaches

    @property
    def lets_pass(self) -> bool:
        """The file may be published as far as this gate is concerned."""
        return self.holds or self.overridden


class HeldBack(Exception):
    """A built file that was not published; the message is what a steward reads about it."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.judgements = tuple(judgements)
        broken = [judgement for judgement in self.judgements if not judgement.lets_pass]
        lines = ["Den nya filen hålls tillbaka.", *(line for judgement in broken for line in judgement.breaches)]
        names = [judgement.gate.name for judgement in broken if judgement.gate.may_be_overridden]
        if names:
            lines.append(
                "Är det som det ska vara? Publicera ändå med: rsp refresh "
                + " ".join(f"--override {name}" for name in names)
                + " --reason ”varför”."
            )
        super().__init__("\n".join(lines))


def judge(built: Built, gates: Iterable[Gate], override: Override) -> tuple[Judgement, ...]:
    """How each gate is found.

    Raises:
        OverrideError: the override names a gate that there is not, or one that cannot be overridden.
    """
    declared = tuple(gates)
    refuse_ungrantable(override, declared)
    found = ((gate, tuple(gate.breaches(built))) for gate in declared)
    return tuple(Judgement(gate, breaches, bool(breaches) and gate.name in override.gates) for gate, breaches in found)


def refuse_ungrantable(override: Override, gates: Iterable[Gate]) -> None:
    """Refuse an override of what is no gate, or of one that cannot be overridden.

    Raises:
        OverrideError: it is such a one.
    """
    allowed = [gate.name for gate in gates if gate.may_be_overridden]
    for name in override.gates:
        if name not in allowed:
            raise OverrideError(f"Villkoret ”{name}” går inte att åsidosätta. Välj bland: {', '.join(allowed)}.")
