"""An asset for each register: its files read, judged, and stored as rows, quarantine and verdicts."""

import dagster as dg
import pandas as pd

from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.orchestration.common import (
    SOURCES_GROUP,
    as_headed_table,
    column_schema,
    key_of,
    rows_metadata,
)
from rsp_pipeline.orchestration.told import Shown, Told, asset
from rsp_pipeline.reading.read import Reading
from rsp_pipeline.reading.tables import ACCEPTED, ACCEPTED_WITH_QUARANTINE, OBSOLETE, REJECTED
from rsp_pipeline.registers import Register

KEYS = {register: key_of(step) for register, step in READINGS.items()}
FILES_CHECK = "alla_filer_kan_lasas"
ROWS_CHECK = "alla_rader_kan_tolkas"
CORRECTIONS_CHECK = "alla_rattelser_galler"
SHOWN_REASONS = 20
VERDICTS = {ACCEPTED: "godkänd", ACCEPTED_WITH_QUARANTINE: "godkänd, rader i karantän", REJECTED: "avvisad"}


def _shown(register: Register, step: Step[Reading]) -> Shown[Reading]:
    def tell(reading: Reading, _: Night) -> Told:
        metadata = rows_metadata(register.table, reading.accepted) | _reading_metadata(reading)
        checks = _files_check(register, reading), _rows_check(register, reading), _corrections_check(register, reading)
        return Told({KEYS[register]: metadata}, checks)

    return Shown(step, tell)


def _register_asset(register: Register, shown: Shown[Reading]) -> dg.AssetsDefinition:
    key = KEYS[register]
    where = f"data/raw/reference/{register.name}.csv" if register.reference else f"data/raw/{register.name}/"
    return asset(
        shown,
        SOURCES_GROUP,
        f"{register.comment}. Läses från {where}.",
        kinds={"csv", "parquet"} if register.reference else {"csv", "excel", "parquet"},
        metadata=column_schema(register.table),
        check_specs=[
            dg.AssetCheckSpec(FILES_CHECK, asset=key, description="Varje levererad fil kan läsas som registret."),
            dg.AssetCheckSpec(
                ROWS_CHECK, asset=key, description="Varje rad kan tolkas; en rad i karantän räknas inte med."
            ),
            dg.AssetCheckSpec(
                CORRECTIONS_CHECK,
                asset=key,
                description="Varje rättelse av registret gäller: cellen har kvar det förväntade värdet.",
            ),
        ],
    )


def _reading_metadata(reading: Reading) -> dict[str, dg.MetadataValue]:
    rows = reading.source_files[["rows_read", "rows_accepted", "rows_quarantined"]].sum()
    read, accepted, quarantined = (int(count) for count in rows)
    shown = ["source_file", "verdict", "rows_read", "rows_accepted", "rows_quarantined", "message"]
    return {
        "Lästa rader": dg.MetadataValue.int(read),
        "Rader i karantän": dg.MetadataValue.int(quarantined),
        "Likadana rader som räknas en gång": dg.MetadataValue.int(read - accepted - quarantined),
        "Andel i karantän (%)": dg.MetadataValue.float(round(100 * quarantined / read, 2) if read else 0.0),
        **({"Leverans som gäller": dg.MetadataValue.text(reading.delivery)} if reading.delivery else {}),
        "Filer": as_headed_table(reading.source_files[shown].replace({"verdict": VERDICTS})),
        "Skäl till karantän": as_headed_table(reading.quarantine[["message"]].head(SHOWN_REASONS)),
    }


def _files_check(register: Register, reading: Reading) -> dg.AssetCheckResult:
    rejected = reading.source_files[reading.source_files["verdict"] == REJECTED]
    unread = pd.DataFrame([(each.file, each.message) for each in reading.unread], columns=["source_file", "message"])
    delivered = register.optional or len(reading.source_files) > 0
    return dg.AssetCheckResult(
        asset_key=KEYS[register],
        check_name=FILES_CHECK,
        passed=delivered and rejected.empty and unread.empty,
        severity=dg.AssetCheckSeverity.WARN,
        description=None if delivered else "Ingen fil är levererad.",
        metadata={
            "Avvisade filer": as_headed_table(rejected[["source_file", "message"]]),
            **({} if unread.empty else {"Läses inte": as_headed_table(unread)}),
        },
    )


def _rows_check(register: Register, reading: Reading) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=KEYS[register],
        check_name=ROWS_CHECK,
        passed=reading.quarantine.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Skäl": as_headed_table(reading.quarantine[["message"]].head(SHOWN_REASONS))},
    )


def _corrections_check(register: Register, reading: Reading) -> dg.AssetCheckResult:
    obsolete = reading.corrections[reading.corrections["status"] == OBSOLETE]
    return dg.AssetCheckResult(
        asset_key=KEYS[register],
        check_name=CORRECTIONS_CHECK,
        passed=obsolete.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Inaktuella rättelser": as_headed_table(obsolete[["row_key", "column_name", "message"]])},
    )


REGISTERS = {register: _shown(register, step) for register, step in READINGS.items()}
SHOWN = tuple(REGISTERS.values())
REGISTER_ASSETS = [_register_asset(register, shown) for register, shown in REGISTERS.items()]
