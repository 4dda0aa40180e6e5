"""`tributary extract FILE…`: the content of one file of any filer, as a table.

Distinguishes the kinds of file, and handles formats, outputs and messages. Files are read by `sources.edgar`; landing
and database are not used.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
from rich.console import Console
from rich.table import Table

from sources.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.edgar.xbrl.page_references import PageReferences

FORMATS: Final = ("parquet", "csv", "json")
_BY_SUFFIX: Final = {".parquet": "parquet", ".csv": "csv", ".json": "json", ".ndjson": "json", ".jsonl": "json"}
_LINES: Final = frozenset({".ndjson", ".jsonl"})
_HEAD: Final = 1024
_ACCESSION: Final = re.compile(r"\d{18}")


@dataclass(frozen=True)
class Extracted:
    """One file that was read. `kind` is facts or filings."""

    file: Path
    kind: str
    source: str
    table: pl.DataFrame
    damage: tuple[str, ...] = ()


def extract(files: list[Path], format: str | None, out: Path | None) -> int:
    """Write the content of the files to `out` (or to stdout); the exit status is 1 when any file failed, else 0.

    Every bad file gets one line on stderr and does not stop the others. Pages of one filing are read as one document
    set (`document_sets`).
    """
    errors = Console(stderr=True, soft_wrap=True)
    try:
        shape = _format(format, out)
        # Path has removed a trailing slash: a path that does not exist and has no suffix is taken as a folder.
        is_folder = out is not None and (out.is_dir() or not (out.suffix or out.is_file()))
        if out is None and shape == "parquet" and sys.stdout.isatty():
            raise BadInput("stdout", "parquet is not for a terminal", "Give --out FILE.parquet, or --format csv")
        if not files:
            raise BadInput("extract", "no file is given", "Name at least one .htm, .xml or .json file")
    except BadInput as fault:
        _complain(errors, str(fault))
        return 1
    read = _read(files, errors)
    failed = len(read) < len(files)
    try:
        _write(read, shape, out, is_folder=is_folder)
    except BadInput as fault:
        _complain(errors, str(fault))
        failed = True
    _summarise(read)
    return 1 if failed else 0


def _read(files: list[Path], errors: Console) -> list[Extracted]:
    """The content of the files that can be used, in their order. A fault and damage are printed."""
    from sources.edgar.xbrl.page_references import document_sets  # only when something is read

    sets = {file: one for one in document_sets(_pages(files)) for file in one}
    done: dict[Path, Extracted | BadInput] = {}
    for file in files:
        if file not in done:
            together = sets.get(file, {file})
            done |= _contents([one for one in dict.fromkeys(files) if one in together])
    read: list[Extracted] = []
    for file in files:
        found = done[file]
        if isinstance(found, BadInput):
            _complain(errors, str(found))
            continue
        if found.damage:
            line = f"warning: {file}: damaged, what could be read is used: {'; '.join(found.damage)}"
            _complain(errors, line, "yellow")
        read.append(found)
    return read


def _pages(files: list[Path]) -> dict[Path, PageReferences]:
    """References of the pages with inline XBRL among several in one folder: they may be one document set."""
    from sources.edgar.xbrl.page_references import INLINE, page_references  # only when there are several

    found: dict[Path, PageReferences] = {}
    named = [file for file in dict.fromkeys(files) if file.suffix.lower() in (".htm", ".html", ".xhtml")]
    in_folder = Counter(file.parent for file in named)
    for file in named:
        if in_folder[file.parent] > 1 and file.is_file():
            with suppress(OSError):  # reported when it is read
                data = file.read_bytes()
                if INLINE.search(data):
                    found[file] = page_references(data)
    return found


def _contents(files: list[Path]) -> dict[Path, Extracted | BadInput]:
    """The content of files that belong together, or the fault of each."""
    from sources.edgar.xbrl.document import FilingKey, extract_documents  # only when there is one

    done: dict[Path, Extracted | BadInput] = {}
    documents: list[tuple[bytes, Path]] = []
    for file in files:
        try:
            data = _bytes(file)
            first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
            if first in (b"{", b"[") or (not first and file.suffix == ".json"):
                done[file] = _json(file, data)
            else:
                documents.append((data, file))
        except BadInput as fault:
            done[file] = BadInput(str(file), fault.problem, fault.remedy, fault.place)
    if not documents:
        return done
    filing = FilingKey(accession=accession_in(documents[0][1]))
    for (_, file), found in zip(
        documents, extract_documents([(data, file.name) for data, file in documents], filing), strict=True
    ):
        if isinstance(found, BadInput):
            done[file] = BadInput(str(file), found.problem, found.remedy, found.place)
        else:
            damage = tuple(one.message for one in found.damage)
            done[file] = Extracted(file, "facts", found.source_kind, found.facts, damage)
    return done


def _bytes(file: Path) -> bytes:
    """The bytes of a file. Raises BadInput when it is missing or cannot be read."""
    name = str(file)
    try:
        if file.is_dir():
            raise BadInput(name, "a folder, not a file", "Name the files in it, for example with *.htm")
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput(name, "there is no such file", "Check the path") from None
    except OSError as fault:
        problem = f"it cannot be read ({fault.strerror or type(fault).__name__})"
        raise BadInput(name, problem, "Check the path and the permissions") from fault


def _json(file: Path, data: bytes) -> Extracted:
    """An answer of EDGAR's API: companyfacts or submissions."""
    from sources.edgar.api.companyfacts import read_companyfacts  # only when there is one
    from sources.edgar.api.submissions import read_submissions
    from sources.edgar.json_text import read_json

    if b'"facts"' in data[:_HEAD]:  # near the start, because the file is too large to be parsed twice
        return Extracted(file, "facts", "companyfacts", read_companyfacts(data, file.name))
    content = read_json(data, file.name)
    if "filings" in content or "accessionNumber" in content:
        return Extracted(file, "filings", "submissions", read_submissions(data, file.name).filings)
    if "facts" in content:
        return Extracted(file, "facts", "companyfacts", read_companyfacts(data, file.name))
    remedy = "Give EDGAR's companyfacts or submissions file, or an XBRL document"
    raise BadInput(file.name, "JSON, but neither companyfacts nor submissions", remedy, "the top level")


def accession_in(file: Path) -> str | None:
    """The accession number in a path: its nearest folder of 18 digits, as in EDGAR's archive."""
    found = next((part for part in reversed(file.absolute().parts[:-1]) if _ACCESSION.fullmatch(part)), None)
    return f"{found[:10]}-{found[10:12]}-{found[12:]}" if found else None


def _format(asked: str | None, out: Path | None) -> str:
    """parquet, csv or json: as asked, else by the suffix of `out`, else csv."""
    known = ", ".join(FORMATS)
    if asked is not None:
        if asked.lower() not in FORMATS:
            raise BadInput("--format", f"{asked!r} is not known", f"Choose one of {known}")
        return asked.lower()
    suffix = out.suffix.lower() if out is not None and not out.is_dir() else ""
    if suffix and suffix not in _BY_SUFFIX:
        raise BadInput(str(out), f"no format is known for {suffix}", f"Add --format with one of {known}")
    return _BY_SUFFIX.get(suffix, "csv")


def _write(read: Sequence[Extracted], shape: str, out: Path | None, *, is_folder: bool) -> None:
    """Everything to one place, or one file per input into a folder. Raises BadInput when that cannot be done."""
    if not read:
        return
    if out is not None and is_folder:
        for found, name in zip(read, _names([one.file for one in read], shape), strict=True):
            _save(rendered(found.table, shape), out / name)
        return
    kinds = {found.kind for found in read}
    if len(kinds) > 1:
        remedy = "Give --out a folder (ending in /) for one file per input, or extract them apart"
        raise BadInput(str(out or "stdout"), "facts and filings do not fit into one table", remedy)
    data = rendered(pl.concat([found.table for found in read]), shape, by_line=out is not None and out.suffix in _LINES)
    if out is None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            sys.stderr.close()  # the reader closed the pipe; Python would print another error at exit
    else:
        _save(data, out)


def _names(files: Sequence[Path], shape: str) -> list[str]:
    """A file name for each input; equal stems are distinguished by their folder, then by number."""
    names: list[str] = []
    for file in files:
        candidates = [file.stem, f"{file.absolute().parent.name}-{file.stem}"]
        candidates += [f"{candidates[1]}-{number}" for number in range(2, len(files) + 2)]
        names.append(next(f"{one}.{shape}" for one in candidates if f"{one}.{shape}" not in names))
    return names


def _save(data: bytes, path: Path) -> None:
    from sources.atomic_files import write_atomically  # only when something is written to a file

    try:
        write_atomically(data, path)
    except OSError as fault:
        problem = f"it cannot be written ({fault.strerror or type(fault).__name__})"
        raise BadInput(str(path), problem, "Choose another --out") from fault


def rendered(table: pl.DataFrame, shape: str, *, by_line: bool = False) -> bytes:
    """A table as parquet, csv or json bytes; in text, values are exact and without trailing zeros."""
    if shape == "parquet":
        from sources.atomic_files import parquet_bytes  # only for parquet

        return parquet_bytes(table)
    plain = table
    if "value" in table.columns:  # the canonical text is beside it, except where the value could not be read
        plain = table.with_columns(value=pl.when(pl.col("value").is_not_null()).then(pl.col("value_text")))
    if shape == "json":
        lines = plain.write_ndjson().encode()
        return lines if by_line else b"[" + b",\n".join(lines.splitlines()) + b"]\n"
    if "dimensions" in table.columns:
        plain = plain.with_columns(dimensions=_json_lists(plain["dimensions"]))
    return plain.write_csv().encode()


def _json_lists(dimensions: pl.Series) -> pl.Series:
    """The dimensions of each row as a JSON array."""
    return dimensions.to_frame().select(
        pl.when(pl.col(dimensions.name).list.len() == 0)
        .then(pl.lit("[]"))
        .when(pl.col(dimensions.name).is_not_null())
        .then(
            "["
            + pl.col(dimensions.name).list.eval(pl.element().struct.json_encode()).list.join(",", ignore_nulls=True)
            + "]"
        )
        .alias(dimensions.name)
    )[dimensions.name]


def _summarise(read: Sequence[Extracted]) -> None:
    """One line for each file that was read."""
    if not read:
        return
    table = Table("file", "kind", "rows", "period", "damage")
    table.columns[2].justify = "right"
    for found in read:
        damage = "; ".join(found.damage) or "–"
        table.add_row(found.file.name, found.source, f"{found.table.height:,}", _period(found), damage)
    Console(stderr=True).print(table)


def _period(found: Extracted) -> str:
    """First and last day of the rows' periods."""
    days = found.table
    first, last = ("filed", "filed") if found.kind == "filings" else ("period_start", "period_end")
    start, end = days[first].min(), days[last].max()
    if found.kind == "facts" and start is None:
        start = days[last].min()
    return "–" if end is None else f"{start!s} … {end!s}"


def _complain(errors: Console, line: str, style: str = "red") -> None:
    errors.print(line.replace("\n", " "), style=style, markup=False, highlight=False)
