"""`tributary extract`: any filer's file, alone; one line for each that is bad."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from orchestration.cli.extract import extract
from sources.edgar.schemas import FACTS
from tests.support.filings import inline, instance, number
from tests.support.mirror import RATE_PAGE, Filing, arrays, companyfacts, entry, submissions

CHINA = number("1,234.50", context="cn", scale="3", format="ixt:num-dot-decimal", id="f1")
ITEM = '<us-gaap:Assets contextRef="i" unitRef="usd" decimals="-6">5000000</us-gaap:Assets>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good file of each kind."""
    archive = tmp_path / "000000004224000007"
    archive.mkdir()
    (archive / "made.htm").write_text(inline(CHINA))
    (tmp_path / "made_htm.xml").write_text(instance(ITEM))
    (tmp_path / "companyfacts.json").write_bytes(companyfacts([entry()]))
    filings = [Filing("0000000042-23-000001")]
    (tmp_path / "submissions.json").write_bytes(submissions(filings))
    (tmp_path / "CIK0000000042-submissions-001.json").write_text(json.dumps(arrays(filings)))
    return tmp_path


@pytest.fixture
def made(folder: Path) -> Path:
    return folder / "000000004224000007" / "made.htm"


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_csv_on_stdout_is_the_default(made: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert extract([made], None, None) == 0
    (row,) = csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode()))
    assert list(row) == list(FACTS)
    assert row["value"] == row["value_text"] == "1234500"
    assert row["accession"] == "0000000042-24-000007"
    assert row["cik"] == "0000000042"
    assert json.loads(row["dimensions"]) == [
        {"axis": "srt:StatementGeographicalAxis", "member": "country:CN", "is_typed": False}
    ]


def test_csv_of_a_fact_without_dimensions(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert extract([folder / "made_htm.xml"], "csv", None) == 0
    (row,) = csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode()))
    assert (row["dimensions"], row["value"]) == ("[]", "5000000")


def test_several_files_into_one(folder: Path, made: Path) -> None:
    out = folder / "out" / "all.parquet"
    assert extract([made, folder / "made_htm.xml", folder / "companyfacts.json"], None, out) == 0
    table = pl.read_parquet(out)
    assert dict(table.schema) == FACTS
    assert table["source_kind"].to_list() == ["inline_xbrl", "xbrl_instance", "companyfacts"]
    assert table["value"].to_list() == [Decimal(1234500), Decimal(5000000), Decimal(7000000)]


@pytest.mark.parametrize(("name", "by_line"), [("a.json", False), ("a.ndjson", True), ("a.jsonl", True)])
def test_json(folder: Path, made: Path, name: str, by_line: bool) -> None:
    assert extract([made, folder / "made_htm.xml"], None, folder / name) == 0
    text = (folder / name).read_text()
    rows = [json.loads(line) for line in text.splitlines()] if by_line else json.loads(text)
    assert [row["value"] for row in rows] == ["1234500", "5000000"]
    assert [len(row["dimensions"]) for row in rows] == [1, 0]
    assert rows[0]["period_end"] == "2024-06-30"


def test_one_file_per_input_into_a_folder(folder: Path, made: Path) -> None:
    other = folder / "made.htm"
    other.write_text(inline(CHINA * 2))
    files = [made, other, folder / "submissions.json", folder / "CIK0000000042-submissions-001.json"]
    assert extract(files, "csv", folder / "out") == 0
    heights = {file.name: pl.read_csv(file).height for file in (folder / "out").iterdir()}
    assert heights == {
        "made.csv": 1,
        f"{folder.name}-made.csv": 2,
        "submissions.csv": 1,
        "CIK0000000042-submissions-001.csv": 1,
    }


def test_facts_and_filings_do_not_mix(folder: Path, made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert extract([made, folder / "submissions.json"], None, folder / "all.csv") == 1
    assert "facts and filings do not fit into one table" in capfd.readouterr().err
    assert not (folder / "all.csv").exists()


def test_bad_files_get_a_line_each_and_the_rest_goes_on(
    folder: Path, made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = {
        "empty.htm": b"",
        "empty.json": b"",
        "page.htm": b"<html><head><title>Hello</title></head><body/></html>",
        "rate.htm": RATE_PAGE,
        "cut.json": companyfacts([entry()])[:-20],
        "list.json": b"[1, 2]",
        "other.json": b'{"a": 1}',
        "rss.xml": b"<rss/>",
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    files = [folder / "missing.htm", folder, *(folder / name for name in bad), made]
    assert extract(files, None, folder / "out.csv") == 1
    shown = lines(capfd.readouterr().err)
    complaints = [line for line in shown if line.startswith(str(folder))]
    assert len(complaints) == len(files) - 1
    for file in files[:-1]:
        assert any(line.startswith(str(file)) for line in complaints)
    assert pl.read_csv(folder / "out.csv").height == 1


def test_damage_is_a_warning(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cut = folder / "cut.htm"
    cut.write_text(inline(CHINA)[:-12])
    assert extract([cut], None, folder / "out.csv") == 0
    assert any(line.startswith("warning: ") and "truncated" in line for line in lines(capfd.readouterr().err))
    assert pl.read_csv(folder / "out.csv").height == 1


def test_formats_that_are_not_known(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert extract([made], "xlsx", None) == 1
    assert extract([made], None, made.with_suffix(".xlsx")) == 1
    assert extract([], None, None) == 1
    assert len(lines(capfd.readouterr().err)) == 3


def test_parquet_is_not_for_a_terminal(
    made: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert extract([made], "parquet", None) == 1
    assert "terminal" in capfd.readouterr().err


def test_out_that_cannot_be_written(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert extract([made], None, made / "below.csv") == 1
    assert "cannot be written" in capfd.readouterr().err
