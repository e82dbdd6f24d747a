"""Each kind of thing to do as one SELECT: how grave it is, what it is, where, and what to do about it.

A new kind is one more SELECT in `FOUND`. What they read beside the workshop's tables is said in `todo`.
"""

from __future__ import annotations

from rsp_pipeline.reading.tables import NOT_READ, OBSOLETE, REJECTED
from rsp_pipeline.registers import CORRECTIONS, REGISTERS
from rsp_pipeline.registers.published_figures import PUBLISHED_FIGURES
from rsp_pipeline.registers.rule_parameters import EURO_RATE
from rsp_pipeline.rules import corrections
from rsp_pipeline.rules.rule import Severity
from rsp_pipeline.rules.standing import ACCEPTANCE, NEW, SPACES
from rsp_pipeline.swedish import NO_BREAK_SPACE

QUARANTINE = "Karantän"
GRAVE = 2
"""What harms no less than this keeps something that was delivered or written from counting."""
MONTHS_AHEAD = 6  # that a plan's end is told before it
MONTHS_OLD = 2  # that a rate may be past its last day

COLUMNS = "harm, kind, what, source_file, source_sheet, source_row, remedy, subject"
WHERE_IT_STANDS = "source_file, source_sheet, source_row"


def _more(count: str, one: str, many: str) -> str:
    """SQL for a sentence about how many more there are than the one that is told; empty where there is no more."""
    grouped = f"replace(format('{{:,}}', {count} - 1), ',', '{NO_BREAK_SPACE}')"
    return (
        f"CASE {count} WHEN 1 THEN '' WHEN 2 THEN ' Och {one} till.' ELSE ' Och ' || {grouped} || ' {many} till.' END"
    )


REJECTED_FILES = f"""
    SELECT
        1 AS harm,
        'Avvisad fil' AS kind,
        source_file || '. ' || message AS what,
        source_file,
        NULL AS source_sheet,
        NULL AS source_row,
        'Rätta filen och lägg in den igen; rsp check läser den som natten gör.' AS remedy,
        source_file AS subject
    FROM quality.source_file
    WHERE verdict = '{REJECTED}'
"""
UNREAD = f"""
    SELECT
        1 AS harm,
        'Läses inte' AS kind,
        source_file || '. ' || min(message) AS what,
        source_file,
        NULL AS source_sheet,
        NULL AS source_row,
        'Lägg det där det ska ligga, med det namn det ska ha, eller ta bort det ur data/raw.' AS remedy,
        source_file AS subject
    FROM quality.remark
    WHERE code = '{NOT_READ}'
    GROUP BY source_file
"""
QUARANTINED = f"""
    SELECT
        {GRAVE} AS harm,
        '{QUARANTINE}' AS kind,
        first.message || {_more("n_rows", "en rad i filen", "rader i filen")} AS what,
        source_file,
        first.source_sheet,
        first.source_row,
        'Rätta i källan och lägg in filen igen, eller skriv rätt värde i quarantine.xlsx och kör rsp correct.'
            AS remedy,
        register || ':' || source_file AS subject
    FROM (
        SELECT
            register,
            source_file,
            count(DISTINCT (source_sheet, source_row)) AS n_rows,
            min({{
                'source_sheet': source_sheet, 'source_row': source_row, 'column_name': column_name, 'message': message
            }}) AS first
        FROM quality.quarantine
        GROUP BY register, source_file
    )
"""
OBSOLETE_CORRECTIONS = f"""
    SELECT
        {GRAVE} AS harm,
        'Inaktuell rättelse' AS kind,
        correction.register || ', ' || correction.row_key || ': ' || correction.message AS what,
        {WHERE_IT_STANDS},
        'Ta bort raden ur corrections.csv, eller skriv om den efter vad cellen nu säger.' AS remedy,
        record_id AS subject
    FROM quality.correction AS correction
    LEFT JOIN {CORRECTIONS.table.full_name} AS standing USING (record_id)
    WHERE correction.status = '{OBSOLETE}'
"""
NEW_FINDINGS = f"""
    SELECT
        CASE WHEN is_warning THEN 3 ELSE 4 END AS harm,
        'Ny avvikelse' AS kind,
        rule_id || ' ' || title || ': ' || rtrim(first.message, '.') || '.'
            || {_more("n_findings", "en i filen", "i filen")} AS what,
        source_file,
        first.source_sheet,
        first.source_row,
        'Rätta i källan, eller godta den i accepted_findings.csv med skäl; rsp findings --rule ' || rule_id
            || ' visar alla.' AS remedy,
        rule_id || ':' || coalesce(source_file, '') AS subject
    FROM (
        SELECT
            rule_id,
            source_file,
            count(*) AS n_findings,
            bool_or(severity = '{Severity.WARNING.value}') AS is_warning,
            min({{'source_sheet': source_sheet, 'source_row': source_row, 'message': message}}) AS first
        FROM quality.finding
        WHERE state = '{NEW}' AND rule_id <> '{corrections.RULES[0].id}'  -- those are told as what they are
        GROUP BY rule_id, source_file
    )
    JOIN quality.rule USING (rule_id)
"""
ACCEPTED_IN_VAIN = f"""
    SELECT
        4 AS harm,
        'Godtagande utan avvikelse' AS kind,
        rule_id || ', ' || row_key || ': ingen avvikelse har det beskedet.' AS what,
        {WHERE_IT_STANDS},
        'Ta bort raden ur accepted_findings.csv, eller skriv om den efter vad avvikelsen nu säger.' AS remedy,
        record_id AS subject
    FROM ({ACCEPTANCE}) AS acceptance
    JOIN core.accepted_findings AS standing USING (record_id, rule_id, row_key)
    ANTI JOIN quality.finding AS finding
        ON finding.rule_id = acceptance.rule_id
        AND finding.record_id = acceptance.row_key
        AND {SPACES.format("finding.message")} = acceptance.message
"""
# Of the steward's own tables, what is published elsewhere need not be told for every year, nor what is optional.
EXPECTED = ", ".join(
    f"('{each.name}', '{each.title}', {str(each.reference).lower()}, {str(each.name == 'population').lower()})"
    for each in REGISTERS
    if not each.optional and each != PUBLISHED_FIGURES
)
NOT_DELIVERED = f"""
    SELECT
        CASE WHEN bool_or(has_ended) THEN 3 ELSE 4 END AS harm,
        CASE WHEN is_reference THEN 'Referensuppgift saknas' ELSE 'Register saknas' END AS kind,
        title || ' saknas för ' || string_agg(year::VARCHAR, ', ' ORDER BY year) || '.' AS what,
        CASE WHEN is_reference THEN 'reference/' || expected.register || '.csv' ELSE expected.register END
            AS source_file,
        NULL AS source_sheet,
        NULL AS source_row,
        CASE
            WHEN is_counted_at_year_end THEN 'Hämta dem med rsp import --fetch population, eller skriv in dem i filen.'
            WHEN is_reference THEN 'Skriv in årets uppgifter i filen.'
            ELSE 'Lägg registrets export i mappen data/raw/' || expected.register || '.'
        END AS remedy,
        expected.register || ':' || string_agg(year::VARCHAR, ',' ORDER BY year) AS subject
    FROM (VALUES {EXPECTED}) AS expected (register, title, is_reference, is_counted_at_year_end)
    JOIN core.programme_years AS years ON has_begun AND (has_ended OR NOT is_counted_at_year_end)
    ANTI JOIN core.delivered_years AS delivered
        ON delivered.register = expected.register AND delivered.year = years.year
    ANTI JOIN closed ON closed.year = years.year
    GROUP BY expected.register, title, is_reference, is_counted_at_year_end
"""
OLD_RATES = f"""
    SELECT
        4 AS harm,
        'Gammal referensuppgift' AS kind,
        CASE parameter WHEN '{EURO_RATE}' THEN 'Eurokursen' ELSE 'Prisbasbeloppet' END
            || ' gällde till och med ' || valid_to || '.' AS what,
        {WHERE_IT_STANDS},
        'Lägg in den nya i rule_parameters.csv; eurokurser hämtas med rsp import --fetch rates.' AS remedy,
        parameter AS subject
    FROM core.rule_parameters
    CROSS JOIN today
    WHERE parameter IN ('{EURO_RATE}', 'price_base_amount')
    QUALIFY row_number() OVER (PARTITION BY parameter ORDER BY valid_from DESC) = 1
        AND valid_to + INTERVAL {MONTHS_OLD} MONTH < day
"""
LAST_PLANS = """
    SELECT
        municipality_code,
        greatest(valid_to, extended_to) AS last_day,
        record_id,
        source_file,
        source_sheet,
        source_row
    FROM core.service_plans
    WHERE status IN ('Antagen', 'Under revidering', 'Förlängd', 'Utgången')
    QUALIFY row_number() OVER (
        PARTITION BY municipality_code ORDER BY last_day DESC NULLS FIRST, record_id
    ) = 1
"""
ENDING_PLANS = f"""
    SELECT
        CASE WHEN last_day < day THEN 3 ELSE 4 END AS harm,
        CASE WHEN last_day < day THEN 'Serviceplan har löpt ut' ELSE 'Serviceplan löper ut' END AS kind,
        municipality_name || CASE WHEN last_day < day THEN ': planen gällde' ELSE ': planen gäller' END
            || ' till och med ' || last_day || '.' AS what,
        {WHERE_IT_STANDS},
        'Fråga kommunen om en ny eller förlängd plan, och lägg in den i registret över serviceplaner.' AS remedy,
        record_id AS subject
    FROM ({LAST_PLANS})
    JOIN core.municipalities USING (municipality_code)
    CROSS JOIN today
    WHERE last_day - INTERVAL {MONTHS_AHEAD} MONTH <= day
"""
FOUND = (
    REJECTED_FILES,
    UNREAD,
    QUARANTINED,
    OBSOLETE_CORRECTIONS,
    NEW_FINDINGS,
    ACCEPTED_IN_VAIN,
    NOT_DELIVERED,
    OLD_RATES,
    ENDING_PLANS,
    f"SELECT {COLUMNS} FROM given",
)

DAYS = f"""
    SELECT last_day + 1 AS day FROM ({LAST_PLANS})
    UNION ALL SELECT (last_day - INTERVAL {MONTHS_AHEAD} MONTH)::DATE FROM ({LAST_PLANS})
    UNION ALL SELECT (valid_to + INTERVAL {MONTHS_OLD} MONTH)::DATE + 1 FROM core.rule_parameters
"""
"""The days on which something begins to be to do, or to be told in another way."""
