"""Loading the curated tables: what a person who edits one of them notices."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sources.edgar.schemas import FACTS
from sources.reference import ReferenceFaults, curated_fact_frame, load_reference, write_reference
from sources.reference.tables import TABLES
from tests.unit.reference.conftest import FOLDER, Edit, copy_folder, faults_of, rows_of, text_of

HEADER = "ticker,cik,name,fiscal_year_offset,note\n"


# ---- what is there


def test_cells_have_the_types_of_their_columns(reference: dict[str, pl.DataFrame]) -> None:
    fact = reference["curated_facts"].row(0, named=True)
    assert fact["filed"] == date(2026, 2, 25)
    assert fact["value"] == Decimal(215_938_000_000)
    assert reference["levy_scenarios"]["rate_share"].to_list()[:3] == [Decimal("0.15")] * 3
    assert reference["companies"].schema["fiscal_year_offset"] == pl.Int64


def test_the_nineteen_companies_are_there(reference: dict[str, pl.DataFrame]) -> None:
    assert dict(reference["companies"].select("ticker", "cik").iter_rows()) == {
        "NVDA": "0001045810",
        "AMD": "0000002488",
        "AVGO": "0001730168",
        "QCOM": "0000804328",
        "MU": "0000723125",
        "MRVL": "0001835632",
        "LRCX": "0000707549",
        "INTC": "0000050863",
        "TXN": "0000097476",
        "AMAT": "0000006951",
        "KLAC": "0000319201",
        "NXPI": "0001413447",
        "MCHP": "0000827054",
        "MPWR": "0001280452",
        "SWKS": "0000004127",
        "SMCI": "0001375365",
        "TSM": "0001046179",
        "AAPL": "0000320193",
        "TSLA": "0001318605",
    }
    assert reference["companies"]["fiscal_year_offset"].to_list() == [0] * 7 + [None] * 12


def test_every_source_listed_is_cited(reference: dict[str, pl.DataFrame]) -> None:
    tables = [table for name, table in reference.items() if name != "sources" and "source_id" in table.columns]
    cited = {source for table in tables for source in table["source_id"]}
    assert cited == set(reference["sources"]["source_id"])


# ---- adding and writing in one's own way


@pytest.mark.parametrize("row", ["ADI,6281,Analog Devices", "ADI,0000006281,Analog Devices,,"])
def test_a_company_is_one_row_of_three_cells(folder: Path, row: str) -> None:
    with (folder / "companies.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    added = load_reference(folder)["companies"].row(-1, named=True)
    expected = {
        "ticker": "ADI",
        "cik": "0000006281",
        "name": "Analog Devices",
        "fiscal_year_offset": None,
        "note": None,
    }
    assert added == expected


def test_a_rule_for_one_filer_and_one_for_all_are_both_loaded(folder: Path) -> None:
    rule = "revenue,us-gaap:SalesRevenueNet,LRCX,1,1,,,\n"
    path = folder / "metric_concepts.csv"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    rules = load_reference(folder)["metric_concepts"].filter(pl.col("concept") == "us-gaap:SalesRevenueNet")
    assert rules.select("ticker", "priority").rows() == [(None, 4), ("LRCX", 1)]
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    (fault,) = faults_of(folder)
    assert fault.startswith("data/reference/metric_concepts.csv, line 32, ")
    assert "is already on line 31" in fault


def test_a_spreadsheet_s_habits_change_nothing(folder: Path, reference: dict[str, pl.DataFrame]) -> None:
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        rows = rows_of(path.read_text(encoding="utf-8"))
        order = list(reversed(range(len(rows[0]))))
        text = text_of([[row[i] for i in order] for row in rows] + [[""] * len(order)])
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    for name, frame in load_reference(folder).items():
        assert_frame_equal(frame, reference[name])


def test_commas_and_line_breaks_may_stand_in_quotation_marks(folder: Path) -> None:
    text = HEADER + 'AAA,1,"A, Inc.",,"two\r\nlines ""quoted"""\nBBB,12x4,B,,\n'
    (folder / "companies.csv").write_text(text, encoding="utf-8", newline="")
    assert faults_of(folder) == [
        "data/reference/companies.csv, line 4, column cik: '12x4' is not a CIK (up to ten digits). "
        "Write the number from EDGAR's company page."
    ]
    (folder / "companies.csv").write_text(text.replace("12x4", "124"), encoding="utf-8", newline="")
    assert load_reference(folder)["companies"]["note"].to_list() == ['two\nlines "quoted"', None]


# ---- what is wrong is said, with file, line and column


def test_seven_damages_are_reported_at_once(edit: Edit, folder: Path) -> None:
    edit("companies.csv", "0001835632", "12x4")
    edit("levy_scenarios.csv", "of all China revenue,0.15,", "of all China revenue,15,")
    edit("levy_scenarios.csv", 'filing used",article-2025-08', 'filing used",nowhere')
    edit("geography_members.csv", "^stpr:", "(?=stpr)")
    edit("metric_concepts.csv", "us-gaap:SalesRevenueNet,,4", "us-gaap:SalesRevenueNet,,four")
    (folder / "sources.yml").unlink()
    (folder / "geography_basis_overrides.csv").write_bytes(b"")
    reported = faults_of(folder)
    assert [fault.split(":")[0] for fault in reported] == [
        "data/reference/companies.csv, line 7, column cik",
        "data/reference/metric_concepts.csv, line 5, column priority",
        "data/reference/geography_members.csv, line 4, column pattern",
        "data/reference/geography_basis_overrides.csv, the whole file",
        "data/reference/levy_scenarios.csv, line 2, column rate_share",
        "data/reference/levy_scenarios.csv, line 2, column source_id",
        "data/reference/sources.yml",
    ]
    assert "'12x4' is not a CIK" in reported[0]
    assert "above 1" in reported[4]
    assert "0.15 for 15 %" in reported[4]
    assert "not in sources.csv" in reported[5]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the whole file: the file is empty (0 bytes)"),
        (b" \n\n", "the whole file: the file holds nothing but blanks"),
        (HEADER.encode() + b"A,1,Caf\xe9,,\n", "line 2, byte 48: byte 0xe9 is not UTF-8"),
        (b"ticker,cik,name,note\n", "line 1: column 'fiscal_year_offset' is missing"),
        (b"ticker,cik,cik,name,fiscal_year_offset,note\n", "line 1: column 'cik' appears twice"),
        (b"ticker,cik,name,fiscal_year_offset,note,colour\n", "line 1: column 'colour' is unknown"),
        (HEADER.encode() + b"A,1,A Inc,,,,\n", "line 2: the row has 7 fields, the header 5"),
        (HEADER.encode() + b"A,1\n", "line 2: the row has 2 fields, the header 5"),
        (HEADER.encode() + b"\n\nA,1,,,\n", "line 4, column name: the cell is empty but must be filled"),
        (HEADER.encode() + b'A,1,"A Inc,,\n', "line 2: the quoting is broken"),
        (HEADER.encode() + b"A,1,A Inc,0.5,\n", "line 2, column fiscal_year_offset: '0.5' is not a whole number"),
        (HEADER.encode() + b"A,0,A Inc,,\n", "line 2, column cik: '0' is not a CIK"),
        (HEADER.encode() + b"A,12345678901,A Inc,,\n", "line 2, column cik: '12345678901' is not a CIK"),
        (HEADER.encode() + b"A,1,A Inc,,\nB,01,B Inc,,\n", "line 3, column cik: '0000000001' is already on line 2"),
        (HEADER.encode() + b"A,1,A Inc,,\nA,2,B Inc,,\n", "line 3, column ticker: 'A' is already on line 2"),
    ],
)
def test_a_damaged_company_list_is_reported(folder: Path, content: bytes, expected: str) -> None:
    (folder / "companies.csv").write_bytes(content)
    (fault,) = faults_of(folder)
    assert fault.startswith(f"data/reference/companies.csv, {expected}")


def test_a_second_class_of_shares_is_refused_with_what_to_do(folder: Path) -> None:
    rows = "GOOGL,1652044,Alphabet Inc.,,\nGOOG,1652044,Alphabet Inc.,,\n"
    (folder / "companies.csv").write_text(HEADER + rows)
    (fault,) = faults_of(folder)
    assert fault == (
        "data/reference/companies.csv, line 3, column cik: '0001652044' is already on line 2. A company is one row, "
        "however many classes of its shares are traded: keep the row with the ticker that the marts shall show, delete "
        "the other, and write its ticker into the note of the first."
    )


def test_a_missing_file_is_reported_and_its_citations_are_not(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    (fault,) = faults_of(folder)
    assert fault.startswith("data/reference/sources.csv: the file is missing.")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("curated_facts.csv", "2026-02-25,,us-gaap:Revenues,2025-01-27,2026-01-25,,", "X", "line 2: the row has"),
        (
            "curated_facts.csv",
            "2023-12-31,2024-12-28,srt:StatementGeographicalAxis,country:CN",
            "2024-12-30,2024-12-28,srt:StatementGeographicalAxis,country:CN",
            "line 8, column period_start: period_",
        ),
        ("curated_facts.csv", "6231000000,USD,-6,document", "6231000000,USD,-6,sure", "line 8, column confidence: 'su"),
        ("china_share_sightings.csv", "KLAC,2024,0.405", "KLAC,2024,40.5", "line 2, column share_low: '40.5' is ab"),
        ("geography_scope_rules.csv", "mainland,Hong Kong", "main,Hong Kong", "line 3, column scope: 'main' is not on"),
        ("curated_facts.csv", "6231000000", "6,231", "line 8: the row has 18 fields, the header 17"),
        ("curated_facts.csv", "6231000000", "6.2e9", "line 8, column value: '6.2e9' is not a number"),
        ("curated_facts.csv", "2021-12-26", "2021-13-26", "line 10, column period_start: '2021-13-26' is not a day"),
        ("geography_members.csv", "country-cn,10,^country:CN$,CN,unspecified", "c,10,x,CN,", "line 2, column scope: "),
        ("geography_members.csv", "us-state,12,^stpr:,region,", "c,12,x,region,mainland", "line 4, column scope: sco"),
        ("geography_members.csv", "us-state,12,^stpr:,region,", "c,12,x,Regions,", "line 4, column geography: 'Regi"),
        (
            "levy_scenarios.csv",
            "China revenue,0.15,",
            "China revenue,-0.15,",
            "line 2, column rate_share: '-0.15' is below 0",
        ),
        (
            "levy_scenarios.csv",
            "China revenue,0.15,",
            "China revenue,15 %,",
            "line 2, column rate_share: '15 %' is not a share",
        ),
        (
            "levy_scenarios.csv",
            "as_reported",
            "as reported",
            "line 2, column geography_basis: 'as reported' is not one",
        ),
        (
            "metric_concepts.csv",
            "us-gaap:SalesRevenueNet,,4",
            "SalesRevenueNet,,4",
            "line 5, column concept: 'SalesReve",
        ),
    ],
)
def test_one_wrong_cell_is_reported(edit: Edit, name: str, old: str, new: str, expected: str) -> None:
    (fault,) = faults_of(edit(name, old, new))
    assert fault.startswith(f"data/reference/{name}, {expected}")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("producer: [", "line 1: the sidecar is not YAML"),
        ("just words", "the whole file: the sidecar has no keys"),
        (None, "key licence: the text is missing or empty"),
        ("accessed: yesterday", "key accessed: 'yesterday' is not a date"),
        ("url: sec.gov", "key url: 'sec.gov' is not a web address"),
    ],
)
def test_a_lacking_sidecar_is_reported(folder: Path, content: str | None, expected: str) -> None:
    path = folder / "companies.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    if content is None:
        path.write_text("\n".join(line for line in lines if not line.startswith("licence")), encoding="utf-8")
    elif ": " in content and not content.endswith("["):
        key = content.split(":")[0]
        path.write_text("\n".join([*(x for x in lines if not x.startswith(key)), content]), encoding="utf-8")
    else:
        path.write_text(content, encoding="utf-8")
    assert faults_of(folder)[0].startswith(f"data/reference/companies.yml, {expected}")


# ---- properties


@settings(max_examples=20)
@given(st.data())
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    header, *rows = rows_of((FOLDER / f"{table.name}.csv").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        folder = copy_folder(Path(place))
        shuffled = text_of([header, *data.draw(st.permutations(rows))])
        (folder / f"{table.name}.csv").write_text(shuffled, encoding="utf-8")
        assert set(load_reference(folder)[table.name].rows()) == set(load_reference(FOLDER)[table.name].rows())


@settings(max_examples=40)
@given(st.data())
def test_a_cell_of_the_wrong_type_is_reported_with_its_line_and_column(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    typed = [c for c in table.columns if c.kind != "string"]
    rows = rows_of((FOLDER / f"{table.name}.csv").read_text(encoding="utf-8"))
    assume(typed and len(rows) > 1)
    column = data.draw(st.sampled_from(typed))
    index = data.draw(st.integers(1, len(rows) - 1))
    rows[index][rows[0].index(column.name)] = "(wrong"
    with tempfile.TemporaryDirectory() as place:
        folder = copy_folder(Path(place))
        (folder / f"{table.name}.csv").write_text(text_of(rows), encoding="utf-8")
        reported = faults_of(folder)
    at = f"data/reference/{table.name}.csv, line {index + 1}, column {column.name}: '(wrong'"
    assert any(fault.startswith(at) for fault in reported)


# ---- what is written


def test_curated_facts_take_the_facts_schema(reference: dict[str, pl.DataFrame]) -> None:
    facts = curated_fact_frame(reference)
    assert dict(facts.schema) == FACTS | {"confidence": pl.String()}
    assert facts["fact_no"].to_list() == list(range(1, reference["curated_facts"].height + 1))
    assert set(facts["confidence"]) == {"document", "mixed"}
    assert set(facts["source_kind"]) == {"curated"}
    assert facts["accepted_at"].null_count() == facts.height
    china = facts.row(1, named=True)
    assert china["value_text"] == "19677000000"
    assert china["period_type"] == "duration"
    assert china["dimensions"] == [
        {"axis": "srt:StatementGeographicalAxis", "member": "nvda:ChinaIncludingHongKongMember", "is_typed": False}
    ]
    assert facts.row(0, named=True)["dimensions"] == []


def test_files_are_written_whole_and_alike_every_time(tmp_path: Path, reference: dict[str, pl.DataFrame]) -> None:
    write_reference(FOLDER, tmp_path / "one")
    write_reference(FOLDER, tmp_path / "two")
    names = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert names == sorted(f"{n}.parquet" for n in [*reference, "curated_rows", "reference_files"])
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert dict(pl.read_parquet_schema(tmp_path / "one" / "curated_facts.parquet")) == FACTS | {
        "confidence": pl.String()
    }
    files = pl.read_parquet(tmp_path / "one" / "reference_files.parquet")
    listed = files.row(by_predicate=pl.col("name") == "companies.csv", named=True)
    assert listed["sha256"] == hashlib.sha256((FOLDER / "companies.csv").read_bytes()).hexdigest()
    assert listed["row_count"] == 19
    assert all(listed[key] for key in ("producer", "citation", "url", "accessed", "licence", "method"))


def test_a_fault_leaves_what_was_written_before(edit: Edit, tmp_path: Path) -> None:
    write_reference(FOLDER, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    with pytest.raises(ReferenceFaults):
        write_reference(edit("companies.csv", "0001835632", "12x4"), tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
