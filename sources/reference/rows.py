"""One curated CSV file: from bytes to rows of text with line numbers, and the faults of its structure.

Checks encoding, quoting, header and number of fields. The content of cells is checked in `cells`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.errors import BadInput
from sources.reference.tables import Table


@dataclass
class Row:
    """One record: the physical line that it begins on, and its cells by column, without surrounding blanks."""

    line: int
    cells: dict[str, str]


@dataclass
class ReadFile:
    """The result of reading a file: its well-formed rows, and its faults. `label` names the file in messages."""

    label: str
    table: Table
    rows: list[Row] = field(default_factory=list)
    faults: list[BadInput] = field(default_factory=list)

    def fault(self, problem: str, remedy: str, place: str) -> None:
        self.faults.append(BadInput(self.label, problem, remedy, place))


class BrokenQuoting(Exception):
    """Quotation marks that do not pair up, in the record that begins on `line`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_rows(data: bytes, label: str, table: Table) -> ReadFile:
    """The rows of a file. A byte-order mark, CRLF, blank lines and columns in any order are allowed."""
    out = ReadFile(label, table)
    text = _decode(data, out)
    if text is None:
        return out
    try:
        records = _records(text)
        header = _header(next(records, (1, [])), out)
        for line, fields in records if header else ():
            _row(line, fields, header, out)
    except BrokenQuoting as broken:
        remedy = "Close the quotation mark, and double any quotation mark inside a quoted cell."
        out.fault(f"the quoting is broken ({broken.reason})", remedy, f"line {broken.line}")
    return out


def _decode(data: bytes, out: ReadFile) -> str | None:
    if not data.strip():
        problem = "the file holds nothing but blanks" if data else "the file is empty (0 bytes)"
        out.fault(problem, "Restore it from version control, or write its header.", "the whole file")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        place = f"line {line}, byte {error.start + 1}"
        out.fault(f"byte 0x{data[error.start]:02x} is not UTF-8", "Save the file as UTF-8.", place)
        return None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line that it begins on; blank records are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenQuoting(line, str(error)) from error
        if any(f.strip() for f in fields):
            yield line, [f.strip().replace("\r\n", "\n") for f in fields]


def _header(record: tuple[int, list[str]], out: ReadFile) -> list[str]:
    """The column names in file order, or nothing when there are faults. Names must be exactly the table's."""
    line, names = record
    known = [c.name for c in out.table.columns]
    distinct = list(dict.fromkeys(names))
    problems = [f"column {name!r} appears twice" for name in distinct if names.count(name) > 1]
    problems += [f"column {name!r} is unknown" for name in distinct if name not in known]
    problems += [f"column {name!r} is missing" for name in known if name not in names]
    for problem in problems:
        out.fault(problem, f"The header must be: {','.join(known)}.", f"line {line}")
    return [] if problems else names


def _row(line: int, fields: list[str], header: list[str], out: ReadFile) -> None:
    """Keep the row, or record its fault. Trailing cells may be omitted when all of them are optional."""
    left_away = header[len(fields) :]
    if len(fields) > len(header) or any(out.table.column(name).required for name in left_away):
        problem = f"the row has {len(fields)} fields, the header {len(header)}"
        out.fault(problem, "Put cells that contain a comma in quotation marks, and count the commas.", f"line {line}")
    else:
        out.rows.append(Row(line, dict(zip(header, fields + [""] * len(left_away), strict=True))))
