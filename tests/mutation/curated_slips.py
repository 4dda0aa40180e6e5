"""Make the edits of `curated_edits` on a copy of the curated tables, and record what refuses or reports each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.reference import ReferenceFaults, load_reference
from tests.mutation.curated_edits import ADD, REMOVE, REPEAT, SWAP, Edit


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


def refused(edits: Iterable[Edit], good: Path, scratch: Path) -> Iterator[Found]:
    """Each edit, alone, on a copy of the good folder: what loading says."""
    import shutil

    for number, edit in enumerate(edits):
        folder = Path(shutil.copytree(good, scratch / str(number) / "data" / "reference"))
        apply(edit, folder)
        yield Found(edit, loaded(folder))
        shutil.rmtree(scratch / str(number))
