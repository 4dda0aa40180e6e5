"""Load the curated tables: all of them typed, or one error that lists every fault in every file.

Runs the checks over a whole folder. Declarations are in `tables`, file structure in `rows`, cells in `cells`, rules in
`text_rules`, `row_rules`, `cross_rules`, `range_rules` and `filing_rules`, output for the warehouse in `write`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import polars as pl

from sources.errors import BadInput
from sources.reference.cells import Value, WrongCell, parse, polars_type
from sources.reference.cross_rules import check_agreement, check_between_tables
from sources.reference.filing_rules import check_filings
from sources.reference.loaded import Loaded, label
from sources.reference.range_rules import check_past, check_ranges
from sources.reference.row_rules import check_likeness, check_rows
from sources.reference.rows import Row, read_rows
from sources.reference.sidecars import read_sidecar
from sources.reference.tables import TABLES, Table
from sources.reference.text_rules import check_text


class ReferenceFaults(Exception):
    """All faults of a folder of curated tables, one line each."""

    def __init__(self, faults: Sequence[BadInput]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def load_reference(folder: Path) -> dict[str, pl.DataFrame]:
    """The curated tables by name, in file order. Raises ReferenceFaults with every fault found in the folder.

    The result is cached until a file changes, because several steps of a run need it.
    """
    content = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            content.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return dict(_load(folder, content.hexdigest()))


@lru_cache(maxsize=1)
def _load(folder: Path, _content: str) -> dict[str, pl.DataFrame]:
    loaded = {table.name: _load_table(folder, table) for table in TABLES}
    accessed = []
    for table in TABLES:
        sidecar = read_sidecar(folder / f"{table.name}.yml", label(folder, f"{table.name}.yml"))[0]
        accessed.append(str(sidecar.get("accessed") or ""))
    for one in loaded.values():
        check_text(one)
        check_rows(one)
        check_between_tables(one, loaded)
    # what is plausible is asked of tables that are valid, against others that are: a slip is reported once
    valid = {name: one for name, one in loaded.items() if not one.faults}
    if "sources" in valid and "companies" in valid:
        for one in valid.values():
            check_likeness(one)
            check_agreement(one, loaded)
            check_ranges(one, loaded)
            check_filings(one, loaded)
            check_past(one, max(accessed))
    faults = [fault for one in loaded.values() for fault in one.faults]
    for table in TABLES:
        faults += read_sidecar(folder / f"{table.name}.yml", label(folder, f"{table.name}.yml"))[1]
    if faults:
        raise ReferenceFaults(faults)
    return {name: _frame(one) for name, one in loaded.items()}


def _load_table(folder: Path, table: Table) -> Loaded:
    path = folder / f"{table.name}.csv"
    loaded = Loaded(table, label(folder, path.name))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        loaded.faults.append(BadInput(loaded.label, "the file is missing", "Restore it from version control."))
        return loaded
    except OSError as error:
        remedy = "Make it a readable file."
        loaded.faults.append(BadInput(loaded.label, f"the file cannot be read ({error.strerror})", remedy))
        return loaded
    read = read_rows(data, loaded.label, table)
    loaded.faults += read.faults
    for row in read.rows:
        _load_row(loaded, row)
    return loaded


def _load_row(loaded: Loaded, row: Row) -> None:
    values: dict[str, Value] = {}
    loaded.lines.append(row.line)
    loaded.rows.append(values)
    for column in loaded.table.columns:
        try:
            values[column.name] = parse(row.cells[column.name], column)
        except WrongCell as wrong:
            loaded.fault(len(loaded.rows) - 1, column.name, wrong.problem, wrong.remedy)


def _frame(loaded: Loaded) -> pl.DataFrame:
    schema = {column.name: polars_type(column.kind) for column in loaded.table.columns}
    return pl.DataFrame(loaded.rows, schema=schema, orient="row")
