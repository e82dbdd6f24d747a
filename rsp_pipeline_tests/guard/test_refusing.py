"""Which requests are refused, and that no other page's is let through, whatever a browser lets it send."""

from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.guard.refusing import FORM, JSON, Asked, Refusal, refusal

HOST = "127.0.0.1:3000"
OWN = f"http://{HOST}"
APPROVE = "/approve"


def asked(method: str = "POST", path: str = "/graphql", websocket: bool = False, **headers: str) -> Asked:
    told = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    path, _, query = path.partition("?")
    return Asked(method, path, query, {name: (value,) for name, value in told.items()}, websocket)


def status(request: Asked, *names: str) -> int | None:
    refused = refusal(request, names, {APPROVE})
    return refused.status.value if refused else None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:3000", None),
        ("localhost:8080", None),
        ("LOCALHOST", None),
        ("[::1]:3000", None),
        ("rsp.region.se", None),
        ("evil.example:3000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.", 421),
        ("evil@127.0.0.1", 421),
        ("127.0.0.1:3000, evil.example", 421),
        ("", 421),
    ],
)
def test_only_the_pages_own_names_are_answered(host: str, expected: int | None) -> None:
    assert status(asked("GET", "/", host=host), "RSP.region.se") == expected


def test_a_name_told_twice_or_not_at_all_is_none() -> None:
    for hosts in ((), (HOST, HOST), (HOST, "evil.example")):
        assert refusal(Asked("GET", "/", headers={"host": hosts})) is not None


@pytest.mark.parametrize(
    "request_",
    [
        asked(origin=OWN, sec_fetch_site="same-origin", content_type=JSON),
        asked(origin=OWN, content_type=f"{JSON}; charset=utf-8"),
        asked(content_type=JSON),  # a program, which no page steers
        asked(host="rsp.region.se", origin="https://rsp.region.se", content_type=JSON),
        asked("GET", "/graphql", websocket=True, origin=OWN),
        asked("GET", "/runs", sec_fetch_site="same-origin", sec_fetch_mode="cors"),
        asked("GET", "/runs", sec_fetch_site="none", sec_fetch_mode="navigate", sec_fetch_dest="document"),
        asked("GET", "/runs", sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="document"),
        asked("POST", APPROVE, origin=OWN, content_type=FORM),
    ],
)
def test_the_page_itself_programs_and_links_from_elsewhere_are_answered(request_: Asked) -> None:
    assert status(request_, "rsp.region.se") is None


@pytest.mark.parametrize(
    "request_",
    [
        asked("GET", "/graphql?query=mutation{wipe}"),
        asked("GET", "/graphql/?query=mutation{wipe}", origin=OWN),
        asked("HEAD", "/graphql?query"),
        asked("GET", "/logs/1.err", sec_fetch_site="cross-site", sec_fetch_mode="no-cors", sec_fetch_dest="image"),
        asked("GET", "/", sec_fetch_site="same-site", sec_fetch_mode="navigate", sec_fetch_dest="iframe"),
        asked(origin="http://evil.example", content_type=JSON),
        asked(origin="http://127.0.0.1:8000", sec_fetch_site="same-site", content_type=JSON),
        asked(origin="null", content_type=JSON),
        asked(origin=OWN, sec_fetch_site="cross-site", content_type=JSON),
        asked(origin=f"{OWN}.evil.example", content_type=JSON),
        asked(origin=OWN, content_type="text/plain"),
        asked(origin=OWN, content_type="text/plain; application/json"),  # which Dagster takes for JSON
        asked(origin=OWN, content_type="application/graphql"),
        asked(origin=OWN),
        asked("OPTIONS", origin="http://evil.example"),
        asked("GET", "/graphql", websocket=True, origin="http://evil.example"),
        asked("POST", APPROVE, content_type=FORM),
        asked("POST", APPROVE, origin=OWN, content_type=JSON),
        asked("POST", "/graphql", origin=OWN, content_type=FORM),
    ],
)
def test_what_another_page_could_send_is_refused_with_a_sentence(request_: Asked) -> None:
    refused = refusal(request_, forms={APPROVE})
    assert isinstance(refused, Refusal)
    assert refused.status is HTTPStatus.FORBIDDEN
    assert refused.sentence.endswith(".")


ORIGINS = st.tuples(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["evil.example", "127.0.0.1", "localhost", "rsp.region.se", "[::1]"]),
    st.sampled_from(["", ":80", ":3000", ":8000"]),
)
SIMPLE = ["text/plain", "text/plain; application/json", FORM, "multipart/form-data; boundary=x", "", "TEXT/PLAIN"]


def of_browser(page: tuple[str, str, str], target: tuple[str, str, str], says_site: bool) -> dict[str, Any]:
    """What a browser says of where a request comes from: never `Sec-Fetch-Site` to an address that is not safe."""
    same = page == target
    site = "same-origin" if same else "same-site" if page[1] == target[1] else "cross-site"
    told = {"host": "".join(target[1:]), "origin": f"{page[0]}://{page[1]}{page[2]}"}
    return told | {"sec_fetch_site": site} if says_site else told


@given(ORIGINS, ORIGINS, st.booleans(), st.sampled_from(SIMPLE), st.sampled_from(["/graphql", APPROVE, "/x"]))
def test_no_page_with_another_host_changes_anything(
    page: tuple[str, str, str], target: tuple[str, str, str], says_site: bool, content_type: str, path: str
) -> None:
    """Two schemes on one port are not told apart: a port speaks one of them."""
    headers = of_browser(page, target, says_site)
    names, forms = {"rsp.region.se"}, {APPROVE}
    by_form = asked("POST", f"{path}?query=mutation", content_type=content_type, **headers)
    by_script = asked("POST", path, content_type=JSON, **headers)
    by_socket = asked("GET", path, websocket=True, **headers)
    preflight = asked("OPTIONS", path, **headers)
    if page[1:] != target[1:]:
        assert all(refusal(each, names, forms) for each in (by_form, by_script, by_socket, preflight))
    elif page == target and target[1] != "evil.example":
        assert refusal(by_socket, names, forms) is None
        assert (refusal(by_script, names, forms) is None) == (path != APPROVE)
        assert (refusal(by_form, names, forms) is None) == (path == APPROVE and content_type == FORM)
