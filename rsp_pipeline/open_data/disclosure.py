"""Which figures must be hidden so that those resting on few recipients can neither be read nor worked out.

A figure is hidden when it rests on fewer than a set number of recipients. Since the parts of a figure add up to it, the
smallest other part is hidden too wherever subtraction would tell what was hidden, or tell the sum over too few.

What is not protected: a figure that one of several recipients dominates; differences between figures that count partly
the same rows, or between exports of different days; and what anyone may read in the region's public records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

Member = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """The group that a figure is about: a year, and a member of each dimension it is broken down by."""

    year: int
    members: frozenset[Member] = frozenset()

    @property
    def wholes(self) -> Iterator[tuple[str, Cell]]:
        """The groups that this one is a part of, each with the dimension along which its parts add up."""
        for member in self.members:
            yield member[0], Cell(self.year, self.members - {member})


def hidden(recipients: Mapping[Cell, int], fewest: int, settled: Mapping[Cell, bool] | None = None) -> set[Cell]:
    """The cells to hide, given how many recipients each rests on.

    Where a whole is among the cells, so are all its parts that rest on anyone. `settled` says of some cells whether
    they are hidden, which stands: someone else has published them.
    """
    stands = settled or {}
    gone = {cell for cell, count in recipients.items() if stands.get(cell, 0 < count < fewest)}
    sums = _sums(recipients)
    while more := {_another(whole, parts, recipients, gone, fewest, stands) for whole, parts in sums} - {None}:
        gone |= {cell for cell in more if cell}
    return gone


def _sums(recipients: Mapping[Cell, int]) -> list[tuple[Cell, list[Cell]]]:
    """Every whole with the parts that add up to it, once per dimension."""
    parts: dict[tuple[Cell, str], list[Cell]] = {}
    for cell in sorted(recipients, key=_order):
        for dimension, whole in cell.wholes:
            if whole in recipients:
                parts.setdefault((whole, dimension), []).append(cell)
    return [(whole, those) for (whole, _), those in parts.items()]


def _another(
    whole: Cell,
    parts: list[Cell],
    recipients: Mapping[Cell, int],
    gone: set[Cell],
    fewest: int,
    settled: Collection[Cell],
) -> Cell | None:
    """The cell to hide as well, if what is shown of a sum tells what is hidden of it."""
    hidden_parts = [part for part in parts if part in gone]
    if whole in gone:
        enough = bool(hidden_parts)
    else:
        enough = not hidden_parts or (len(hidden_parts) > 1 and sum(recipients[p] for p in hidden_parts) >= fewest)
    if enough:
        return None
    free = [part for part in parts if recipients[part] and part not in gone and part not in settled]
    if free:
        return min(free, key=lambda part: (recipients[part], _order(part)))
    return None if whole in gone or whole in settled else whole


def _order(cell: Cell) -> tuple[int, list[Member]]:
    return cell.year, sorted(cell.members)
