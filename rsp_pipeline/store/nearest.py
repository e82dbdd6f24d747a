"""Which keys a value that is none of them is nearest to, in SQL.

A key is near that has the same letters and digits, or at least the same digits. Where there is none the spelling is
compared with every key's: only for some values, since that takes as long as both together.
"""

from __future__ import annotations

SPELLED_OUT = 20  # values whose spelling is compared with every key: others are found by their parts
SHOWN = 3  # nearest keys that are told
FEWEST_DIGITS = 4  # by which a key is known whatever letters stand around them


def nearest(missing: str, known: str) -> str:
    """The SELECT of `value`, `scope` and `keys`: the keys nearest to each value of `missing` that is near any.

    `missing` is a SELECT of `value` and of `scope`, what it must be found within; `known` one of `key` and `scope`.
    """
    letters, digits = (f"regexp_replace(lower({{}}), '[^{kept}]', '', 'g')" for kept in ("a-zåäö0-9", "0-9"))
    return f"""
        WITH missing AS (
            SELECT DISTINCT value, scope, {letters.format("value")} AS letters, {digits.format("value")} AS digits
            FROM ({missing})
        ),
        known AS (
            SELECT key, scope, {letters.format("key")} AS letters, {digits.format("key")} AS digits
            FROM ({known})
        ),
        by_parts AS (
            SELECT value, scope, key, 0 AS distance
            FROM missing JOIN known USING (scope, letters)
            UNION
            SELECT value, scope, key, 0
            FROM missing JOIN known USING (scope, digits)
            WHERE length(digits) >= {FEWEST_DIGITS}
        ),
        strangers AS (
            FROM missing ANTI JOIN by_parts USING (value, scope) ORDER BY value, scope LIMIT {SPELLED_OUT}
        ),
        by_spelling AS MATERIALIZED (
            SELECT value, scope, key, damerau_levenshtein(lower(value), lower(key)) AS distance
            FROM strangers JOIN known USING (scope)
        ),
        near AS (
            FROM by_parts
            UNION ALL
            FROM by_spelling WHERE 2 * distance <= greatest(length(value), length(key))
            QUALIFY row_number() OVER (PARTITION BY value, scope ORDER BY distance, key) <= {SHOWN}
        )
        SELECT value, scope, string_agg(key, ' och ' ORDER BY distance, key) AS keys FROM near GROUP BY value, scope
    """
