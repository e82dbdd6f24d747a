"""Texts that figures are counted by or matched on, and that are spelt almost as one that is more usual."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity

GROUP = Group(
    "Stavning",
    "inget_stavas_nastan_som_nagot_vanligare",
    "Ingen ort, ingen investeringstyp och inget ställe stavas nästan som något som står på fler rader.",
)

TOLD = " UNION ALL ".join(
    f"SELECT record_id, '{what}' AS what, {column} AS told_text FROM core.{register}"
    for what, column, registers in (
        ("Orten", "locality", ("grants", "outlets", "visits", "service_plan_places")),
        ("Investeringstypen", "investment_kind", ("grants",)),
        ("Stället", "outlet_name", ("grants", "visits")),
        ("Stället", "name", ("outlets",)),
    )
    for register in registers
)
# DuckDB tells the distance between texts in bytes, of which å, ä, ö, é and a no-break space are two: each is made one.
MOST_ROWS = 3  # of a slip; what stands on more is taken for a name of its own
SHORTEST = 5  # letters: shorter names differ by one and are still two

RULES = (
    Rule(
        "R73",
        title="Stavas nästan som något vanligare",
        group=GROUP,
        description=(
            "En ort, en investeringstyp eller ett ställe som stavas på två sätt räknas som två. Prövas är den som står "
            f"på högst {MOST_ROWS} rader mot dem som står på fler: de är desamma så när som på versaler, eller, i namn "
            f"med minst {SHORTEST} tecken, på ett tecken eller två som bytt plats."
        ),
        rests_on=OWN,
        tries=f"""
            WITH told AS ({TOLD}),
            texts AS (
                SELECT
                    what,
                    told_text,
                    translate(lower(told_text), 'åäöé\u00a0', '#$%& ') AS folded,
                    count(*) AS row_count
                FROM told
                WHERE told_text IS NOT NULL
                GROUP BY what, told_text
            ),
            alike AS (
                SELECT rare.what, rare.told_text, max_by(usual.told_text, usual.row_count) AS usual_text
                FROM texts AS rare
                JOIN texts AS usual
                    ON usual.what = rare.what
                    AND usual.row_count > rare.row_count
                    AND abs(length(usual.folded) - length(rare.folded)) <= 1
                WHERE rare.row_count <= {MOST_ROWS}
                    AND damerau_levenshtein(usual.folded, rare.folded)
                        <= CASE WHEN length(rare.folded) >= {SHORTEST} THEN 1 ELSE 0 END
                GROUP BY rare.what, rare.told_text
            )
            SELECT
                record_id,
                what,
                told_text,
                usual_text,
                CASE WHEN told_text IS NOT NULL THEN usual_text IS NOT NULL END AS breaks
            FROM told
            LEFT JOIN alike USING (what, told_text)
        """,
        sentence="{what} ”{told_text}” stavas nästan som ”{usual_text}”, som står på fler rader",
        severity=Severity.NOTICE,
    ),
)
