"""Landing: which files of a company are wanted, and what came."""

from __future__ import annotations

import json
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.edgar.http.client import Pace, open_origin
from sources.edgar.http.raw_store import RawStore, sha256_of
from sources.edgar.landing import LANDINGS, Landing, land_company, nothing_landed, wanted_filings
from sources.edgar.schemas import FILINGS as FILINGS_SCHEMA
from sources.edgar.schemas import frame
from tests.support.mirror import (
    CIK,
    FILINGS,
    RATE_PAGE,
    Filing,
    Mirror,
    companyfacts,
    entry,
    served,
    small_mirror,
    submissions,
)

Q1 = "0000000042-23-000001"
FOLDER = f"https://www.sec.gov/Archives/edgar/data/42/{Q1.replace('-', '')}"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return small_mirror(tmp_path / "edgar")


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def land(mirror: Mirror, store: RawStore, cik: str = CIK) -> Landing:
    with open_origin(str(mirror.root)) as origin:
        return land_company(cik, origin, store)


def one_filing(mirror: Mirror, filing: Filing) -> None:
    """Let the mirror list this filing only."""
    mirror.put_submissions(submissions([filing]))


def document(landing: Landing) -> dict[str, str]:
    """The one document of a landing."""
    (row,) = landing.table.filter(kind="document").iter_rows(named=True)
    return row


def test_lands_submissions_companyfacts_and_the_document_of_each_periodic_report(
    mirror: Mirror, store: RawStore
) -> None:
    landing = land(mirror, store)
    assert landing.table.schema == pl.Schema(LANDINGS)
    assert landing.table.select("kind", "form", "document", "status").rows() == [
        ("submissions", None, f"CIK{CIK}.json", "landed"),
        ("submissions_page", None, f"CIK{CIK}-submissions-001.json", "landed"),
        ("companyfacts", None, f"CIK{CIK}.json", "landed"),
        ("document", "10-Q", "made-20230331.htm", "landed"),
        ("document", "10-Q/A", "made-20230331a.htm", "landed"),
        ("document", "10-K", "made-20231231.htm", "not_available"),
    ]
    assert landing.is_available
    assert landing.missing["address"].to_list() == [
        "https://www.sec.gov/Archives/edgar/data/42/000000004224000009/made-20231231.htm"
    ]
    assert landing.missing.select("sha256", "size_bytes").row(0) == (None, None)
    for row in landing.table.filter(status="landed").iter_rows(named=True):
        assert len(store.get(row["sha256"])) == row["size_bytes"]
        assert store.retrievals(row["sha256"])[0]["address"] == row["address"]


def test_a_served_mirror_lands_like_its_folder(mirror: Mirror, store: RawStore, tmp_path: Path) -> None:
    with served(mirror.root) as address, open_origin(address, Pace(10_000)) as origin:
        served_landing = land_company(CIK, origin, RawStore(tmp_path / "other"))
    assert served_landing.table.equals(land(mirror, store).table)


def test_landing_again_changes_nothing(mirror: Mirror, store: RawStore) -> None:
    assert land(mirror, store).changed
    before = {p: p.stat().st_mtime_ns for p in store.root.rglob("*") if p.is_file()}
    assert not land(mirror, store).changed
    assert {p: p.stat().st_mtime_ns for p in store.root.rglob("*") if p.is_file()} == before


def test_a_changed_document_changes_the_landing_and_the_old_bytes_stay(mirror: Mirror, store: RawStore) -> None:
    old = land(mirror, store).table.filter(accession=Q1)["sha256"][0]
    mirror.put_document(Q1, "made-20230331.htm", b"other")
    landing = land(mirror, store)
    assert landing.changed
    assert store.get(landing.table.filter(accession=Q1)["sha256"][0]) == b"other"
    assert store.get(old) == FILINGS[3].data


def test_a_company_that_is_not_there_is_not_an_error(mirror: Mirror, store: RawStore) -> None:
    landing = land(mirror, store, "77")
    assert not landing.is_available
    assert landing.table.equals(nothing_landed("0000000077"))


def test_companyfacts_alone_are_landed(mirror: Mirror, store: RawStore) -> None:
    (mirror.root / f"data.sec.gov/submissions/CIK{CIK}.json").unlink()
    landing = land(mirror, store)
    assert landing.is_available
    assert landing.table.select("kind", "status").rows() == [
        ("submissions", "not_available"),
        ("companyfacts", "landed"),
    ]


def test_submissions_and_one_document_without_companyfacts_are_landed(mirror: Mirror, store: RawStore) -> None:
    (mirror.root / f"data.sec.gov/api/xbrl/companyfacts/CIK{CIK}.json").unlink()
    one_filing(mirror, FILINGS[3])
    assert land(mirror, store).table.select("kind", "status").rows() == [
        ("submissions", "landed"),
        ("companyfacts", "not_available"),
        ("document", "landed"),
    ]


@pytest.mark.parametrize("data", [b"", b'{"cik": 42, "fil', b"[]", RATE_PAGE])
def test_a_list_that_cannot_be_read_is_stored_and_not_used(mirror: Mirror, store: RawStore, data: bytes) -> None:
    """Companyfacts are landed without it, and then all that was landed before stays."""
    mirror.put_submissions(data)
    landing = land(mirror, store)
    assert landing.table.select("kind", "status").rows() == [
        ("submissions", "not_available"),
        ("companyfacts", "landed"),
    ]
    assert store.get(sha256_of(data)) == data
    (fault,) = landing.left_out
    assert (fault, landing.is_list_refused) == (landing.refused[0], True)
    mirror.put_submissions(submissions(FILINGS))
    good = land(mirror, store)
    assert good.left_out == ()
    mirror.put_submissions(data)
    again = land(mirror, store)
    assert (len(again.left_out), again.table.equals(good.table)) == (1, True)
    (store.root / "answers.sqlite").unlink()
    again = land(mirror, store)
    assert (len(again.left_out), again.table.equals(good.table)) == (1, True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (companyfacts([entry()])[:200], "byte 200, line 1: cannot be read: truncated JSON"),
        (companyfacts([entry()]).replace(b"us-gaap", b"us-\xffgaap"), "cannot be read: not UTF-8 text"),
        (companyfacts([entry()])[:-2] + b"]}", "cannot be read: not JSON"),
        (companyfacts([entry(val="12")]), "val: cannot be read: a number or null expected, a string found"),
        (companyfacts([entry()], cik="43"), "cannot be read: the file of another company, CIK 0000000043"),
    ],
)
def test_companyfacts_that_cannot_be_read_are_not_used(
    mirror: Mirror, store: RawStore, data: bytes, problem: str
) -> None:
    good = land(mirror, store).table
    mirror.put_companyfacts(data)
    for _ in range(2):
        landing = land(mirror, store)
        assert landing.table.equals(good)
        (fault,) = landing.left_out
        assert str(fault).startswith(f"https://data.sec.gov/api/xbrl/companyfacts/CIK{CIK}.json, ")
        assert problem in str(fault)


def test_an_altered_list_or_companyfacts_of_the_raw_store_are_fetched_again(mirror: Mirror, store: RawStore) -> None:
    table = land(mirror, store).table
    for sha256 in table.filter(pl.col("kind") != "document")["sha256"]:
        path = store.path_of(sha256)
        path.write_bytes(b"#" * path.stat().st_size)
    assert land(mirror, store).table.equals(table)
    assert all(store.is_whole(sha256) for sha256 in table["sha256"].drop_nulls())


def test_a_damaged_answer_of_a_served_mirror_is_named_by_the_address_asked(mirror: Mirror, store: RawStore) -> None:
    mirror.put_companyfacts(companyfacts([entry()])[:200])
    with served(mirror.root) as address, open_origin(address, Pace(10_000)) as origin:
        (fault,) = land_company(CIK, origin, store).left_out
    path = f"data.sec.gov/api/xbrl/companyfacts/CIK{CIK}.json"
    assert f"https://{path}, byte 200, line 1: cannot be read at {address}/{path}: truncated JSON" in str(fault)
    assert str(store.root) not in str(fault)


def test_the_extracted_instance_replaces_the_inline_document(mirror: Mirror, store: RawStore) -> None:
    one_filing(mirror, Filing(Q1, document="gone.htm"))
    mirror.put_document(Q1, "gone_htm.xml", b"<xbrl/>")
    assert document(land(mirror, store))["address"] == f"{FOLDER}/gone_htm.xml"


def test_an_older_instance_is_found_through_the_index(mirror: Mirror, store: RawStore) -> None:
    one_filing(mirror, Filing(Q1, document="d10q.htm", is_inline=0))
    names = ["made-20230331_cal.xml", "FilingSummary.xml", "R1.xml", "a.xml", "made-20230331.xml", "d10q.htm", "x.xsd"]
    index = {"directory": {"item": [{"name": name} for name in names]}}
    mirror.put_document(Q1, "index.json", json.dumps(index).encode())
    mirror.put_document(Q1, "d10q.htm", b"<html>no facts in it</html>")
    mirror.put_document(Q1, "made-20230331.xml", b"<xbrl/>")
    mirror.put_document(Q1, "a.xml", b"<something/>")
    assert document(land(mirror, store))["address"] == f"{FOLDER}/made-20230331.xml"


def test_an_older_filing_without_index_is_not_available(mirror: Mirror, store: RawStore) -> None:
    one_filing(mirror, Filing(Q1, document="d10q.htm", is_inline=0))
    mirror.put_document(Q1, "d10q.htm", b"<html>no facts in it</html>")
    assert document(land(mirror, store))["status"] == "not_available"


@pytest.mark.parametrize("index", [b"{", b"{}", b'{"directory": {"item": {}}}'])
def test_an_unreadable_index_stops_nothing_and_is_asked_for_again(
    mirror: Mirror, store: RawStore, index: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """One filing is not available, and recorded as such; all other filings are landed."""
    one_filing(mirror, Filing(Q1, document="d10q.htm", is_inline=0))
    place = mirror.put_document(Q1, "index.json", index)
    mirror.put_document(Q1, "made-20230331.xml", b"<xbrl/>")
    before = place.stat()
    assert document(land(mirror, store))["status"] == "not_available"
    assert f"{Q1} index.json" in caplog.text
    fixed = json.dumps({"directory": {"item": [{"name": "made-20230331.xml"}]}}).encode()
    place.write_bytes(fixed)
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert document(land(mirror, store))["status"] == "landed"


def test_where_the_list_does_not_say_inline_the_document_does(mirror: Mirror, store: RawStore) -> None:
    content = json.loads(submissions([FILINGS[3]]))
    del content["filings"]["recent"]["isInlineXBRL"]
    mirror.put_submissions(json.dumps(content).encode())
    assert document(land(mirror, store))["status"] == "landed"
    mirror.put_document(Q1, "made-20230331.htm", b"<html>no facts in it</html>")
    assert document(land(mirror, store))["status"] == "not_available"


@pytest.mark.parametrize("name", ["../../../../../secret.htm", "%2e%2e/secret.htm", "/etc/secret.htm"])
def test_a_document_name_that_leads_elsewhere_is_not_requested_and_stops_nothing_else(
    mirror: Mirror, store: RawStore, name: str
) -> None:
    mirror.put_submissions(submissions([Filing(Q1, document=name), *FILINGS[1:3]]))
    landed = land(mirror, store).table.filter(kind="document")
    assert landed.filter(accession=Q1)["status"].to_list() == ["not_available"]
    others = landed.filter(pl.col("accession") != Q1)
    assert others.height > 0
    assert set(others["status"]) == {"landed"}


@pytest.mark.parametrize("accession", ["../../0000000042", "0000000042-23-1", "%2e%2e/x"])
def test_a_filing_without_an_accession_number_is_not_requested_and_stops_nothing_else(
    mirror: Mirror, store: RawStore, accession: str
) -> None:
    mirror.put_submissions(submissions([Filing(accession), *FILINGS[1:3]]))
    landing = land(mirror, store)
    status = dict(landing.table.filter(kind="document").select("accession", "status").iter_rows())
    assert status == {accession: "not_available", FILINGS[1].accession: "landed"}
    (fault,) = landing.left_out
    assert f"{accession!r} is not an accession number" in str(fault)


def test_what_is_left_out_of_a_filing_is_named_by_the_landing_that_first_sees_the_filing(
    mirror: Mirror, store: RawStore
) -> None:
    """A name that is not a file name, and an index that cannot be read; each once."""
    unsafe = Filing("0000000042-23-000007", document="../secret.htm")
    unread = Filing("0000000042-23-000008", document="d10q.htm", is_inline=0)
    mirror.put_submissions(submissions([unsafe, unread, *FILINGS[1:3]]))
    mirror.put_document(unread.accession, "index.json", b"{")
    reported = sorted(str(fault) for fault in land(mirror, store).left_out)
    assert [line.partition(": ")[0].partition(",")[0] for line in reported] == [
        unsafe.accession, unsafe.accession, f"{unread.accession} index.json",
    ]  # fmt: skip
    assert "'../secret.htm' is not a file name, so it is not requested" in reported[0]
    assert "'../secret_htm.xml'" in reported[1]
    assert land(mirror, store).left_out == ()


def test_pages_that_name_each_other_end(mirror: Mirror, store: RawStore) -> None:
    page = f"CIK{CIK}-submissions-001.json"
    mirror.put_submissions(submissions(FILINGS, pages=[page, page]))
    mirror.put(f"data.sec.gov/submissions/{page}", submissions(FILINGS, pages=[f"CIK{CIK}.json", page]))
    assert land(mirror, store).table.filter(pl.col("kind") == "submissions_page").height == 1


def test_progress_is_reported(mirror: Mirror, store: RawStore) -> None:
    reported: list[tuple[int, int]] = []
    with open_origin(str(mirror.root)) as origin:
        land_company(CIK, origin, store, lambda done, total, _: reported.append((done, total)))
    assert reported == [(1, 3), (2, 3), (3, 3)]


@given(st.permutations(range(6)))
def test_the_choice_does_not_depend_on_the_order_of_the_list(order: list[int]) -> None:
    forms = ["10-K", "10-Q", "20-F/A", "40-F", "8-K", "10-KT"]
    rows = [
        {"cik": CIK, "accession": f"0000000042-23-{n:06}", "form": form, "is_xbrl": True, "is_inline_xbrl": False}
        for n, form in enumerate(forms)
    ]
    wanted = wanted_filings(frame([rows[n] for n in order], FILINGS_SCHEMA))
    assert wanted["form"].to_list() == ["10-K", "10-Q", "20-F/A", "40-F", "10-KT"]
