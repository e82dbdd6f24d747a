"""The memo's bullets beside the grant table, asked of the shipped sample in plain SQL."""

import duckdb


def test_changes_in_national_policy_were_followed_by_statements_and_dialogues(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT kind, title, reference, actor
        FROM core.activities
        WHERE year(performed_on) = 2025
            AND priority_area = 'Medborgare'
            AND kind IN ('Yttrande', 'Dialog')
        ORDER BY performed_on
    """
    region, county_board = "Region Jämtland Härjedalen", "Länsstyrelsen Jämtlands län"
    assert core.sql(query).fetchall() == [
        ("Yttrande", "Livsmedelsberedskap i en ny tid", "SOU 2024:8", region),
        ("Dialog", "Ett statligt stöd för driftsäkra och robusta posttjänster", "FI2024/02072", region),
        ("Yttrande", "Digital myndighetspost", "SOU 2024:47", county_board),
    ]


def test_the_shops_as_meeting_places_were_furthered_by_a_campaign_and_an_inauguration(
    core: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        SELECT kind, title, municipality_name, partners
        FROM core.activities
        JOIN core.municipalities USING (municipality_code)
        WHERE year(performed_on) = 2025
            AND priority_area = 'Medborgare'
            AND kind IN ('Kampanj', 'Invigning')
        ORDER BY performed_on
    """
    assert core.sql(query).fetchall() == [
        ("Kampanj", "Handla lokalt", "Krokom", "Näringsliv"),
        ("Invigning", "SOT-punkt Stora Blåsjön", "Strömsund", "Kommun, Civilsamhälle"),
    ]


def test_the_inaugurated_sot_punkt_is_an_outlet_opened_that_day(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT outlet.name, outlet.locality
        FROM core.outlets AS outlet
        JOIN core.activities AS inauguration
            ON inauguration.kind = 'Invigning'
            AND inauguration.performed_on = outlet.opened_on
            AND inauguration.municipality_code = outlet.municipality_code
        WHERE outlet.kind = 'SOT-punkt' AND year(opened_on) = 2025
    """
    assert core.sql(query).fetchall() == [("SOT-punkt Stora Blåsjön", "Stora Blåsjön")]


def test_the_municipalities_were_supported_in_drawing_up_their_plans(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name, plan_status
        FROM core.activities
        JOIN core.municipalities USING (municipality_code)
        LEFT JOIN core.plan_status AS status USING (municipality_code)
        WHERE year(performed_on) = 2025
            AND kind = 'Processtöd'
            AND status.year = 2025
        ORDER BY municipality_name
    """
    assert core.sql(query).fetchall() == [
        ("Berg", "Under framtagande"),
        ("Härjedalen", "På remiss"),
        ("Ragunda", "Antagen"),
        ("Strömsund", "Förlängd"),
        ("Åre", "Under revidering"),
    ]


def test_support_was_given_where_the_service_plans_say_so(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name
        FROM core.service_plans
        JOIN core.municipalities USING (municipality_code)
        WHERE process_support
        ORDER BY municipality_name
    """
    names = [name for (name,) in core.sql(query).fetchall()]
    assert names == ["Berg", "Härjedalen", "Ragunda", "Strömsund", "Åre"]


def test_the_regions_of_the_north_met_in_person_and_online(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT form, count(*)
        FROM core.activities
        WHERE year(performed_on) = 2025
            AND kind = 'Samverkansmöte'
            AND priority_area = 'Offentliga intressenter'
        GROUP BY form
        ORDER BY form
    """
    assert core.sql(query).fetchall() == [("Digitalt", 3), ("Fysiskt", 2)]


def test_the_project_is_paid_for_by_tillvaxtverket_and_the_region(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT project, min(year), max(year), string_agg(DISTINCT financier, ' och ' ORDER BY financier DESC)
        FROM core.funding
        GROUP BY project
    """
    project = "Resurser till genomförande av regionalt serviceprogram Jämtlands län"
    assert core.sql(query).fetchall() == [(project, 2023, 2027, "Tillväxtverket och Regionens 1:1-anslag")]
