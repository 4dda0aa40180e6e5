"""The snapshot: everything in a mirror, and a company out of it as out of the mirror."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from orchestration.cli import snapshot as command
from sources.edgar.company_tables import LandingFaults, build_company
from sources.edgar.http.client import OriginError, open_origin
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import land_company
from sources.edgar.snapshot import FILES, MANIFEST, SnapshotSummary, build_snapshot, load_company, verify_snapshot
from sources.edgar.table_files import SCHEMAS, read_company
from sources.errors import BadInput
from tests.support.mirror import CIK, FILINGS, Filing, Mirror, companyfacts, entry, inline_document, small_mirror
from tests.support.mirror import submissions as submissions_file

UNLISTED = "0000000042-26-000001"
ONLY_FACTS, ONLY_FILINGS, ONLY_DOCUMENT = "0000000050", "0000000051", "0000000052"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    """The small mirror, a document and a page that no list has, and three companies of which only a part is there."""
    made = small_mirror(tmp_path / "edgar")
    made.put_document(UNLISTED, "made-20260302.htm", inline_document({"us-gaap:Revenues": 5}))
    made.put_document(UNLISTED, f"{UNLISTED}-index.html", b"<html>an index</html>")
    made.put_document(UNLISTED, "made-20260302.xsd", b"<schema/>")
    made.put_companyfacts(companyfacts([entry()], ONLY_FACTS), ONLY_FACTS)
    made.put_submissions(submissions_file([Filing("0000000051-23-000001")], ONLY_FILINGS), ONLY_FILINGS)
    document = inline_document({"us-gaap:Revenues": 6}, ONLY_DOCUMENT)
    made.put_document("0000000052-23-000001", "x.htm", document, ONLY_DOCUMENT)
    return made


def snapshot_of(mirror: Mirror, out: Path) -> SnapshotSummary:
    return build_snapshot(mirror.root, out)


def test_holds_every_document_and_answer(mirror: Mirror, tmp_path: Path) -> None:
    reported: list[tuple[int, int]] = []
    summary = build_snapshot(mirror.root, tmp_path / "out", lambda done, total, _: reported.append((done, total)))
    read = {name: pl.read_parquet(tmp_path / "out" / file) for name, file in FILES.items()}
    assert {name: table.schema for name, table in read.items()} == {n: pl.Schema(s) for n, s in SCHEMAS.items()}
    assert summary.companies == (CIK, ONLY_FACTS, ONLY_FILINGS, ONLY_DOCUMENT)
    assert read["company"]["cik"].to_list() == [CIK, ONLY_FILINGS]
    assert read["companyfacts"].height == 4
    assert read["facts"].group_by("document").len().sort("document").rows() == [
        ("made-20230331.htm", 1),
        ("made-20230331a.htm", 2),
        ("made-20230502.htm", 1),
        ("made-20260302.htm", 1),
        ("x.htm", 1),
    ]
    assert [path.rpartition("/")[2] for path in summary.skipped] == [f"{UNLISTED}-index.html", "made-20260302.xsd"]
    assert summary.rows == {file: read[name].height for name, file in FILES.items()}
    assert reported[-1][0] == reported[-1][1]


def test_a_listed_document_knows_its_filing_and_an_unlisted_one_does_not(mirror: Mirror, tmp_path: Path) -> None:
    snapshot_of(mirror, tmp_path / "out")
    facts = pl.read_parquet(tmp_path / "out/facts.parquet")
    known = facts.filter(document="made-20230502.htm").select("form", "filed", "accepted_at").row(0)
    assert known[0] == "8-K"
    assert None not in known
    unknown = facts.filter(accession=UNLISTED).row(0, named=True)
    assert (unknown["filed"], unknown["accepted_at"]) == (None, None)


def test_the_same_mirror_gives_the_same_bytes(mirror: Mirror, tmp_path: Path) -> None:
    for out in ("one", "two", "two"):
        snapshot_of(mirror, tmp_path / out)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert str(tmp_path) not in (tmp_path / "one" / MANIFEST).read_text()


@pytest.mark.parametrize("cik", [CIK, ONLY_FACTS, ONLY_FILINGS, ONLY_DOCUMENT, "0000000099"])
def test_a_company_comes_out_of_it_as_out_of_the_mirror(mirror: Mirror, tmp_path: Path, cik: str) -> None:
    snapshot_of(mirror, tmp_path / "out")
    assert load_company(cik, tmp_path / "out", tmp_path / "loaded").changed
    store = RawStore(tmp_path / "raw")
    with open_origin(str(mirror.root)) as origin:
        land_company(cik, origin, store)
    build_company(cik, store, tmp_path / "built")
    loaded, built = read_company(tmp_path / "loaded" / cik), read_company(tmp_path / "built" / cik)
    assert loaded is not None
    assert built is not None
    for name in SCHEMAS:
        assert loaded[name].equals(built[name]), name
    assert not load_company(cik, tmp_path / "out", tmp_path / "built").changed
    assert not build_company(cik, store, tmp_path / "loaded").changed


def test_a_column_that_was_added_after_the_snapshot_is_null(mirror: Mirror, tmp_path: Path) -> None:
    out = tmp_path / "out"
    snapshot_of(mirror, out)
    file, manifest = out / FILES["filings"], json.loads((out / MANIFEST).read_text())
    pl.read_parquet(file).drop("accepted_at_as_listed").write_parquet(file)
    manifest["tables"]["filings"]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (out / MANIFEST).write_text(json.dumps(manifest))
    load_company(CIK, out, tmp_path / "facts")
    loaded = read_company(tmp_path / "facts" / CIK)
    assert loaded is not None
    assert loaded["filings"]["accepted_at_as_listed"].null_count() == loaded["filings"].height > 0


def test_an_unknown_company_has_empty_tables(mirror: Mirror, tmp_path: Path) -> None:
    snapshot_of(mirror, tmp_path / "out")
    done = load_company("99", tmp_path / "out", tmp_path / "facts")
    assert {name: rows for name, rows in done.rows.items() if rows} == {"landing": 2}


@pytest.mark.parametrize("file", [MANIFEST, *FILES.values()])
def test_a_missing_or_altered_file_is_refused_with_a_remedy(mirror: Mirror, tmp_path: Path, file: str) -> None:
    out = tmp_path / "out"
    snapshot_of(mirror, out)
    (out / file).write_bytes((out / file).read_bytes()[:-1] + b"?")
    for _ in range(2):
        with pytest.raises(BadInput, match=file) as refused:
            load_company(CIK, out, tmp_path / "facts")
        assert refused.value.remedy
        (out / file).unlink(missing_ok=True)
    assert not (tmp_path / "facts").exists()


@pytest.mark.parametrize("change", [{"schema_version": 99}, {"tables": {}}, {"tables": []}, {"extractor": None}])
def test_a_list_of_another_kind_is_refused(mirror: Mirror, tmp_path: Path, change: dict[str, object]) -> None:
    out = tmp_path / "out"
    snapshot_of(mirror, out)
    manifest = json.loads((out / MANIFEST).read_text()) | change
    (out / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BadInput, match=MANIFEST):
        verify_snapshot(out)


def test_faults_are_reported_together_and_the_snapshot_stays(mirror: Mirror, tmp_path: Path) -> None:
    out = tmp_path / "out"
    snapshot_of(mirror, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    mirror.put_companyfacts(b"{", ONLY_FACTS)
    mirror.put_document(FILINGS[3].accession, FILINGS[3].document, b"")
    with pytest.raises(LandingFaults) as refused:
        snapshot_of(mirror, out)
    assert len(refused.value.faults) == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_that_is_no_mirror_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OriginError):
        build_snapshot(tmp_path, tmp_path / "out")


def test_the_command_says_what_there_is(mirror: Mirror, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.build(mirror.root, tmp_path / "out") == 0
    said = capsys.readouterr().out
    assert "companyfacts.parquet" in said
    assert f"without facts, skipped: www.sec.gov/Archives/edgar/data/42/{UNLISTED.replace('-', '')}" in said


def test_the_command_names_each_bad_file_in_a_line(
    mirror: Mirror, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mirror.put_companyfacts(b"{", ONLY_FACTS)
    mirror.put_submissions(b"", ONLY_FILINGS)
    assert command.build(mirror.root, tmp_path / "out") == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if "https://" in line]
    assert [line.partition(".json")[0][-10:] for line in lines] == [ONLY_FACTS, ONLY_FILINGS]
    assert not (tmp_path / "out").exists()
