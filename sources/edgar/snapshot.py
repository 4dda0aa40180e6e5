"""The snapshot: all data extracted from a mirror folder, small enough to be committed.

Builds it, verifies it, and loads the tables of one company from it. It holds all documents of the mirror; `landings`
lists those that a landing of the periodic reports would select, so that loading a company from the snapshot gives the
same rows as building it from the mirror.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.atomic_files import parquet_bytes, write_atomically
from sources.edgar import json_text
from sources.edgar.company_tables import (
    EXTRACTOR,
    CompanyBuild,
    LandingFaults,
    build_company,
    damages,
    read_documents,
    summarise,
)
from sources.edgar.http.client import Origin, open_origin
from sources.edgar.http.raw_store import RawStore, sha256_of
from sources.edgar.landing import land_company, nothing_landed
from sources.edgar.schemas import DOCUMENTS, frame
from sources.edgar.table_files import SCHEMAS, Tables, in_order, is_current, read_company, write_company
from sources.errors import BadInput

SCHEMA_VERSION: Final = 2
MANIFEST: Final = "snapshot.json"
#: A company's table → the snapshot's file, which has the rows of all companies.
FILES: Final = {
    "company": "companies.parquet",
    "filings": "filings.parquet",
    "facts": "facts.parquet",
    "companyfacts": "companyfacts.parquet",
    "documents": "documents.parquet",
    "passages": "passages.parquet",
    "landing": "landings.parquet",
}

#: Called after each company and each further document: how many are done, how many there are, which.
Progress = Callable[[int, int, str], None]

_REBUILD: Final = "Restore it from the repository, or run tributary snapshot build"
_ARCHIVES: Final = "www.sec.gov/Archives/edgar/data"
_LEVEL: Final = 19
#: Marks of a page or XML file that holds facts: inline XBRL, or an instance's root element.
_FACTS_MARK: Final = re.compile(rb"inlineXBRL|<(\w+:)?xbrl[\s>]")
_DOCUMENT: Final = re.compile(r"\.(htm|html|xhtml|xml)$", re.IGNORECASE)
_LINKBASE: Final = re.compile(r"_(cal|def|lab|pre|ref)\.xml$", re.IGNORECASE)


@dataclass(frozen=True)
class SnapshotSummary:
    """The content of a snapshot: rows and bytes by file, and skipped paths with the reason."""

    companies: tuple[str, ...]
    rows: dict[str, int]
    sizes: dict[str, int]
    skipped: tuple[str, ...]
    damaged: tuple[str, ...]


def build_snapshot(edgar_dir: Path, out: Path, progress: Progress | None = None) -> SnapshotSummary:
    """Extract all that a mirror folder holds into `out`. The same inputs give the same bytes.

    Raises OriginError when the folder is not a mirror, and LandingFaults, after all files were tried, for files that
    cannot be used; both leave `out` unchanged.
    """
    companies, paths = _companies(edgar_dir), _archived(edgar_dir)
    report = _Report(progress, len(companies) + len(paths))
    faults: list[BadInput] = []
    with open_origin(str(edgar_dir)) as origin:
        tables = _chosen(companies, origin, faults, report)
        further, skipped = _further(paths, origin, tables, faults, report)
    if faults:
        raise LandingFaults(faults)
    return _write(_together([tables, further]), out, companies, skipped)


def load_company(cik: str, snapshot_dir: Path, facts_dir: Path) -> CompanyBuild:
    """Write the tables of a company to facts_dir/<cik>, as `build_company` would from the mirror of the snapshot.

    A company that is not in the snapshot gets empty tables. Raises BadInput when a file of the snapshot is missing
    or has another hash than snapshot.json lists.
    """
    cik = json_text.cik_of(cik, "the company")
    extractor = verify_snapshot(snapshot_dir)["extractor"]
    folder = facts_dir / cik
    landing = _of_company(snapshot_dir, "landing", cik)
    landing = nothing_landed(cik) if landing.is_empty() else landing
    previous = read_company(folder)
    if previous is not None and is_current(previous, landing, extractor):
        return summarise(cik, previous, changed=False)
    tables = {name: _of_company(snapshot_dir, name, cik) for name in FILES if name != "landing"}
    chosen = landing.filter(kind="document", status="landed").select("accession", "document")
    answers = tables["documents"].filter(pl.col("accession").is_null())
    for name in ("documents", "facts", "passages"):
        tables[name] = tables[name].join(chosen, on=["accession", "document"], how="semi")
    tables["documents"] = pl.concat([answers, tables["documents"]])
    tables["landing"] = landing
    write_company(tables, folder)
    return summarise(cik, tables, changed=True)


def verify_snapshot(snapshot_dir: Path) -> dict[str, Any]:
    """The content of snapshot.json, after the hash of every file was checked. Raises BadInput when one differs."""
    try:
        manifest = json_text.read_json((snapshot_dir / MANIFEST).read_bytes(), MANIFEST)
        listed = {name: manifest["tables"][name]["sha256"] for name in FILES}
        version, extractor = manifest["schema_version"], manifest["extractor"]
    except FileNotFoundError:
        raise BadInput(MANIFEST, "the snapshot is missing", _REBUILD) from None
    except (KeyError, TypeError) as fault:
        raise BadInput(MANIFEST, f"the key {fault} is missing", _REBUILD) from fault
    if not isinstance(extractor, str):
        raise json_text.wrong_type(MANIFEST, "extractor", "a string", extractor)
    if version != SCHEMA_VERSION:
        raise BadInput(MANIFEST, f"schema version {version}, but this code reads {SCHEMA_VERSION}", _REBUILD)
    for name, sha256 in listed.items():
        path = snapshot_dir / FILES[name]
        if not path.is_file():
            raise BadInput(path.name, "missing from the snapshot", _REBUILD)
        if sha256_of(path.read_bytes()) != sha256:
            raise BadInput(path.name, f"not the file that {MANIFEST} lists", _REBUILD, "the whole file")
    return manifest


class _Report:
    """Counts what is done for the caller's progress."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._count = progress, total, 0

    def done(self, what: str) -> None:
        """Count one more."""
        self._count += 1
        if self._progress:
            self._progress(self._count, self._total, what)


def _companies(edgar_dir: Path) -> tuple[str, ...]:
    """The CIK of every company of which the mirror has submissions, companyfacts or a document, in order."""
    answers = (edgar_dir / "data.sec.gov").rglob("CIK*.json")
    named = {found[1] for path in answers if (found := re.fullmatch(r"CIK(\d{10})\.json", path.name))}
    return tuple(sorted(named | {path.split("/")[-3].zfill(10) for path in _archived(edgar_dir)}))


def _archived(edgar_dir: Path) -> tuple[str, ...]:
    """Path below the mirror of every file in a filing's folder, in order."""
    below = ((path, path.relative_to(edgar_dir).as_posix()) for path in (edgar_dir / _ARCHIVES).glob("*/*/*"))
    is_archived = re.compile(rf"{re.escape(_ARCHIVES)}/\d{{1,10}}/\d{{18}}/[^.][^/]*").fullmatch
    return tuple(sorted(name for path, name in below if is_archived(name) and path.is_file()))


def _chosen(companies: tuple[str, ...], origin: Origin, faults: list[BadInput], report: _Report) -> Tables:
    """All companies' tables, landed and built; faults are added to `faults`."""
    found: list[Tables] = []
    with tempfile.TemporaryDirectory() as scratch:
        store, facts_dir = RawStore(Path(scratch) / "raw"), Path(scratch) / "facts"
        for cik in companies:
            faults += land_company(cik, origin, store).refused
            try:
                faults += build_company(cik, store, facts_dir).faults
                found.append(read_company(facts_dir / cik) or {})
            except LandingFaults as fault:
                faults += fault.faults
            report.done(f"CIK {cik}")
    return _together(found)


def _further(
    paths: tuple[str, ...], origin: Origin, tables: Tables, faults: list[BadInput], report: _Report
) -> tuple[Tables, tuple[str, ...]]:
    """Tables of the documents that no landing selected, and the paths without facts; faults are added to `faults`."""
    chosen = set(tables["landing"].filter(status="landed")["address"])
    filings = {(row["cik"], row["accession"]): row for row in tables["filings"].iter_rows(named=True)}
    parts: list[Tables] = []
    skipped: list[str] = []
    for path in paths:
        report.done(path)
        if f"https://{path}" in chosen:
            continue
        data = origin.get("www.sec.gov", path.removeprefix("www.sec.gov")).data
        if not _DOCUMENT.search(path) or _LINKBASE.search(path) or not _FACTS_MARK.search(data):
            skipped.append(path)
            continue
        landed = _landed(path, data)
        listed = filings.get((landed["cik"], landed["accession"]), {})
        landed |= {key: listed.get(key) for key in ("form", "filed", "accepted_at")}
        (found,) = read_documents([(data, landed)])
        if isinstance(found, BadInput):
            faults.append(BadInput(landed["address"], found.problem, found.remedy, found.place))
        else:
            parts.append(found[1] | {"documents": frame([found[0]], DOCUMENTS)})
    return _together(parts), tuple(skipped)


def _landed(path: str, data: bytes) -> dict[str, Any]:
    """The LANDINGS columns of a file in a filing's folder."""
    cik, folder, document = path.split("/")[-3:]
    return {
        "cik": cik.zfill(10),
        "accession": f"{folder[:10]}-{folder[10:12]}-{folder[12:]}",
        "document": document,
        "address": f"https://{path}",
        "sha256": sha256_of(data),
        "size_bytes": len(data),
    }


def _together(parts: list[Tables]) -> Tables:
    """Concatenate each table over all parts, in its row order. A part may lack a table."""
    return {
        name: in_order(name, pl.concat([frame([], schema), *(part[name] for part in parts if name in part)]))
        for name, schema in SCHEMAS.items()
    }


def _write(tables: Tables, out: Path, companies: tuple[str, ...], skipped: tuple[str, ...]) -> SnapshotSummary:
    """Write the snapshot, its list of files last: an interrupted write is then detected by the hashes."""
    listed: dict[str, dict[str, Any]] = {}
    sizes: dict[str, int] = {}
    for name, file in FILES.items():
        data = parquet_bytes(tables[name], _LEVEL)
        write_atomically(data, out / file)
        listed[name] = {"file": file, "rows": tables[name].height, "sha256": sha256_of(data)}
        sizes[file] = len(data)
    manifest = {"schema_version": SCHEMA_VERSION, "extractor": EXTRACTOR, "tables": listed}
    write_atomically((json.dumps(manifest, indent=2) + "\n").encode(), out / MANIFEST)
    rows = {file: tables[name].height for name, file in FILES.items()}
    return SnapshotSummary(companies, rows, sizes, skipped, damages(tables["documents"]))


def _of_company(snapshot_dir: Path, name: str, cik: str) -> pl.DataFrame:
    """The rows of one company of one table, in their order; only these rows are read.

    A column that was added after the snapshot was made is null.
    """
    rows = pl.scan_parquet(snapshot_dir / FILES[name]).filter(cik=cik).collect()
    added = [pl.lit(None, kind).alias(column) for column, kind in SCHEMAS[name].items() if column not in rows.columns]
    return in_order(name, rows.with_columns(added))
