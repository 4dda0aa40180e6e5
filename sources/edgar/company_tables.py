"""Build a company's tables from its landed files.

Reads each landed file once, keeps the rows of files that have not changed, and collects files that cannot be used. How
a file is read is in the modules of `api` and `xbrl`, how tables are stored in `table_files`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.edgar import json_text
from sources.edgar.api.acceptance import correct_acceptance
from sources.edgar.api.answers import read_list, read_totals
from sources.edgar.damage import Damage, worst_code
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import LANDINGS, PERIODIC_FORMS, landing_path
from sources.edgar.schemas import DOCUMENTS, frame
from sources.edgar.table_files import SCHEMAS, Tables, is_current, read_company, with_filing, write_company
from sources.edgar.xbrl.document import Extraction, FilingKey, extract_documents
from sources.errors import BadInput

#: Version of the code that reads files. Raise it when the same bytes shall give other rows: everything is read anew.
EXTRACTOR: Final = "3"
#: Numbers outside the statements: of the cover page, on executive pay, on cybersecurity.
_BESIDE_STATEMENTS: Final = "^(dei|ecd|cyd):"


class LandingFaults(Exception):
    """Files of one company that cannot be used. `faults` has one BadInput for each; the text has one line for each."""

    def __init__(self, faults: list[BadInput]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class CompanyBuild:
    """The result of building a company's tables: rows by table, and documents by what happened to them."""

    cik: str
    changed: bool
    rows: dict[str, int]
    read: tuple[str, ...] = ()  # addresses of documents and companyfacts read now
    kept: tuple[str, ...] = ()  # … whose rows were kept from the last build
    damaged: tuple[str, ...] = ()  # "document: what is wrong with it"
    faults: tuple[BadInput, ...] = ()  # of documents that were read now and cannot be read


def build_company(cik: str, store: RawStore, facts_dir: Path) -> CompanyBuild:
    """Bring facts_dir/<cik>/*.parquet in line with the company's landing.

    Reads a document or a companyfacts answer only when its bytes or EXTRACTOR changed since the last build. For a
    document that cannot be read, the fault is recorded in DOCUMENTS and the other documents are used. Without its list
    of filings or its companyfacts a company cannot be built: then LandingFaults is raised, after all files were tried.
    Raises BadInput when there is no landing. Both leave the tables unchanged.
    """
    cik = json_text.cik_of(cik, "the company")
    landing = read_landing(store.root, cik)
    folder = facts_dir / cik
    previous = read_company(folder)
    if previous is not None and is_current(previous, landing, EXTRACTOR):
        return summarise(cik, previous, changed=False)
    reading = _Reading(cik, store, previous)
    landed = landing.filter(status="landed")
    for row in landed.filter(pl.col("kind") != "document").iter_rows(named=True):
        reading.take(row)
    for _, rows in groupby(landed.filter(kind="document").to_dicts(), itemgetter("accession")):
        reading.take_filing(list(rows))
    if reading.is_stopped:
        raise LandingFaults(reading.faults)
    tables = reading.tables() | {"landing": landing}
    write_company(tables, folder)
    done = summarise(cik, tables, changed=True, read=reading.read, kept=reading.kept)
    return replace(done, faults=tuple(reading.faults))


def read_landing(root: Path, cik: str) -> pl.DataFrame:
    """LANDINGS of a company from the raw store's folder. Raises BadInput when there is none or it is unreadable."""
    path = landing_path(root, cik)
    try:
        return pl.read_parquet(path).select(list(LANDINGS))
    except FileNotFoundError:
        raise BadInput(path.name, "the company has not been landed", "Land it first") from None
    except (OSError, pl.exceptions.PolarsError) as fault:
        problem = f"not a readable landing ({type(fault).__name__})"
        raise BadInput(path.name, problem, "Delete it and land the company again") from fault


def document_row(
    landed: Mapping[str, Any], source_kind: str, row_count: int, damage: Sequence[Damage] = ()
) -> dict[str, Any]:
    """The DOCUMENTS row of a file, from its LANDINGS row."""
    of_file = {key: landed[key] for key in ("cik", "accession", "document", "address", "sha256", "size_bytes")}
    return of_file | {
        "source_kind": source_kind,
        "row_count": row_count,
        "damage": "; ".join(one.message for one in damage) or None,
        "damage_code": worst_code(damage),
        "extractor": EXTRACTOR,
    }


def unreadable_row(landed: Mapping[str, Any], fault: BadInput) -> dict[str, Any]:
    """The DOCUMENTS row of a document that cannot be read: its damage says where, what and what to do."""
    problem = f"{fault.place}: {fault.problem}" if fault.place else fault.problem
    return document_row(landed, "unreadable", 0, [Damage("unreadable", f"{problem}. {fault.remedy}")])


def read_documents(
    files: Sequence[tuple[bytes, Mapping[str, Any]]],
) -> list[tuple[dict[str, Any], Tables] | BadInput]:
    """Of each document of one filing (bytes and LANDINGS row), its row of DOCUMENTS with its facts and passages.

    They are read as one document set. In place of a document that cannot be used, its fault.
    """
    filing = FilingKey(*(files[0][1][key] for key in ("cik", "accession", "form", "filed", "accepted_at")))
    read = extract_documents([(data, landed["document"]) for data, landed in files], filing)
    more = _incomplete_set(read, filing.form)
    done: list[tuple[dict[str, Any], Tables] | BadInput] = []
    for found, (_, landed) in zip(read, files, strict=True):
        if isinstance(found, BadInput):
            done.append(found)
        else:
            row = document_row(landed, found.source_kind, found.facts.height, (*found.damage, *more))
            done.append((row, {"facts": found.facts, "passages": found.passages}))
    return done


def _incomplete_set(read: Sequence[Extraction | BadInput], form: str | None) -> list[Damage]:
    """The damage of a report without any number of its statements: they are in a document that was not read.

    An amendment may well have none, and a document that cannot be read has its own fault.
    """
    facts = [one.facts for one in read if not isinstance(one, BadInput)]
    if form not in PERIODIC_FORMS or form.endswith("/A") or len(facts) < len(read):
        return []
    numbers = pl.concat(facts).filter("is_numeric")["concept"]
    if not numbers.str.contains(_BESIDE_STATEMENTS).all():
        return []
    message = "the document set is not complete: only facts of the cover page, and no statement, in what was available"
    return [Damage("set_incomplete", message)]


def summarise(
    cik: str, tables: Tables, *, changed: bool, read: list[str] | None = None, kept: list[str] | None = None
) -> CompanyBuild:
    """The result of a build, from the tables as they are now."""
    return CompanyBuild(
        cik,
        changed,
        {name: table.height for name, table in tables.items()},
        tuple(read or ()),
        tuple(kept or ()),
        damages(tables["documents"]),
    )


def damages(documents: pl.DataFrame) -> tuple[str, ...]:
    """Damaged documents that were used anyway, as "document: problem"."""
    damaged = documents.filter(pl.col("damage").is_not_null())
    return tuple(f"{row['document']}: {row['damage']}" for row in damaged.iter_rows(named=True))


@dataclass
class _Reading:
    """Reads the files of one company, one after the other."""

    cik: str
    store: RawStore
    previous: Tables | None
    faults: list[BadInput] = field(default_factory=list)
    is_stopped: bool = False
    read: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def take(self, landed: Mapping[str, Any]) -> None:
        """Add the rows of one landed answer of the API, or its fault."""
        readers = {"companyfacts": self._take_companyfacts}
        try:
            readers.get(landed["kind"], self._take_submissions)(landed)
        except BadInput as fault:
            self._note(fault, landed)
            self.is_stopped = True

    def tables(self) -> Tables:
        """All tables but the landing. Facts get form, day and time of acceptance from the list of filings."""
        tables = {name: pl.concat([frame([], schema), *self.parts.get(name, [])]) for name, schema in SCHEMAS.items()}
        filings = correct_acceptance(tables["filings"].unique("accession", keep="first", maintain_order=True))
        return tables | {
            "filings": filings,
            "facts": with_filing(tables["facts"], filings, ("form", "filed", "accepted_at")),
            "companyfacts": with_filing(tables["companyfacts"], filings, ("accepted_at",)),
            "documents": frame(self.documents, DOCUMENTS),
        }

    def _take_submissions(self, landed: Mapping[str, Any]) -> None:
        """A submissions file or an older page of it. Always read, since it is cheap."""
        found = read_list(self.store.get(landed["sha256"]), landed["document"], self.cik)
        self._add({"company": found.company, "filings": found.filings})
        self.documents.append(document_row(landed, "submissions", found.filings.height))

    def _take_companyfacts(self, landed: Mapping[str, Any]) -> None:
        """The companyfacts answer."""
        if self._keep(landed, ("companyfacts",)):
            return
        facts = read_totals(self.store.get(landed["sha256"]), landed["document"], self.cik)
        self._add({"companyfacts": facts})
        self.documents.append(document_row(landed, "companyfacts", facts.height))
        self.read.append(landed["address"])

    def take_filing(self, landed: Sequence[Mapping[str, Any]]) -> None:
        """Add the rows of the XBRL documents of one filing. They are kept together, or read together."""
        known = [self._known(one) for one in landed]
        if all(known) and self._were_together(landed):
            for one in landed:
                self._keep(one, ("facts", "passages"))
            return
        try:  # an altered raw store fails the whole company
            read = read_documents([(self.store.get(one["sha256"]), one) for one in landed])
        except BadInput as fault:
            self._note(fault, landed[0])
            self.is_stopped = True
            return
        for one, done in zip(landed, read, strict=True):
            if isinstance(done, BadInput):
                self._note(done, one)
            row, tables = (unreadable_row(one, done), {}) if isinstance(done, BadInput) else done
            self._add(tables)
            self.documents.append(row)
            self.read.append(one["address"])

    def _were_together(self, landed: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the last build read exactly these documents of the filing."""
        before = self.previous["documents"].filter(accession=landed[0]["accession"]) if self.previous else None
        return before is not None and set(before["document"]) == {one["document"] for one in landed}

    def _note(self, fault: BadInput, landed: Mapping[str, Any]) -> None:
        """Record a fault, with the address that the file came from."""
        is_named = fault.file == landed["document"]
        file = landed["address"] if is_named else fault.file
        self.faults.append(BadInput(file, fault.problem, fault.remedy, fault.place))

    def _keep(self, landed: Mapping[str, Any], names: tuple[str, ...]) -> bool:
        """Keep the rows of a file that the last build read with this code; returns whether it did."""
        known = self._known(landed)
        if self.previous is None or known is None:
            return False
        is_part = pl.lit(value=True) if landed["kind"] == "companyfacts" else _is_of(landed)
        self._add({name: self.previous[name].filter(is_part) for name in names})
        self.documents.append(known | {"address": landed["address"]})
        self.kept.append(landed["address"])
        return True

    def _known(self, landed: Mapping[str, Any]) -> dict[str, Any] | None:
        """The DOCUMENTS row of a file that the last build read with this code, if its bytes are the same."""
        if self.previous is None:
            return None
        is_unchanged = (pl.col("sha256") == landed["sha256"]) & (pl.col("extractor") == EXTRACTOR)
        is_kind = (pl.col("source_kind") == "companyfacts") == (landed["kind"] == "companyfacts")
        known = self.previous["documents"].filter(_is_of(landed) & is_unchanged & is_kind).to_dicts()
        return known[0] if known else None

    def _add(self, tables: Tables) -> None:
        """Add rows to tables."""
        for name, rows in tables.items():
            self.parts.setdefault(name, []).append(rows)


def _is_of(landed: Mapping[str, Any]) -> pl.Expr:
    """Whether a row of a table is of this file."""
    is_filing: pl.Expr = pl.col("accession").eq_missing(pl.lit(landed["accession"], pl.String))
    is_document: pl.Expr = pl.col("document") == landed["document"]
    return is_filing & is_document
