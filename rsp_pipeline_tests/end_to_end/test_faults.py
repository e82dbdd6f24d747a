"""Something is wrong in a file of the sample: no figure changes without anyone being told where.

A few faults are made in each register here. `python -m benchmarks.faults 500` makes five hundred.
"""

from pathlib import Path
from random import Random

import pytest

from benchmarks.faults.deeds import FAULTS, Fault
from benchmarks.faults.judging import Outcome, sampled, tried
from rsp_pipeline.registers import Register

ROWS = [
    ["Ärendenr", "Sökande", "Kommun", "Beslutsdatum", "Belopp", "Kommentar"],
    ["2025-0001", "Påhittade Lanthandeln AB", "Strömsund", "2025-03-14", "310 500,00", "Öppet året runt; även jul"],
    ["2025-0002", "Övre Handelsboden AB", "Åre", "2025-03-15", "48 000,00", "Större frysdisk"],
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_makes_a_file_that_differs_from_the_right_one(fault: Fault) -> None:
    right = Fault("Inget fel").happen(ROWS, Random(1))
    wrong = fault.happen(ROWS, Random(1))
    assert wrong is not None
    assert wrong != right or fault.copies


@pytest.mark.parametrize("register", sampled(), ids=lambda register: register.name)
def test_no_fault_that_could_be_seen_changes_a_figure_unseen(register: Register, tmp_path: Path) -> None:
    made = list(tried(register, 3, tmp_path, seed=1))
    unseen = [(fault.name, line) for fault, outcome, line in made if outcome is Outcome.UNSEEN]
    doubtful = {fault.name for fault in FAULTS if not fault.no_one_can_see}
    assert not [each for each in unseen if each[0] in doubtful]
