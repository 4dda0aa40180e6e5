"""From a landing to a company's tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from sources.edgar import company_tables as store_module
from sources.edgar.company_tables import CompanyBuild, LandingFaults, build_company
from sources.edgar.http.client import open_origin
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import land_company
from sources.edgar.table_files import SCHEMAS, Tables, read_company
from sources.errors import BadInput
from tests.support.mirror import (
    CIK,
    FILINGS,
    RATE_PAGE,
    Mirror,
    companyfacts,
    entry,
    inline_document,
    small_mirror,
    submissions,
)

Q1, Q1_AMENDED = "0000000042-23-000001", "0000000042-23-000003"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return small_mirror(tmp_path / "edgar")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def build(mirror: Mirror, home: Path, cik: str = CIK) -> CompanyBuild:
    """Land and build."""
    store = RawStore(home / "raw")
    with open_origin(str(mirror.root)) as origin:
        land_company(cik, origin, store)
    return build_company(cik, store, home / "facts")


def tables(home: Path, cik: str = CIK) -> Tables:
    found = read_company(home / "facts" / cik)
    assert found is not None
    return found


def state(home: Path) -> dict[str, tuple[int, bytes]]:
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in (home / "facts").rglob("*") if p.is_file()}


def test_builds_every_table(mirror: Mirror, home: Path) -> None:
    done = build(mirror, home)
    found = tables(home)
    assert {name: table.schema for name, table in found.items()} == {n: pl.Schema(s) for n, s in SCHEMAS.items()}
    assert done.changed
    assert done.rows == {name: table.height for name, table in found.items()}
    assert found["company"]["entity_name"].to_list() == ["MADE UP CORP"]
    assert found["filings"]["accession"].to_list() == [f.accession for f in sorted(FILINGS, key=lambda f: f.filed)]
    assert found["facts"].select("accession", "fact_no", "concept", "value").rows() == [
        (Q1, 1, "us-gaap:Revenues", 7_000_000),
        (Q1_AMENDED, 1, "us-gaap:Revenues", 8_000_000),
        (Q1_AMENDED, 2, "us-gaap:ResearchAndDevelopmentExpense", 3_000_000),
    ]
    assert found["documents"].select("source_kind", "document", "row_count", "damage_code").rows() == [
        ("companyfacts", f"CIK{CIK}.json", 3, None),
        ("submissions", f"CIK{CIK}-submissions-001.json", 1, None),
        ("submissions", f"CIK{CIK}.json", 4, None),
        ("inline_xbrl", "made-20230331.htm", 1, None),
        ("inline_xbrl", "made-20230331a.htm", 2, None),
    ]


def test_a_fact_knows_its_filing(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    known = ("form", "filed", "accepted_at")
    accepted = datetime(2023, 6, 1, 20, 1, 2, tzinfo=UTC)
    facts = tables(home)["facts"].filter(accession=Q1_AMENDED)
    assert facts.select(known).unique().rows() == [("10-Q/A", date(2023, 6, 1), accepted)]
    answers = tables(home)["companyfacts"].filter(accession=Q1_AMENDED)
    assert answers.select(known).rows() == [("10-Q", date(2023, 5, 1), accepted)]


def test_companyfacts_of_an_unlisted_filing_have_no_time_of_acceptance(mirror: Mirror, home: Path) -> None:
    mirror.put_companyfacts(companyfacts([entry("0000000099-23-000001")]))
    build(mirror, home)
    assert tables(home)["companyfacts"]["accepted_at"].to_list() == [None]


def test_building_again_changes_nothing(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    before = state(home)
    assert not build(mirror, home).changed
    assert state(home) == before


def test_the_same_inputs_give_the_same_bytes(mirror: Mirror, home: Path, tmp_path: Path) -> None:
    build(mirror, home)
    build(mirror, tmp_path / "other")
    assert {n: b for n, (_, b) in state(home).items()} == {n: b for n, (_, b) in state(tmp_path / "other").items()}


def test_only_what_changed_is_read(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    before = tables(home)["facts"]
    mirror.put_document(Q1_AMENDED, "made-20230331a.htm", inline_document({"us-gaap:Revenues": 9}))
    done = build(mirror, home)
    assert [address.rpartition("/")[2] for address in done.read] == ["made-20230331a.htm"]
    assert [address.rpartition("/")[2] for address in done.kept] == [f"CIK{CIK}.json", "made-20230331.htm"]
    after = tables(home)["facts"]
    assert after.filter(accession=Q1).equals(before.filter(accession=Q1))
    assert after.filter(accession=Q1_AMENDED)["value"].to_list() == [9_000_000]


def test_kept_rows_follow_the_list_of_filings(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    mirror.put_submissions(submissions(FILINGS).replace(b'"10-Q/A"', b'"10-Q"'))
    done = build(mirror, home)
    assert len(done.read) == 0
    assert tables(home)["facts"]["form"].unique().to_list() == ["10-Q"]


def test_new_code_reads_everything_again(mirror: Mirror, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(mirror, home)
    monkeypatch.setattr(store_module, "EXTRACTOR", "another")
    done = build(mirror, home)
    assert (len(done.read), len(done.kept)) == (3, 0)
    assert tables(home)["documents"]["extractor"].unique().to_list() == ["another"]


def test_a_half_written_folder_is_not_trusted(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    whole = tables(home)
    folder = home / "facts" / CIK
    (folder / "facts.parquet").write_bytes((folder / "companyfacts.parquet").read_bytes())
    (folder / "landing.parquet").unlink()
    assert len(build(mirror, home).read) == 3
    assert all(tables(home)[name].equals(whole[name]) for name in whole)


def test_all_documents_that_cannot_be_read_are_reported(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    mirror.put_document(Q1, "made-20230331.htm", b"")
    mirror.put_document(Q1_AMENDED, "made-20230331a.htm", RATE_PAGE)
    faults = build(mirror, home).faults
    assert len(faults) == 2
    for fault, name in zip(faults, ["made-20230331.htm", "made-20230331a.htm"], strict=True):
        assert str(fault).startswith("https://")
        assert name in str(fault)


def test_a_list_and_companyfacts_that_cannot_be_read_leave_the_tables(mirror: Mirror, home: Path) -> None:
    build(mirror, home)
    before = state(home)
    mirror.put_companyfacts(companyfacts([entry()])[:200])
    mirror.put_submissions(b"{")
    assert not build(mirror, home).changed
    assert state(home) == before


def test_a_document_that_cannot_be_read_leaves_its_fault_and_the_others_go_on(mirror: Mirror, home: Path) -> None:
    mirror.put_document(Q1, "made-20230331.htm", b"")
    done = build(mirror, home)
    (fault,) = done.faults
    assert fault.file.endswith("made-20230331.htm")
    found = tables(home)
    (row,) = found["documents"].filter(accession=Q1).to_dicts()
    assert (row["source_kind"], row["row_count"]) == ("unreadable", 0)
    assert fault.problem in row["damage"]
    assert fault.remedy in row["damage"]
    assert row["damage_code"] == "unreadable"
    assert found["facts"]["accession"].unique().to_list() == [Q1_AMENDED]
    again = build(mirror, home)
    assert (again.changed, again.faults) == (False, ())
    mirror.put_document(Q1, "made-20230331.htm", inline_document({"us-gaap:Revenues": 7}))
    assert build(mirror, home).faults == ()
    assert set(tables(home)["facts"]["accession"]) == {Q1, Q1_AMENDED}


def test_a_company_without_a_readable_list_has_companyfacts_until_it_is_fixed(mirror: Mirror, home: Path) -> None:
    mirror.put_submissions(b"{")
    done = build(mirror, home)
    assert {name: rows for name, rows in done.rows.items() if rows} == {"companyfacts": 3, "documents": 1, "landing": 2}
    mirror.put_submissions(submissions(FILINGS))
    assert build(mirror, home).rows["facts"] == 3


def test_another_companys_file_is_refused(mirror: Mirror, home: Path) -> None:
    mirror.put_submissions(submissions(FILINGS, cik="0000000043"))
    mirror.put_companyfacts(companyfacts([entry()], cik="0000000043"))
    done = build(mirror, home)
    assert {name: rows for name, rows in done.rows.items() if rows} == {"landing": 2}


def test_an_altered_raw_object_is_refused(mirror: Mirror, home: Path) -> None:
    store = RawStore(home / "raw")
    with open_origin(str(mirror.root)) as origin:
        landing = land_company(CIK, origin, store)
    sha256 = landing.table.filter(accession=Q1)["sha256"][0]
    store.path_of(sha256).write_bytes(b"altered")
    with pytest.raises(LandingFaults, match="altered since it was stored"):
        build_company(CIK, store, home / "facts")


def test_a_company_that_is_not_there_has_empty_tables(mirror: Mirror, home: Path) -> None:
    done = build(mirror, home, "0000000077")
    assert {name: rows for name, rows in done.rows.items() if rows} == {"landing": 2}


def test_companyfacts_alone_make_facts(mirror: Mirror, home: Path) -> None:
    (mirror.root / f"data.sec.gov/submissions/CIK{CIK}.json").unlink()
    done = build(mirror, home)
    assert {name: rows for name, rows in done.rows.items() if rows} == {"companyfacts": 3, "documents": 1, "landing": 2}


def test_a_company_that_was_not_landed_is_refused(home: Path) -> None:
    with pytest.raises(BadInput, match="has not been landed"):
        build_company(CIK, RawStore(home / "raw"), home / "facts")


def test_a_filing_listed_twice_is_one(mirror: Mirror, home: Path) -> None:
    mirror.put_submissions(submissions([*FILINGS, FILINGS[3]]))
    build(mirror, home)
    assert tables(home)["filings"]["accession"].is_unique().all()
    assert tables(home)["facts"].height == 3
