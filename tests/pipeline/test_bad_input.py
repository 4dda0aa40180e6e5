"""Bad input: one line with file, place and remedy, an exit status, and an unchanged published version."""

from __future__ import annotations

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support import chipmaker
from tests.support.mirror import Filing, Mirror
from tests.support.project import Tributary, building
from tests.support.warehouse import files_of, rows

pytestmark = pytest.mark.integration

#: NVIDIA's CIK.
OTHER = "0001045810"
NOT_PUBLISHED = "Nothing was published; the previous version stays current."
PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Our products</p></body></html>"


def faults(done: CompletedProcess[str]) -> list[str]:
    """The lines of a failed refresh before its last, which states that the previous version stays current."""
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    *lines, last = [line for line in done.stderr.splitlines() if line.strip()]
    assert last == NOT_PUBLISHED
    return lines


@pytest.fixture
def watching(project_copy: Path) -> Path:
    """A copy of the project that watches the chipmaker."""
    chipmaker.watch_it(project_copy)
    return project_copy


def two_companies(root: Path) -> Mirror:
    """The chipmaker's mirror, in which another company that is watched has the same list and totals."""
    mirror = chipmaker.chipmaker_mirror(root)
    own, other = (chipmaker.CIK, str(int(chipmaker.CIK))), (OTHER, str(int(OTHER)))
    mirror.put_submissions(
        chipmaker.submissions().replace(f'"cik": "{own[0]}"'.encode(), f'"cik": "{OTHER}"'.encode()), OTHER
    )
    mirror.put_companyfacts(
        chipmaker.companyfacts().replace(f'"cik": {own[1]}'.encode(), f'"cik": {other[1]}'.encode()), OTHER
    )
    return mirror


def lines_of(done: CompletedProcess[str], outcome: str) -> list[str]:
    """The lines of a refresh that left something out before its last, which has the outcome."""
    assert done.returncode == 7, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    *lines, last = [line for line in done.stderr.splitlines() if line.strip()]
    assert last.startswith(outcome)
    return lines


def test_every_bad_file_of_a_mirror_is_named(toy_home: Path, watching: Path, tmp_path: Path, toy: Tributary) -> None:
    """An empty filing, a page that is no filing, half an answer: the other company is published, this one as it can."""
    mirror = two_companies(tmp_path / "mirror")
    more = [
        Filing("0009990042-23-000001", "10-Q", "2023-04-27", "empty.htm"),
        Filing("0009990042-23-000002", "10-Q", "2023-07-27", "page.htm"),
    ]
    mirror.put_submissions(chipmaker.submissions(more), chipmaker.CIK)
    mirror.put_document(more[0].accession, "empty.htm", b"", chipmaker.CIK)
    mirror.put_document(more[1].accession, "page.htm", PAGE, chipmaker.CIK)
    mirror.put_companyfacts(chipmaker.companyfacts()[:300], chipmaker.CIK)
    done = toy("refresh", "--home", toy_home, "--edgar", mirror.root, project=watching)
    (line,) = lines_of(done, "The marts are published; 1 file not landed.")
    assert re.search(r"CIK0009990042\.json, byte 300, line 1: cannot be read: truncated JSON", line)
    damaged = [line for line in done.stdout.splitlines() if line.startswith("Damaged: ")]
    assert [line.split(":")[1].strip() for line in damaged] == ["empty.htm", "page.htm"]
    assert rows(toy_home, "select distinct ticker from rnd.rnd_reported where rnd_expense_usd is not null") == [
        ("NVDA",)
    ]


@pytest.mark.parametrize("kind", ["submissions", "companyfacts"])
def test_half_an_answer_of_one_company_leaves_what_it_had(
    toy_home: Path, watching: Path, tmp_path: Path, toy: Tributary, kind: str
) -> None:
    mirror = two_companies(tmp_path / "mirror")
    command = ("refresh", "--home", toy_home, "--edgar", mirror.root)
    first = toy(*command, project=watching)
    assert first.returncode == 0, first.stderr
    before = files_of(toy_home)
    answers = {
        "submissions": (mirror.put_submissions, chipmaker.submissions()),
        "companyfacts": (mirror.put_companyfacts, chipmaker.companyfacts()),
    }
    put, data = answers[kind]
    put(data[:200], chipmaker.CIK)
    for _ in range(2):  # each refresh asks again
        (line,) = lines_of(toy(*command, project=watching), "The published version is current; 1 file not landed.")
        assert re.search(rf"^Not landed: MADE: https://.*{kind}/CIK0009990042\.json, byte 200.*: truncated JSON", line)
        assert files_of(toy_home) == before
    put(data, chipmaker.CIK)
    fixed = toy(*command, project=watching)
    assert (fixed.returncode, fixed.stderr.strip()) == (0, "")


def test_half_a_list_of_filings_where_no_company_has_a_whole_one(
    toy_home: Path, watching: Path, tmp_path: Path, toy: Tributary
) -> None:
    """It is the origin, not a company."""
    mirror = chipmaker.chipmaker_mirror(tmp_path / "mirror")
    mirror.put_submissions(chipmaker.submissions()[:200], chipmaker.CIK)
    before = files_of(toy_home)
    (line,) = faults(toy("refresh", "--home", toy_home, "--edgar", mirror.root, project=watching))
    assert re.search(r"submissions/CIK0009990042\.json, byte \d+.*: cannot be read: truncated JSON", line)
    assert files_of(toy_home) == before


def test_a_wrong_type_in_a_curated_file(toy_home: Path, project_copy: Path, toy: Tributary) -> None:
    file = project_copy / "data" / "reference" / "companies.csv"
    lines = file.read_text().splitlines()
    ticker, _, *rest = lines[6].split(",", 2)
    lines[6] = ",".join([ticker, "three", *rest])
    file.write_text("\n".join(lines) + "\n")
    before = files_of(toy_home)
    (line,) = faults(toy("refresh", "--home", toy_home, project=project_copy))
    assert line == (
        "data/reference/companies.csv, line 7, column cik: 'three' is not a CIK (up to ten digits). "
        "Write the number from EDGAR's company page."
    )
    assert files_of(toy_home) == before


def test_a_snapshot_file_that_is_missing(toy_home: Path, project_copy: Path, toy: Tributary) -> None:
    (project_copy / "data" / "snapshot" / "facts.parquet").unlink()
    before = files_of(toy_home)
    (line,) = faults(toy("refresh", "--home", toy_home, project=project_copy))
    assert line == (
        "facts.parquet: missing from the snapshot. Restore it from the repository, or run tributary snapshot build"
    )
    assert files_of(toy_home) == before


def test_a_snapshot_file_that_is_another(toy_home: Path, project_copy: Path, toy: Tributary) -> None:
    folder = project_copy / "data" / "snapshot"
    (folder / "passages.parquet").write_bytes((folder / "filings.parquet").read_bytes())
    before = files_of(toy_home)
    (line,) = faults(toy("refresh", "--home", toy_home, project=project_copy))
    assert line.startswith("passages.parquet, the whole file: not the file that snapshot.json lists. Restore it")
    assert files_of(toy_home) == before


def test_a_mirror_that_is_not_there(toy_home: Path, tmp_path: Path, toy: Tributary) -> None:
    missing = tmp_path / "no-mirror"
    before = files_of(toy_home)
    (line,) = faults(toy("refresh", "--home", toy_home, "--edgar", missing))
    assert line.startswith(f"{missing}: ")
    assert re.search(r"\. \S.+", line)
    assert files_of(toy_home) == before


def test_a_check_that_fails(toy_home: Path, toy_copy: Path, toy: Tributary) -> None:
    """The marts are built and would be fine to read; nobody gets to read them."""
    tests = toy_copy / "tests"
    (tests / "assert_always_fails.sql").write_text("select 1 from {{ ref('headline') }}\n")
    (tests / "assert_fails_without_a_model.sql").write_text("select 1\n")
    before = files_of(toy_home)
    lines = faults(toy("refresh", "--home", toy_home, env=building(toy_copy)))
    for name in ("assert_always_fails", "assert_fails_without_a_model"):
        assert any(name in line for line in lines), lines
    assert len(lines) <= 4, lines
    assert files_of(toy_home) == before


def test_a_dbt_project_that_does_not_parse(toy_home: Path, toy_copy: Path, toy: Tributary) -> None:
    (toy_copy / "models" / "marts" / "levy" / "headline.sql").write_text("select * from {{ ref('no_such_model') }}\n")
    before = files_of(toy_home)
    lines = faults(toy("refresh", "--home", toy_home, env=building(toy_copy)))
    assert any("no_such_model" in line for line in lines), lines
    assert files_of(toy_home) == before


@pytest.mark.parametrize(
    ("name", "data", "reported"),
    [
        ("missing.htm", None, "there is no such file. Check the path"),
        ("empty.htm", b"", "the whole file: "),
        ("page.htm", PAGE, ""),
        ("half.json", chipmaker.companyfacts()[:300], "byte "),
    ],
)
def test_extract(tmp_path: Path, name: str, data: bytes | None, reported: str, tributary: Tributary) -> None:
    """A file that cannot be used gets its line, and the others are extracted all the same."""
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    good = tmp_path / chipmaker.DOCUMENT
    good.write_bytes(chipmaker.annual_report())
    done = tributary("extract", file, good, "--out", tmp_path / "out.csv")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if str(file) in line]
    assert reported in line
    assert re.search(r": .+\. \S+", line)
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 1 + 2 + len(chipmaker.SPLIT)
