"""Asking EDGAR: a folder and a base address alike, politely, and never out of the mirror."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from sources.edgar.http.client import IDENTITY, Origin, OriginError, Pace, open_origin
from sources.edgar.http.expected_content import unexpected_content
from tests.support.filings import inline, instance
from tests.support.mirror import CIK, RATE_PAGE, Mirror, served, small_mirror

PATH = f"/submissions/CIK{CIK}.json"
LIST = b'{"filings": {}}'
UNHURRIED = Pace(per_second=10_000)


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return small_mirror(tmp_path / "edgar")


@pytest.fixture
def origin(httpserver: HTTPServer) -> Iterator[Origin]:
    pace = Pace(per_second=10_000)  # of its own: a service that asks for a wait holds everybody who shares one
    with open_origin(httpserver.url_for("/"), pace) as opened:
        yield opened


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Sleep is recorded instead of slept."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def test_a_folder_a_file_address_and_a_served_mirror_answer_alike(mirror: Mirror) -> None:
    with served(mirror.root) as address:
        answers = []
        for place in (str(mirror.root), mirror.root.as_uri(), address, f"{address}/"):
            with open_origin(place, UNHURRIED) as origin:
                answers.append(origin.get("data.sec.gov", PATH))
    assert {(a.status, a.data, a.address) for a in answers} == {
        (200, (mirror.root / f"data.sec.gov{PATH}").read_bytes(), f"https://data.sec.gov{PATH}")
    }
    assert all(a.fetched_at.tzinfo is UTC for a in answers)


def test_what_is_not_there_is_an_answer(mirror: Mirror) -> None:
    with served(mirror.root) as address:
        for place in (str(mirror.root), address):
            with open_origin(place, UNHURRIED) as origin:
                assert origin.get("data.sec.gov", "/submissions/CIK9999999999.json").status == 404
                assert origin.get("www.sec.gov", "/Archives").status in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/../../secret.txt",
        "/submissions/../../../secret.txt",
        "/submissions/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "//secret.txt",
        "secret.txt",
        "",
        "/submissions\\..\\..\\secret.txt",
        "/submissions/a\x00b",
    ],
)
def test_a_path_out_of_the_mirror_is_refused(mirror: Mirror, path: str) -> None:
    (mirror.root.parent / "secret.txt").write_text("secret")
    with served(mirror.root) as address:
        for place in (str(mirror.root), address):
            with open_origin(place, UNHURRIED) as origin, pytest.raises(OriginError, match="out of the mirror"):
                origin.get("data.sec.gov", path)


def test_a_link_out_of_the_mirror_is_refused_and_one_inside_is_followed(mirror: Mirror) -> None:
    (mirror.root.parent / "secret.txt").write_text("secret")
    folder = mirror.root / "data.sec.gov/submissions"
    (folder / "out.json").symlink_to(mirror.root.parent / "secret.txt")
    (folder / "in.json").symlink_to(folder / f"CIK{CIK}.json")
    (folder / "round.json").symlink_to(folder / "round.json")
    with open_origin(str(mirror.root)) as origin:
        with pytest.raises(OriginError, match="out of the mirror"):
            origin.get("data.sec.gov", "/submissions/out.json")
        assert origin.get("data.sec.gov", "/submissions/in.json").status == 200
        with pytest.raises(OriginError, match="leads back"):
            origin.get("data.sec.gov", "/submissions/round.json")


def test_a_host_that_is_not_edgars_is_refused(mirror: Mirror) -> None:
    (mirror.root / "other").mkdir()
    with open_origin(str(mirror.root)) as origin, pytest.raises(OriginError, match="not a host"):
        origin.get("other", "/x")  # type: ignore[arg-type] # what the types forbid


@pytest.mark.parametrize(
    ("place", "said"),
    [("", "not an address"), ("s3://bucket", "not an address"), ("/nowhere/at/all", "there is no folder")],
)
def test_what_is_no_place_is_refused_with_a_remedy(place: str, said: str) -> None:
    with pytest.raises(OriginError, match=said) as refused:
        open_origin(place)
    assert "Give" in refused.value.remedy


def test_a_folder_that_is_no_mirror_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OriginError, match="not a mirror"):
        open_origin(str(tmp_path))


@pytest.mark.parametrize("place", ["live", "https://www.sec.gov", "http://192.0.2.1:8080", "http://example.org"])
@pytest.mark.parametrize("identity", [None, "", "me", "me@example.org", "A Name", "A Name a@b.org\r\nX-Other: 1"])
def test_who_asks_is_required_before_the_first_request(
    place: str, identity: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(IDENTITY, raising=False)
    if identity is not None:
        monkeypatch.setenv(IDENTITY, identity)
    with pytest.raises(OriginError, match=IDENTITY):
        open_origin(place)


@pytest.mark.parametrize("place", ["live", "https://www.sec.gov", "https://www.sec.gov/", "https://data.sec.gov"])
def test_the_service_opens_for_one_who_says_who_asks(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IDENTITY, "A Name a@b.org")
    open_origin(place).close()


def test_an_address_with_a_secret_is_refused_without_repeating_it() -> None:
    with pytest.raises(OriginError, match="contains a user name or password") as refused:
        open_origin("http://somebody:hunter2@127.0.0.1:8080")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/?key=hunter2", "http://127.0.0.1:8080/edgar#hunter2", "http:///"]
)
def test_an_address_is_a_server_and_a_path(address: str) -> None:
    """Paths of filings are appended to it, and it is logged: it must not contain a key."""
    with pytest.raises(OriginError, match="only a server and a path") as refused:
        open_origin(address)
    assert "hunter2" not in str(refused.value)


def test_the_identity_is_the_user_agent(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IDENTITY, "A Name a.name@example.org")
    httpserver.expect_request(
        f"/data.sec.gov{PATH}", headers={"User-Agent": "A Name a.name@example.org"}
    ).respond_with_data(LIST)
    with open_origin(httpserver.url_for(""), UNHURRIED) as origin:
        assert origin.get("data.sec.gov", PATH).data == LIST


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again(httpserver: HTTPServer, origin: Origin, naps: list[float], status: int) -> None:
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(b"busy", status)
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(LIST)
    assert origin.get("data.sec.gov", PATH).data == LIST
    assert len(httpserver.log) == 2


def test_retry_after_in_seconds_is_honoured(httpserver: HTTPServer, origin: Origin, naps: list[float]) -> None:
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(b"", 429, {"Retry-After": "37"})
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(LIST)
    origin.get("data.sec.gov", PATH)
    assert 37.0 in naps


def test_retry_after_as_a_date_is_honoured(httpserver: HTTPServer, origin: Origin, naps: list[float]) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(b"", 503, {"Retry-After": until})
    httpserver.expect_ordered_request(f"/data.sec.gov{PATH}").respond_with_data(LIST)
    origin.get("data.sec.gov", PATH)
    assert any(60 < nap <= 90 for nap in naps)


def test_a_long_wait_is_left_to_a_person(httpserver: HTTPServer, origin: Origin, naps: list[float]) -> None:
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(b"", 429, {"Retry-After": "600"})
    with pytest.raises(OriginError, match="Run again in 600 seconds"):
        origin.get("data.sec.gov", PATH)
    assert len(httpserver.log) == 1


def test_it_gives_up_in_one_line_with_a_remedy(httpserver: HTTPServer, origin: Origin, naps: list[float]) -> None:
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(b"", 503)
    with pytest.raises(OriginError) as refused:
        origin.get("data.sec.gov", PATH)
    asked = httpserver.url_for(f"/data.sec.gov{PATH}")  # the mirror that is served, not EDGAR
    assert str(refused.value) == f"{asked}: status 503. Wait ten minutes and run again"
    assert len(httpserver.log) == 5


@pytest.mark.parametrize("status", [200, 403, 429])
def test_the_rate_page_is_not_taken_for_data(
    httpserver: HTTPServer, origin: Origin, naps: list[float], status: int
) -> None:
    httpserver.expect_request("/www.sec.gov/Archives/x.htm").respond_with_data(RATE_PAGE, status)
    with pytest.raises(OriginError, match="Request Rate Threshold Exceeded"):
        origin.get("www.sec.gov", "/Archives/x.htm")


def titled(title: str) -> bytes:
    """A page of a server, with that title below its styles."""
    return f"<!DOCTYPE html><html><head><style>{'a{}' * 3000}</style><title>{title}</title></head></html>".encode()


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"<html>maintenance</html>", "a web page where JSON should be"),
        (titled("Access Denied"), "a web page titled «Access Denied» where JSON should be"),
        (titled("SEC.gov | Request Rate Threshold Exceeded"), "Request Rate Threshold Exceeded"),
        (b"", "an empty body"),
        (b" \r\n", "an empty body"),
        (gzip.compress(LIST, mtime=0), "gzip"),
        (gzip.compress(gzip.compress(LIST, mtime=0), mtime=0), "gzip"),
        (b'{"message": "Internal server error"}', "Internal server error"),
        (b'[{"filings": {}}]', "list"),
        (b'"Service Unavailable"', "str"),
        (b"Service Unavailable", "text that is not JSON"),
        (b'{"filings": null}', "of another kind"),
    ],
)
def test_what_is_no_list_is_refused_with_its_cause(
    httpserver: HTTPServer, origin: Origin, naps: list[float], body: bytes, cause: str
) -> None:
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(body)
    with pytest.raises(OriginError, match=re.escape(cause)):
        origin.get("data.sec.gov", PATH)
    assert len(httpserver.log) == 5


def test_an_answer_compressed_twice_is_refused(httpserver: HTTPServer, origin: Origin, naps: list[float]) -> None:
    twice = gzip.compress(gzip.compress(LIST, mtime=0), mtime=0)
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(twice, headers={"Content-Encoding": "gzip"})
    with pytest.raises(OriginError, match="gzip"):
        origin.get("data.sec.gov", PATH)


def test_where_everything_is_refused_each_address_is_soon_asked_for_once(
    httpserver: HTTPServer, origin: Origin, naps: list[float]
) -> None:
    for number in range(5):
        httpserver.expect_request(f"/www.sec.gov/{number}.htm").respond_with_data(titled("Site Maintenance"))
        with pytest.raises(OriginError, match="Site Maintenance"):
            origin.get("www.sec.gov", f"/{number}.htm")
    assert len(httpserver.log) == 3 * 5 + 2


#: What is a filing's document, by the kind of file.
DOCUMENTS = {
    "inline.htm": inline("").encode(),
    "utf16.htm": inline("", declaration="").encode("utf-16"),
    "flat.htm": b'<html><body><ix:nonFraction contextRef="c">1</ix:nonFraction></body></html>',
    "saved.htm": b"<SEC-DOCUMENT>x.txt\n<TYPE>10-K\n<TEXT><html></html>",
    "older.htm": b"<HTML><BODY><P>FORM 10-K</P><P>Commission&nbsp;file\nnumber: 0-1</P></BODY></HTML>",
    "exhibit.htm": b"<html><body>" + b"<p>Net sales rose in all regions.</p>" * 700 + b"</body></html>",
    "made.xml": instance("").encode(),
    "plain.xml": b"<!-- made --><xbrl/>",
    "other.xml": b"<something/>",
    "report.txt": b"10-K of 1996, in plain text",
}
NO_DOCUMENTS = {
    "denied.htm": titled("Access Denied"),
    "gone.htm": titled("Page not found"),
    "sec.htm": b"<html><title>SEC.gov | Oops</title><h1>U.S. Securities and Exchange Commission</h1></html>",
    "styled.htm": b"<html><style>" + b"a{color:red}" * 9000 + b"</style><p>Service Unavailable</p></html>",
    "data.htm": b'{"message": "Internal server error"}',
    "packed.htm": gzip.compress(DOCUMENTS["inline.htm"], mtime=0),
    "empty.htm": b"",
    "page.xml": titled("Service Unavailable"),
    "error.xml": b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    "text.xml": b"Forbidden",
    "empty.txt": b"",
}


@pytest.mark.parametrize("name", [*DOCUMENTS, *NO_DOCUMENTS])
def test_a_document_is_recognised_by_what_it_contains(name: str) -> None:
    body = (DOCUMENTS | NO_DOCUMENTS)[name]
    reason = unexpected_content(body, f"https://www.sec.gov/Archives/edgar/data/42/000000004223000001/{name}")
    assert (reason is None) == (name in DOCUMENTS)


def test_an_undeclared_tool_is_reported_what_to_do(httpserver: HTTPServer, origin: Origin) -> None:
    page = b"<html><title>Your Request Originates from an Undeclared Automated Tool</title></html>"
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(page, 403)
    with pytest.raises(OriginError, match=IDENTITY):
        origin.get("data.sec.gov", PATH)
    assert len(httpserver.log) == 1


def test_another_status_is_refused_at_once(httpserver: HTTPServer, origin: Origin) -> None:
    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_data(b"", 401)
    with pytest.raises(OriginError, match="status 401"):
        origin.get("data.sec.gov", PATH)
    assert len(httpserver.log) == 1


def test_a_compressed_answer_is_unpacked(httpserver: HTTPServer, origin: Origin) -> None:
    def answer(request: Request) -> Response:
        assert "gzip" in request.headers["Accept-Encoding"]
        return Response(gzip.compress(LIST, mtime=0), headers={"Content-Encoding": "gzip"})

    httpserver.expect_request(f"/data.sec.gov{PATH}").respond_with_handler(answer)
    assert origin.get("data.sec.gov", PATH).data == LIST


def test_a_redirect_on_the_same_host_is_followed(httpserver: HTTPServer, origin: Origin) -> None:
    httpserver.expect_request("/www.sec.gov/a").respond_with_data(b"", 301, {"Location": "/www.sec.gov/b"})
    httpserver.expect_request("/www.sec.gov/b").respond_with_data(b"here")
    answer = origin.get("www.sec.gov", "/a")
    assert (answer.data, answer.address) == (b"here", "https://www.sec.gov/a")


@pytest.mark.parametrize(
    ("target", "said"), [("http://localhost:1/x", "another place"), ("/www.sec.gov/a", "more than 5 redirects")]
)
def test_redirects_are_bounded(httpserver: HTTPServer, origin: Origin, target: str, said: str) -> None:
    httpserver.expect_request("/www.sec.gov/a").respond_with_data(b"", 302, {"Location": target})
    with pytest.raises(OriginError, match=said):
        origin.get("www.sec.gov", "/a")


def test_a_body_shorter_than_announced_is_not_taken_for_data(
    httpserver: HTTPServer, origin: Origin, naps: list[float]
) -> None:
    def answer(request: Request) -> Response:
        response = Response(b"half", direct_passthrough=True)
        response.headers["Content-Length"] = "8"
        return response

    httpserver.expect_request("/www.sec.gov/a").respond_with_handler(answer)
    with pytest.raises(OriginError, match="no answer"):
        origin.get("www.sec.gov", "/a")
    assert len(httpserver.log) == 5


def test_an_unchanged_file_may_tell_its_length(httpserver: HTTPServer, origin: Origin) -> None:
    """A 304 may carry the length of the cached body; no byte of it is missing."""

    def answer(request: Request) -> Response:
        assert request.headers["If-None-Match"] == '"a"'
        response = Response(status=304, direct_passthrough=True)
        response.headers["Content-Length"] = "337"
        return response

    httpserver.expect_request("/www.sec.gov/a").respond_with_handler(answer)
    assert origin.get("www.sec.gov", "/a", {"If-None-Match": '"a"'}).status == 304
    assert len(httpserver.log) == 1


def test_a_server_that_is_not_there_is_reported_in_one_line(naps: list[float]) -> None:
    with open_origin("http://127.0.0.1:9", UNHURRIED) as origin, pytest.raises(OriginError) as refused:
        origin.get("data.sec.gov", PATH)
    assert "Check the address and the network" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_bad_file_in_a_folder_is_given_as_it_is(mirror: Mirror) -> None:
    mirror.put_submissions(RATE_PAGE)
    with open_origin(str(mirror.root)) as origin:
        assert origin.get("data.sec.gov", PATH).data == RATE_PAGE


def test_all_threads_together_keep_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, naps, lock = [100.0], [], threading.Lock()
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    pace = Pace(per_second=10)

    def record(seconds: float) -> None:
        with lock:
            naps.append(round(seconds, 6))

    monkeypatch.setattr(time, "sleep", record)
    threads = [threading.Thread(target=pace.wait) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(naps) == [round(n / 10, 6) for n in range(20)]
