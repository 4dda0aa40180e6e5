"""A service with EDGAR's manners and faults gives what a folder gives: nothing lost, nothing twice, never too fast."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import stamina

from orchestration.runtime.paths import Home
from orchestration.warehouse.ingest import land as land_all
from orchestration.warehouse.ingest import left_out
from sources.edgar.company_tables import build_company
from sources.edgar.http import client, response
from sources.edgar.http.client import IDENTITY, OriginError, open_origin
from sources.edgar.http.conditional_get import CompanyRequests
from sources.edgar.http.pace import Pace
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import ASKED_AGAIN, land_company, landing_path
from tests.support import chipmaker
from tests.support.edgar_service import EdgarService, Program, edgar_service
from tests.support.mirror import CIK, FILINGS, Filing, Mirror, inline_document, small_mirror, submissions

pytestmark = pytest.mark.integration

#: One after the other, what goes wrong with every third request.
FAULTS = (
    "busy", "busy_retry_after", "bad_gateway", "too_many", "rate_page", "page_for_data", "truncated", "truncated_gzip",
    "stalled", "wrong_digest", "no_answer", "garbage", "not_gzip", "access_denied", "empty", "packed", "packed_twice",
    "other_json",
)  # fmt: skip
#: Requests of a landing without a fault: the list and its older page, companyfacts, two documents, and three names
#: under which the third might be.
REQUESTS = 7


def every_third(*faults: str) -> Program:
    """These faults in turn, with the first request and every third one after it."""
    return lambda number, before, _path: faults[number // 3 % len(faults)] if number % 3 == 1 and before < 2 else None


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An identity; no waiting between tries, though requests keep their pace; stalls are noticed soon."""
    monkeypatch.setenv(IDENTITY, "A Test test@example.org")
    monkeypatch.setattr(client, "_TIMEOUT", httpx.Timeout(1.0))
    with stamina.set_testing(True, attempts=5):
        yield


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return small_mirror(tmp_path / "edgar")


def land(place: str | Path, store: RawStore, per_second: float = 9) -> pl.DataFrame:
    with open_origin(str(place), Pace(per_second)) as origin:
        return land_company(CIK, origin, store).table


@pytest.mark.parametrize("faults", [*((fault,) for fault in FAULTS), FAULTS], ids=lambda faults: "+".join(faults)[:20])
def test_faults_cost_time_and_nothing_else(mirror: Mirror, tmp_path: Path, faults: tuple[str, ...]) -> None:
    plain, hard = RawStore(tmp_path / "plain"), RawStore(tmp_path / "hard")
    expected = land(mirror.root, plain)
    service = EdgarService(mirror.root, every_third(*faults))
    with edgar_service(service) as address:
        found = land(address, hard)
    assert found.equals(expected)
    for sha256 in found["sha256"].drop_nulls():
        assert hard.get(sha256) == plain.get(sha256)
    assert service.faults
    assert service.most_in_a_second() <= 10
    assert len(service.asked) <= REQUESTS + service.faults.total() + 2
    for root in (plain, hard):
        build_company(CIK, root, root.root / "facts")
    tables = [pl.read_parquet(root.root / "facts" / CIK / "facts.parquet") for root in (plain, hard)]
    assert tables[0].equals(tables[1])
    assert not tables[0].is_empty()


#: With status 200, something else than what was asked for.
OTHER = ("access_denied", "empty", "packed", "packed_twice", "other_json", "page_for_data")


@pytest.mark.parametrize("fault", OTHER)
@pytest.mark.parametrize("part", ["submissions/CIK", "companyfacts", "made-20230331.htm"])
def test_what_was_not_asked_for_is_not_landed_and_asked_for_again(
    mirror: Mirror, tmp_path: Path, caplog: pytest.LogCaptureFixture, part: str, fault: str
) -> None:
    """The other files of the company are landed; the one comes as soon as the service gives it."""
    is_out_of_order, store = True, RawStore(tmp_path / "raw")
    service = EdgarService(
        mirror.root, lambda _n, _before, path: fault if is_out_of_order and part in path else None, 1000
    )
    with edgar_service(service) as address:
        first = land(address, store, 1000)
        (line,) = {record.message for record in caplog.records if record.name == "sources.edgar.landing"}
        assert part in line
        assert "not what was asked for" in line
        lost = first.filter(pl.col("address").str.contains(part, literal=True))
        assert lost["status"].unique().to_list() == ["not_available"]
        assert first.filter(status="landed").height == (4 if part != "submissions/CIK" else 1)
        is_out_of_order = False
        complete = land(address, store, 1000)
        assert complete.equals(land(mirror.root, RawStore(tmp_path / "plain")))
        is_out_of_order = True
        assert land(address, store, 1000).equals(complete)
        (store.root / "answers.sqlite").unlink()
        assert land(address, store, 1000).equals(complete)


def test_a_refused_list_of_one_company_stops_no_other_and_of_all_is_a_fault(tmp_path: Path) -> None:
    mirror, home = chipmaker.chipmaker_mirror(tmp_path / "mirror"), Home(tmp_path / "home")
    small_mirror(mirror.root)
    both = pl.DataFrame({"ticker": ["MADE", chipmaker.TICKER], "cik": [CIK, chipmaker.CIK]})
    denied = {CIK}
    service = EdgarService(
        mirror.root, lambda _n, _b, path: "empty" if any(cik in path for cik in denied) else None, 1000
    )
    with edgar_service(service) as address:
        made, chips = land_all(both, address, home)
        assert made["status"].unique().to_list() == ["not_available"]
        assert chips["status"].unique().to_list() == ["landed"]
        files = [one.file for one in left_out(home) if one.message.startswith("MADE: https://")]
        assert files == [
            f"https://data.sec.gov{path}/CIK{CIK}.json" for path in ("/submissions", "/api/xbrl/companyfacts")
        ]
        build_company(CIK, RawStore(home.raw), home.facts)
        build_company(chipmaker.CIK, RawStore(home.raw), home.facts)
        denied.add(chipmaker.CIK)
        with pytest.raises(OriginError, match=r"an empty body \(0 bytes\)"):
            land_all(both, address, home)


def test_many_processes_keep_one_pace(mirror: Mirror, tmp_path: Path) -> None:
    """Four processes with homes of their own: the service never sees more than ten requests in a second."""
    service = EdgarService(mirror.root)
    with edgar_service(service) as address:
        started = multiprocessing.get_context("spawn")
        work = [
            started.Process(target=_land_alone, args=(address, str(tmp_path / str(n)), str(tmp_path / "ledger")))
            for n in range(4)
        ]
        for process in work:
            process.start()
        for process in work:
            process.join(60)
    assert [process.exitcode for process in work] == [0] * 4
    assert len(service.asked) == 4 * REQUESTS
    assert service.most_in_a_second() <= 10
    assert not service.paths(status=429)


def _land_alone(address: str, root: str, ledger: str) -> None:
    with open_origin(address, Pace(per_second=9, ledger=Path(ledger))) as origin:
        land_company(CIK, origin, RawStore(Path(root)))


def test_who_does_not_say_who_asks_is_reported_what_to_do(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(IDENTITY)
    service = EdgarService(mirror.root)
    with edgar_service(service) as address, pytest.raises(OriginError, match=IDENTITY):
        land(address, RawStore(tmp_path / "raw"))
    assert len(service.asked) == 1


@pytest.mark.parametrize("fault", ["round_and_round", "away"])
def test_redirects_end(mirror: Mirror, tmp_path: Path, fault: str) -> None:
    service = EdgarService(mirror.root, lambda _number, _before, _path: fault)
    with edgar_service(service) as address, pytest.raises(OriginError, match="redirect"):
        land(address, RawStore(tmp_path / "raw"))
    assert len(service.asked) <= 6


def test_a_second_landing_asks_for_what_may_have_changed_and_gets_nothing(mirror: Mirror, tmp_path: Path) -> None:
    """Three lists on condition; the two documents not at all; the one that was not there anew, by its two names."""
    service, store = EdgarService(mirror.root), RawStore(tmp_path / "raw")
    with edgar_service(service) as address:
        first = land(address, store)
        service.forget()
        second = land(address, store)
    assert second.equals(first)
    assert [path.rpartition("/")[2] for path in service.paths(304)] == [
        f"CIK{CIK}.json", f"CIK{CIK}-submissions-001.json", f"CIK{CIK}.json",
    ]  # fmt: skip
    assert not service.paths(200)
    assert len(service.paths(404)) == 2


def test_only_what_arrived_is_fetched_and_read(mirror: Mirror, tmp_path: Path) -> None:
    """A listed filing whose document comes later, and then a new filing: one document each time, one read each time."""
    store, facts = RawStore(tmp_path / "raw"), tmp_path / "facts"
    late = f"/www.sec.gov/Archives/edgar/data/{int(CIK)}/000000004223000001/made-20230331.htm"
    service = EdgarService(mirror.root, hidden={late})
    with edgar_service(service) as address:
        assert land(address, store).filter(kind="document", status="landed").height == 1
        build_company(CIK, store, facts)
        service.forget()
        service.hidden.clear()
        assert land(address, store).filter(kind="document", status="landed").height == 2
        assert service.paths(200) == [late]
        assert [Path(name).name for name in build_company(CIK, store, facts).read] == ["made-20230331.htm"]
        service.forget()
        data = inline_document({"us-gaap:Revenues": 9})
        new = Filing("0000000042-24-000020", "10-Q", "2024-05-01", "made-20240331.htm", data)
        page = f"CIK{CIK}-submissions-001.json"
        mirror.put_submissions(submissions([new, *FILINGS[:-1]], pages=[page]))
        mirror.put_document(new.accession, new.document, data)
        land(address, store)
    assert [path.rpartition("/")[2] for path in service.paths(200)] == [f"CIK{CIK}.json", "made-20240331.htm"]
    done = build_company(CIK, store, facts)
    assert [Path(name).name for name in done.read] == ["made-20240331.htm"]
    assert len(done.kept) == 3


def test_a_landing_that_was_killed_goes_on_where_it_stopped(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, store = EdgarService(mirror.root), RawStore(tmp_path / "raw")
    asked = 0

    def dies_at_the_fifth(self: CompanyRequests, *arguments: Any, **more: Any) -> object:
        nonlocal asked
        asked += 1
        if asked == 5:
            raise KeyboardInterrupt
        return whole(self, *arguments, **more)

    whole = CompanyRequests.fetch
    with edgar_service(service) as address:
        monkeypatch.setattr(CompanyRequests, "fetch", dies_at_the_fifth)
        with pytest.raises(KeyboardInterrupt):
            land(address, store)
        monkeypatch.setattr(CompanyRequests, "fetch", whole)
        got = set(service.paths(200))
        assert not landing_path(store.root, CIK).exists()
        service.forget()
        landing = land(address, store)
    assert got
    assert not got & set(service.paths(200))
    assert landing.equals(land(mirror.root, RawStore(tmp_path / "other")))


def test_a_filing_that_was_withdrawn_is_gone(mirror: Mirror, tmp_path: Path) -> None:
    store, facts = RawStore(tmp_path / "raw"), tmp_path / "facts"
    with edgar_service(EdgarService(mirror.root)) as address:
        land(address, store)
        build_company(CIK, store, facts)
        withdrawn = [filing for filing in FILINGS[:-1] if filing.form != "10-Q/A"]
        mirror.put_submissions(submissions(withdrawn))
        found = land(address, store)
    assert "10-Q/A" not in found["form"].to_list()
    build_company(CIK, store, facts)
    assert pl.read_parquet(facts / CIK / "documents.parquet")["accession"].drop_nulls().to_list() == [
        "0000000042-23-000001"
    ]


def test_of_many_that_are_not_there_the_newest_are_asked_for_again(mirror: Mirror, tmp_path: Path) -> None:
    """However many filings have no document, a landing with nothing new asks for a few of them."""
    absent = [Filing(f"0000000042-20-{n:06}", filed=f"2020-01-{n + 1:02}") for n in range(25)]
    mirror.put_submissions(submissions(absent))
    service, store = EdgarService(mirror.root, limit=1000), RawStore(tmp_path / "raw")
    with edgar_service(service) as address, open_origin(address, Pace(per_second=1000)) as origin:
        land_company(CIK, origin, store)
        assert len(service.paths(404)) == 50
        service.forget()
        land_company(CIK, origin, store)
        assert len(service.paths(404)) == 2 * ASKED_AGAIN
        service.forget()
        land_company(CIK, origin, store, again=lambda _: True)
        assert len(service.paths(404)) == 50


def test_what_came_bad_is_asked_for_without_condition(mirror: Mirror, tmp_path: Path) -> None:
    """Corrupt bytes of a service keep their ETag: a conditional request would never replace them."""
    filing = Filing("0000000042-13-000001", filed="2013-05-01", document="d10q.htm", is_inline=0)
    index = json.dumps({"directory": {"item": [{"name": "made-20130331.xml"}]}}).encode()
    mirror.put_document(filing.accession, "made-20130331.xml", b"<xbrl/>")
    places = {
        "submissions": mirror.put_submissions(submissions([filing])),
        "companyfacts": mirror.put_companyfacts(b'{"cik": 42, "facts": {}}'),
        "index": mirror.put_document(filing.accession, "index.json", index),
    }
    good = {name: place.read_bytes() for name, place in places.items()}
    store = RawStore(tmp_path / "raw")

    def put(name: str, data: bytes) -> None:
        places[name].write_bytes(data)
        os.utime(places[name], ns=(1, 1))  # what the service makes its tag of

    with edgar_service(EdgarService(mirror.root, limit=1000)) as address, open_origin(address, Pace(1000)) as origin:

        def landed() -> dict[str, str | None]:
            table = land_company(CIK, origin, store).table
            return dict(table.select("kind", "sha256").iter_rows())

        for name in places:
            put(name, good[name][:-3])
        corrupt = landed()
        assert (corrupt["submissions"], corrupt["companyfacts"]) == (None, None)
        assert "document" not in corrupt
        put("submissions", good["submissions"])
        assert landed()["document"] is None
        put("index", good["index"])
        assert landed()["document"] is not None
        put("companyfacts", good["companyfacts"])
        assert landed()["companyfacts"] == hashlib.sha256(good["companyfacts"]).hexdigest()


def test_companyfacts_that_came_corrupt_are_asked_for_until_they_can_be_read(tmp_path: Path) -> None:
    """The service fixed them without a new ETag; files that could be read are requested with conditions."""
    mirror, home = chipmaker.chipmaker_mirror(tmp_path / "mirror"), Home(tmp_path / "home")
    companies = pl.DataFrame({"ticker": [chipmaker.TICKER], "cik": [chipmaker.CIK]})

    def put(data: bytes) -> None:
        os.utime(mirror.put_companyfacts(data, chipmaker.CIK), ns=(1, 1))

    with edgar_service(EdgarService(mirror.root, limit=1000)) as address:
        put(chipmaker.companyfacts()[:-300])
        for _ in range(2):
            land_all(companies, address, home)
            (lost,) = left_out(home)
            assert "truncated JSON" in lost.message
            assert build_company(chipmaker.CIK, RawStore(home.raw), home.facts).rows["companyfacts"] == 0
        put(chipmaker.companyfacts())
        land_all(companies, address, home)
        assert build_company(chipmaker.CIK, RawStore(home.raw), home.facts).rows["companyfacts"] == 2
        put(chipmaker.companyfacts()[:-300])
        land_all(companies, address, home)
        assert not build_company(chipmaker.CIK, RawStore(home.raw), home.facts).changed


def test_what_was_altered_in_the_raw_store_is_fetched_again_before_it_is_read(tmp_path: Path) -> None:
    """All files of a company whose tables are lost."""
    mirror, home = chipmaker.chipmaker_mirror(tmp_path / "mirror"), Home(tmp_path / "home")
    companies, store = pl.DataFrame({"ticker": [chipmaker.TICKER], "cik": [chipmaker.CIK]}), RawStore(home.raw)
    with edgar_service(EdgarService(mirror.root, limit=1000)) as address:
        (table,) = land_all(companies, address, home)
        for sha256 in table["sha256"]:
            store.path_of(sha256).write_bytes(b"altered")
        (again,) = land_all(companies, address, home)
    assert again.equals(table)
    assert build_company(chipmaker.CIK, store, home.facts).rows["facts"] > 0


@pytest.mark.parametrize("kind", ["submissions", "companyfacts"])
def test_what_an_earlier_release_landed_broken_is_not_used(tmp_path: Path, kind: str) -> None:
    """It landed bytes without reading them; the origin still has the same."""
    mirror, home = chipmaker.chipmaker_mirror(tmp_path / "mirror"), Home(tmp_path / "home")
    small_mirror(mirror.root)
    both = pl.DataFrame({"ticker": ["MADE", chipmaker.TICKER], "cik": [CIK, chipmaker.CIK]})
    store = RawStore(home.raw)
    broken = (chipmaker.submissions() if kind == "submissions" else chipmaker.companyfacts())[:200]
    put = mirror.put_submissions if kind == "submissions" else mirror.put_companyfacts
    put(broken, chipmaker.CIK)
    land_all(both, str(mirror.root), home)  # stores the bytes
    path = landing_path(home.raw, chipmaker.CIK)
    is_broken = pl.col("kind") == kind
    sha256 = pl.when(is_broken).then(pl.lit(hashlib.sha256(broken).hexdigest())).otherwise("sha256")
    status = pl.when(is_broken).then(pl.lit("landed")).otherwise("status")
    size = pl.when(is_broken).then(pl.lit(200, pl.Int64)).otherwise("size_bytes")
    pl.read_parquet(path).with_columns(sha256=sha256, status=status, size_bytes=size).write_parquet(path)
    land_all(both, str(mirror.root), home)
    (lost,) = left_out(home)
    assert lost.ticker == chipmaker.TICKER
    assert build_company(chipmaker.CIK, store, home.facts).rows["facts"] == (0 if kind == "submissions" else 6)


def test_a_body_that_does_not_end_is_cut(mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response, "LARGEST_BODY", 1000)
    mirror.put_companyfacts(b" " * random.Random(1).randint(2000, 3000))  # packs to next to nothing
    with edgar_service(EdgarService(mirror.root)) as address, pytest.raises(OriginError, match="larger than"):
        land(address, RawStore(tmp_path / "raw"))
