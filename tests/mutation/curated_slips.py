"""Make the edits of `curated_edits` on a copy of the curated tables, and record what refuses or reports each."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.runtime.paths import DBT_PROJECT
from sources.reference import ReferenceFaults, curated_fact_frame, load_reference
from tests.mutation.curated_edits import ADD, BOTH, REMOVE, REPEAT, SWAP, Edit
from tests.support.model_sql import compiled, model_sql


@dataclass(frozen=True)
class Found:
    """What came of one edit: the faults of loading, or else the names of the data tests that reported it."""

    edit: Edit
    faults: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()

    @property
    def is_noticed(self) -> bool:
        return bool(self.faults or self.reported)


def apply(edit: Edit, folder: Path) -> None:
    """Change the files of a folder of curated tables."""
    for file, text in edit.also:
        _append(folder / f"{file}.csv", text)
    path = folder / f"{edit.file}.csv"
    if edit.does == ADD:
        _append(path, edit.value)
        return
    header, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    index = _index(rows, edit.row)
    at = [header.index(name) for name in edit.column.split(",") if name]
    if edit.does == REMOVE:
        del rows[index]
    elif edit.does == REPEAT:
        rows.append([edit.value if i == at[0] else cell for i, cell in enumerate(rows[index])])
    elif edit.does == SWAP:
        other = _index(rows, edit.value)
        rows[index][at[0]], rows[other][at[0]] = rows[other][at[0]], rows[index][at[0]]
    elif edit.does == BOTH:
        for place, cell in zip(at, edit.value.split("|"), strict=True):
            rows[index][place] = cell
    elif len(at) > 1:
        rows[index][at[0]], rows[index][at[1]] = rows[index][at[1]], rows[index][at[0]]
    else:
        assert rows[index][at[0]] != edit.value, edit
        rows[index][at[0]] = edit.value
    path.write_text(_text([header, *rows]), encoding="utf-8", newline="")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text + "\n")


def _index(rows: list[list[str]], part: str) -> int:
    """The one row that begins with this text, or else the one that has it."""
    lines = [",".join(row) for row in rows]
    begins = [i for i, line in enumerate(lines) if line.startswith(part)]
    found = begins or [i for i, line in enumerate(lines) if part in line]
    if len(found) != 1:
        raise ValueError(f"{part!r} is in {len(found)} rows")
    return found[0]


def _text(rows: Iterable[list[str]]) -> str:
    """The rows as CSV; a cell that begins with `(raw)` is written without quoting."""
    out = io.StringIO()
    for row in rows:
        line = io.StringIO()
        raw = [cell.removeprefix("(raw)") for cell in row if cell.startswith("(raw)")]
        csv.writer(line, lineterminator="\n").writerow(["(raw)" if cell.startswith("(raw)") else cell for cell in row])
        out.write(line.getvalue().replace("(raw)", *raw) if raw else line.getvalue())
    return out.getvalue()


def loaded(folder: Path) -> tuple[str, ...]:
    """The faults of loading a folder."""
    try:
        load_reference(folder)
    except ReferenceFaults as faults:
        return tuple(str(fault) for fault in faults.faults)
    return ()


class DataTests:
    """The data tests of curated tables, on a folder of them and the filings of a snapshot, in memory."""

    def __init__(self, snapshot: Path) -> None:
        self._con = duckdb.connect()
        for table, file in {"filings": "filings", "companyfacts": "companyfacts", "registrants": "companies"}.items():
            self._con.execute(f"create table {table} as from '{snapshot / file}.parquet'")
        self._con.execute(
            "create table quarantine (quarantine_id int, cik text, accession text, form text, filed date,"
            " document text, address text, sha256 text,"
            " scope text, fact_no int, fact_count int, expectation text, reason text)"
        )
        paths = sorted((DBT_PROJECT / "tests" / "marts" / "curated").glob("*.sql"))
        self._queries = {path.stem: compiled(path.read_text(encoding="utf-8")) for path in paths}
        self._has_views = False

    def reported(self, folder: Path) -> tuple[str, ...]:
        """The data tests that find a row."""
        frames = load_reference(folder)
        for name, frame in (frames | {"curated_facts": curated_fact_frame(frames)}).items():
            self._con.register("frame", frame.to_arrow())
            self._con.execute(f"create or replace table {name} as from frame")
        if not self._has_views:
            self._create_views()
        return tuple(name for name, query in self._queries.items() if self._con.execute(query).fetchall())

    def _create_views(self) -> None:
        tables = ("companies", "former_ciks", "curated_facts", "geography_basis_overrides", "levy_regimes",
                  "levy_statements", "yield_estimates", "capacity_estimates", "value_ranges")  # fmt: skip
        models = [f"stg_reference__{table}" for table in (*tables, "successors")]
        models += [
            "stg_runs__quarantine",
            *(f"stg_edgar__{table}" for table in ("filings", "companyfacts", "registrants")),
        ]
        for model in models:
            self._con.execute(f"create view {model} as {model_sql(model)}")
        self._has_views = True


def noticed(edits: Iterable[Edit], good: Path, scratch: Path, tests: DataTests) -> Iterator[Found]:
    """Each edit, alone, on a copy of the good folder: what loading refuses, or else what data tests report."""
    for number, edit in enumerate(edits):
        folder = Path(shutil.copytree(good, scratch / str(number) / "data" / "reference"))
        apply(edit, folder)
        faults = loaded(folder)
        yield Found(edit, faults, () if faults else tests.reported(folder))
        shutil.rmtree(scratch / str(number))
