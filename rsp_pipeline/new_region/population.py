"""What a region begins with of its municipalities' population: the last year that the program is shipped with.

`population.csv` has every municipality's, by Statistics Sweden (BE0101); later years are imported.
"""

import csv
from pathlib import Path

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline.store.atomic import replaced

SHIPPED = Path(__file__).with_name("population.csv")
SOURCE = "SCB, BE0101"
READABLE = 0o644


def write_population(path: Path, programme: Programme) -> None:
    """Write the steward's table of the municipalities of a programme."""
    names = {municipality.code: municipality.name for municipality in programme.municipalities}
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        known = [row for row in csv.DictReader(file) if row["municipality_code"] in names]
    with replaced(path, READABLE) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\n")
        table.writerow([column.header for column in POPULATION.columns])
        table.writerows(
            [names[row["municipality_code"]], row["counted_on"], row["population"], SOURCE] for row in known
        )
