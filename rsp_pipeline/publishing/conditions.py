"""The gates: nothing published is lost unseen, little is in quarantine or refers to nothing, and the figures add up."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.approved import APPROVED_FIGURES
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.indicators.indicator import Indicator
from rsp_pipeline.indicators.traceability import differing
from rsp_pipeline.publishing.gate import CANDIDATE, PREVIOUS, Built, Gate
from rsp_pipeline.reading.tables import REJECTED, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS, TITLES, Register
from rsp_pipeline.rules.references import REFERRING
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline.store.sql import names_read
from rsp_pipeline.swedish import number

FEWEST_KEPT = 0.90  # of the published rows of a register and year
MOST_QUARANTINED = 0.20  # of the rows read of a register
FEW_ROWS = 10  # as many in quarantine, or with a lost reference, are no sign of a misread file, whatever their share
MOST_LOST = 0.20  # of the references in a file of a register
FEW_OF_A_FILE = 3  # references that find nothing, though they are all that a file has
DIFFERING_SHOWN = 20
MADE_ANEW = "Kör rsp refresh, eller materialisera indicator/value för året."


def _lost_years(built: Built) -> list[str]:
    return [
        f"{_when(register, year)}: alla {old} rader saknas. {files} Lägg tillbaka filen, eller en ny med samma rader."
        for register, year, old, new, files in _losses(built)
        if new == 0
    ]


def _lost_rows(built: Built) -> list[str]:
    return [
        f"{_when(register, year)}: {new} rader mot {old} i den publicerade filen ({_percent(new, old)}; "
        f"minst 90\u00a0% ska finnas kvar). {files} Lägg in hela filen igen."
        for register, year, old, new, files in _losses(built)
        if 0 < new < FEWEST_KEPT * old
    ]


def _much_quarantine(built: Built) -> list[str]:
    found = built.session.execute(
        f"""
        SELECT
            register,
            sum(rows_quarantined),
            sum(rows_read),
            string_agg(source_file || ' (' || rows_quarantined || ')', ', ' ORDER BY rows_quarantined DESC)
                FILTER (rows_quarantined > 0)
        FROM {CANDIDATE}.{SOURCE_FILE.full_name}
        GROUP BY register
        HAVING sum(rows_quarantined) > {FEW_ROWS} AND sum(rows_quarantined) > {MOST_QUARANTINED} * sum(rows_read)
        ORDER BY register
        """
    ).fetchall()
    return [
        f"{TITLES[register]}: {quarantined} av {read} rader är i karantän ({_percent(quarantined, read)}; högst "
        f"20\u00a0% godtas): {files}. Rätta filerna; skälen står i quarantine.xlsx."
        for register, quarantined, read, files in found
    ]


def _lost_references(built: Built) -> list[str]:
    """Files of which so much refers to nothing that it must be the file, or what it refers to, that is wrong."""
    told = " UNION ALL ".join(
        f"SELECT '{rule}' AS rule_id, source_file, count({column}) AS told "
        f"FROM {CANDIDATE}.core.{register} GROUP BY source_file"
        for rule, (register, column) in REFERRING.items()
    )
    found = built.session.execute(
        f"""
        WITH lost AS (
            SELECT rule_id, source_file, count(*) AS lost, arg_min(message, source_row) AS first
            FROM {CANDIDATE}.{FINDING.full_name}
            GROUP BY rule_id, source_file
        )
        SELECT source_file, lost, told, first
        FROM lost JOIN ({told}) USING (rule_id, source_file)
        WHERE lost > {MOST_LOST} * told AND (lost > {FEW_ROWS} OR lost = told AND lost > {FEW_OF_A_FILE})
        ORDER BY ALL
        """
    ).fetchall()
    return [
        f"{file}: {lost} av {told} hänvisningar finner inget ({_percent(lost, told)}; högst 20\u00a0% godtas). "
        f"{first}. Rätta nycklarna i filen, eller lägg in det som den hänvisar till."
        for file, lost, told, first in found
    ]


def _missing_figures(built: Built) -> list[str]:
    found = built.session.execute(
        f"""
        SELECT year, indicator_id
        FROM {CANDIDATE}.core.programme_years CROSS JOIN (SELECT unnest(?) AS indicator_id)
        ANTI JOIN (FROM {CANDIDATE}.{VALUE.full_name} WHERE breakdown = 'total') USING (year, indicator_id)
        WHERE has_begun
        ORDER BY ALL
        """,
        [[indicator.id for indicator in PUBLISHED]],
    ).fetchall()
    by_year = groupby(found, key=lambda row: row[0])
    return [f"{year}: {', '.join(name for _, name in rows)} är inte beräknat. {MADE_ANEW}" for year, rows in by_year]


def _figures_that_differ(built: Built) -> list[str]:
    """What is approved was compared with its rows when it was, as they were counted then; checksums hold it since.

    A figure of which neither the value nor any row changed was compared when the published file was built.
    """
    approved = f"SELECT indicator_id, year FROM {APPROVED_FIGURES.full_name}"
    lines = differing(built.session, _with_changes(built), apart_from=approved)
    return [f"{line}. {MADE_ANEW}" for line in lines[:DIFFERING_SHOWN]]


def _with_changes(built: Built) -> list[Indicator]:
    """The indicators whose figures, or the tables of whose rows, are not those of the published file."""
    if not built.unchanged:
        return list(PUBLISHED)
    figures = (f"(SELECT {', '.join(VALUE.columns)} FROM {file}.{VALUE.full_name})" for file in (PREVIOUS, CANDIDATE))
    before, after = figures
    changed = {
        indicator_id
        for (indicator_id,) in built.session.execute(
            f"""
            SELECT DISTINCT indicator_id
            FROM (({before} EXCEPT ALL {after}) UNION ALL ({after} EXCEPT ALL {before}))
            """
        ).fetchall()
    }
    return [
        indicator
        for indicator in PUBLISHED
        if indicator.id in changed or not names_read([indicator.evidence]) <= built.unchanged
    ]


def _approved_touched(built: Built) -> list[str]:
    """What is not as it was approved: a file in the archive, or the figures of a year."""
    columns = ", ".join(VALUE.columns)
    lines = list(built.damage)
    for version in () if built.damage else built.approved.current():
        built.session.register("frozen", version.table(VALUE))
        shown = f"""
            SELECT {columns} FROM {VALUE.full_name} SEMI JOIN {APPROVED_FIGURES.full_name} USING (indicator_id, year)
            WHERE year = {version.year}
        """
        differing = f"(FROM frozen EXCEPT ALL ({shown})) UNION ALL (({shown}) EXCEPT ALL FROM frozen)"
        if built.session.sql(differing).fetchall():
            lines.append(f"{version.year}: siffrorna är inte de fastställda. {MADE_ANEW}")
        built.session.unregister("frozen")
    return lines


def _losses(built: Built) -> list[tuple[str, int | None, int, int, str]]:
    """What became fewer, per register and year: (register, year, rows before, rows now, which files in words)."""
    changed = (register for register in REGISTERS if register.table.full_name not in built.unchanged)
    counted = [register for register in changed if not register.optional and _is_published(built, register)]
    if not counted:
        return []
    found = built.session.execute(
        f"""
        WITH files AS (
            SELECT register, year, source_file, coalesce(old.rows, 0) AS old, coalesce(new.rows, 0) AS new
            FROM ({" UNION ALL ".join(_rows(PREVIOUS, register) for register in counted)}) AS old
            FULL JOIN ({" UNION ALL ".join(_rows(CANDIDATE, register) for register in counted)}) AS new
                USING (register, year, source_file)
        )
        SELECT
            register,
            nullif(year, 0),
            sum(old)::BIGINT,
            sum(new)::BIGINT,
            string_agg(
                CASE
                    WHEN new > 0 THEN format('{{}} gav {{}} rader och ger nu {{}}', source_file, old, new)
                    WHEN verdict IS NULL THEN format('{{}} finns inte längre', source_file)
                    WHEN verdict = '{REJECTED}' THEN format('{{}} avvisas: {{}}', source_file, message)
                    ELSE format('{{}} gav {{}} rader och ger nu inga', source_file, old)
                END,
                '; ' ORDER BY old - new DESC, source_file
            ) FILTER (new < old)
        FROM files
        LEFT JOIN {CANDIDATE}.{SOURCE_FILE.full_name} USING (register, source_file)
        GROUP BY register, year
        HAVING sum(new) < sum(old)
        ORDER BY register, year
        """
    ).fetchall()
    return [(register, year, old, new, f"{files.rstrip('.')}.") for register, year, old, new, files in found]


def _is_published(built: Built, register: Register) -> bool:
    there = built.previous_columns.get(register.table.full_name, frozenset())
    return there.issuperset({"source_file", register.dated_by or "source_file"})


def _rows(database: str, register: Register) -> str:
    """The rows of a register by year and file; the year of a state is 0."""
    return (
        f"SELECT '{register.name}' AS register, ({register.year_sql or 0})::INTEGER AS year, source_file, "
        f"count(*) AS rows FROM {database}.{register.table.full_name} GROUP BY ALL"
    )


def _when(register: str, year: int | None) -> str:
    return f"{TITLES[register]} {year}" if year else TITLES[register]


def _percent(part: int, whole: int) -> str:
    return f"{number(Decimal(100 * part) / whole, 1)}\u00a0%"


GATES: tuple[Gate, ...] = (
    Gate("alla_ar_finns_kvar", "Varje register har rader för varje år som den publicerade filen har.", _lost_years),
    Gate(
        "raderna_finns_kvar",
        "Varje register har för varje år minst 90 % så många rader som den publicerade filen.",
        _lost_rows,
    ),
    Gate(
        "karantanen_ar_liten",
        "Högst 20 % av ett registers rader är i karantän, eller så få att det inte är filen som lästs fel.",
        _much_quarantine,
    ),
    Gate(
        "hanvisningarna_finner_nagot",
        "Högst 20 % av en fils hänvisningar finner inget, eller så få att det inte är filen som är fel.",
        _lost_references,
    ),
    Gate(
        "alla_nyckeltal_ar_beraknade",
        "Varje nyckeltal är beräknat för varje programår som har börjat.",
        _missing_figures,
        may_be_overridden=False,
    ),
    Gate(
        "varje_varde_stammer_med_sina_rader",
        "Varje värde, i varje uppdelning, är vad dess rader ger.",
        _figures_that_differ,
        may_be_overridden=False,
    ),
    Gate(
        "det_faststallda_star_fast",
        "Varje fil i ett fastställt år är orörd, och årets siffror är de fastställda.",
        _approved_touched,
        may_be_overridden=False,
    ),
)
