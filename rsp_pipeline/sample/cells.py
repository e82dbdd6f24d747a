"""How values stand in an export: as text, as Swedish systems write it, or as a workbook's own numbers and dates.

Frames come in with a register's column names and its kinds of value, amounts in whole hundredths; columns that no
register declares are text. Flaws belong in `blemishes`.
"""

from __future__ import annotations

import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Day, Flag, Kind, MunicipalityCode, OrgNo, Text, Whole


def texts_of(rows: pd.DataFrame, register: Register, programme: Programme) -> pd.DataFrame:
    """Every cell as text: `1 476 300,00`, `2025-03-14`, `ja`; empty text where there is no value."""
    kinds = {column.name: column.kind for column in register.columns}
    municipality_names = {municipality.code: municipality.name for municipality in programme.municipalities}
    texts = {}
    for name in rows.columns:
        values = rows[name].dropna()
        made = _texts(values, kinds.get(name, Text()), municipality_names)
        texts[name] = pd.Series(made, index=values.index, dtype=object).reindex(rows.index, fill_value="")
    return pd.DataFrame(texts, index=rows.index)


def _texts(values: pd.Series, kind: Kind, municipality_names: dict[str, str]) -> list[str]:
    match kind:
        case Amount():
            return [_amount(value) for value in values.tolist()]
        case Day():
            return list(values.dt.strftime("%Y-%m-%d"))
        case Flag():
            return ["ja" if value else "nej" for value in values]
        case OrgNo():
            return [f"{value[:6]}-{value[6:]}" for value in values]
        case MunicipalityCode():
            return [municipality_names[value] for value in values]
        case _:
            return list(values.astype(str))


def _amount(hundredths: int) -> str:
    whole = format(hundredths // 100, ",").replace(",", " ")
    return f"{whole},{hundredths % 100:02d}"


def cells_of(rows: pd.DataFrame, register: Register, programme: Programme) -> pd.DataFrame:
    """Amounts and whole numbers as numbers, days as dates, all else as text."""
    cells = texts_of(rows, register, programme)
    for column in register.columns:
        if column.name not in rows:
            continue
        values = rows[column.name].dropna()
        match column.kind:
            case Amount():
                numbers = [value // 100 if value % 100 == 0 else value / 100 for value in values.astype(int).tolist()]
                cells.loc[values.index, column.name] = pd.Series(numbers, index=values.index, dtype=object)
            case Whole():
                cells.loc[values.index, column.name] = values.astype(int).astype(object)
            case Day():
                cells.loc[values.index, column.name] = values.dt.date.astype(object)
    return cells
