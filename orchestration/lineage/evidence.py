"""Where a row can be looked up: the sources that it cites, the filings and facts that it names, its curated rows.

A source is found by its exact source_id in ops.citations. Reads the published file; curated rows also come from the
curated tables of the data directory, while these are the ones that the published file was built from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from orchestration.lineage.explanation import Evidence
from orchestration.lineage.graph import Parent
from orchestration.lineage.row_query import Row, rows
from sources.reference.tables import TABLES, Table

#: Columns with the day on which the source_id of a row was known or made its statement, the most telling first.
DATES: Final = ("known_on", "state_as_of", "stated_on", "about_on")
CURATED_DATES: Final = ("known_on", "known_date", "as_of", "state_as_of", "stated_on")
#: Kinds of columns of curated tables that hold no value: texts, and keys of other tables.
NO_VALUES: Final = ("string", "enum", "ticker", "cik", "names", "regex")
#: Number of values of a curated row that are shown.
SHOWN_VALUES: Final = 5
SHOWN_ROWS: Final = 8
LONGEST_ID: Final = 20


def names_in(text: object) -> list[str]:
    """The names in a list as published tables write it, with commas or semicolons between."""
    return [name for name in re.split(r"[;,]\s*", str(text or "")) if name]


@lru_cache(maxsize=1000)
def citation(con: duckdb.DuckDBPyConnection, source_id: str) -> Row:
    """The source with exactly this source_id: its title, publisher and url, null where none is known."""
    query = "select title as source_title, publisher, url as source_url from ops.citations where source_id = $source_id"
    found = rows(con, query, {"source_id": source_id})
    return found[0] if found else {"source_title": "not in ops.citations", "publisher": None, "source_url": None}


def row_evidence(con: duckdb.DuckDBPyConnection, row: Row) -> Iterator[Evidence]:
    """The sources, filings and facts that a published row names itself."""
    if row.get("accession") and row.get("document") and row.get("fact_no") is not None:
        yield from _fact(con, row)
    else:
        for column, value in row.items():
            if re.search(r"accessions?$", column):
                yield from (_filing(con, accession, row.get("cik")) for accession in names_in(value))
    date = next((str(row[column]) for column in DATES if row.get(column)), None)
    for column, value in row.items():
        if re.search(r"source_ids?$", column):
            for source_id in names_in(value):
                is_own = column in ("source_id", "source_ids")
                yield cited(con, source_id, date if column == "source_id" else None, "" if is_own else column)
    if row.get("url") and row.get("sha256"):
        yield Evidence(
            "document",
            str(row.get("source_name") or row.get("document")),
            f"sha256 {row['sha256'][:16]}…",
            url=row["url"],
        )
    elif row.get("url") and "source_id" in row:
        yield Evidence("document", str(row["source_id"]), "its address", url=row["url"])


def cited(con: duckdb.DuckDBPyConnection, source_id: str, date: str | None, column: str = "") -> Evidence:
    """A cited source; `column` is the column that cites it, where that is another than source_id."""
    source = citation(con, source_id)
    publisher = f", {source['publisher']}" if source["publisher"] else ""
    role = f" ({column})" if column else ""
    return Evidence("source", source_id, f"{source['source_title']}{publisher}{role}", date, source["source_url"])


def fact_evidence(facts: Sequence[Row]) -> list[Evidence]:
    """Facts of ops.metric_facts, each with what it gives and the document that it is in."""
    return [
        Evidence(
            "fact",
            fact["accession"],
            f"{fact['form']}, {fact['document']}, fact {_fact_name(fact)}: {fact['concept']} "
            f"{fact['geography']} {fact['period_start']} to {fact['period_end']} = {fact['value_usd']:,.0f} USD",
            str(fact["known_at"])[:10],
            fact["url"],
        )
        for fact in facts
    ]  # fmt: skip


def curated_rows(
    con: duckdb.DuckDBPyConnection, parents: Sequence[Parent], row: Row, grain: Sequence[str], reference: Path | None
) -> list[Evidence]:
    """The rows of curated files that a published row is made of: those whose key the row has.

    Files whose rows cite no source, such as the list of companies, come last.
    """
    found: list[Evidence] = []
    without_source: list[Evidence] = []
    for parent in parents:
        table = next((one for one in TABLES if one.name == parent.table), None)
        if parent.kind != "curated" or table is None or table.name == "sources":
            continue
        keys = _keys_in(table, row)
        is_own = set(keys) == set(grain)
        names = [c.name for c in table.columns if c.name not in keys and c.kind not in NO_VALUES]
        read = [name for name in names if name in parent.names or (is_own and name in row)]
        for curated in [one for key in _keys(keys, row) for one in _curated(con, reference, table.name, key)]:
            values = [f"{name} {_short(curated[name])}" for name in read if curated.get(name) is not None]
            named = ", ".join(f"{name} {curated.get(name, row.get(name))}" for name in _key_of(table, curated, keys))
            text = ": ".join(filter(None, (named, ", ".join(values[:SHOWN_VALUES]))))
            if not cites_sources(table.name):
                without_source.append(Evidence("list", f"{table.name}.csv", text))
            elif values or is_own:
                found.append(Evidence("curated", f"{table.name}.csv", text))
                if curated.get("source_id"):
                    day = next((str(curated[name]) for name in CURATED_DATES if curated.get(name)), None)
                    found.append(cited(con, curated["source_id"], day))
    return [*found, *without_source]


def _keys_in(table: Table, row: Row) -> tuple[str, ...]:
    """The key of a curated table that a row has, or two or more columns of it; empty without."""
    for unique in table.unique:
        keys = tuple(key for key in unique if row.get(key) is not None or (len(unique) == 1 and keys_of(key, row)))
        if keys == unique or len(keys) > 1:
            return keys
    return ()


def names_values(column: str, key: str) -> bool:
    """Whether a column has values of a key: the key itself, a list such as `claim_ids`, or `first_claim_id`."""
    return column in (key, f"{key}s") or (key.endswith("_id") and column.endswith((f"_{key}", f"_{key}s")))


def keys_of(key: str, row: Row) -> list[str]:
    """The values that the columns of a row give for a key."""
    columns = [name for name in row if names_values(name, key)]
    return list(dict.fromkeys(value for name in columns for value in names_in(row[name])))


def _keys(keys: tuple[str, ...], row: Row) -> list[Row]:
    """The keys of curated rows: one of several columns, or each value that the row gives for a single one."""
    if len(keys) == 1:
        return [{keys[0]: value} for value in keys_of(keys[0], row)]
    return [{name: row[name] for name in keys}] if keys else []


def _key_of(table: Table, curated: Row, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The whole key of a curated row, of which `keys` are a part; these alone where the row is not available."""
    return next((unique for unique in table.unique if set(keys) <= set(unique) and curated), keys)


def holds_figures(table: str) -> bool:
    """Whether a curated table has figures of others: its rows have the day when each became known."""
    names = {"known_date", "known_on"}
    return any(one.name == table and names & {column.name for column in one.columns} for one in TABLES)


def cites_sources(table: str) -> bool:
    """Whether the rows of a curated table cite a source each."""
    return any(one.name == table and any(c.name == "source_id" for c in one.columns) for one in TABLES)


def _curated(con: duckdb.DuckDBPyConnection, reference: Path | None, table: str, key: Row) -> list[Row]:
    """The rows of a curated table with this key; an empty row where the table is not available as built."""
    if reference is None or not _as_built(con, reference, f"{table}.csv"):
        return [{}]
    file = reference / f"{table}.parquet"
    data = _table(file, file.stat().st_mtime_ns)
    return [one for one in data if all(str(one[name]) == str(value) for name, value in key.items())][:SHOWN_ROWS]


@lru_cache(maxsize=100)
def _table(file: Path, changed: int) -> list[Row]:  # noqa: ARG001 - the time of change is a part of the key
    return pl.read_parquet(file).to_dicts()


def _as_built(con: duckdb.DuckDBPyConnection, reference: Path, file: str) -> bool:
    """Whether the data directory still has the curated file that the published file was built from."""
    listing = reference / "reference_files.parquet"
    if not listing.is_file():
        return False
    now = [one["sha256"] for one in _table(listing, listing.stat().st_mtime_ns) if one["name"] == file]
    query = "select sha256 from ops.sources where source_group = 'reference' and source_name = $file"
    return now == [row["sha256"] for row in rows(con, query, {"file": file})]


def _fact(con: duckdb.DuckDBPyConnection, row: Row) -> list[Evidence]:
    query = (
        "from ops.metric_facts where cik = $cik and accession = $accession and source_kind = $source_kind"
        " and document = $document and fact_no = $fact_no limit 1"
    )
    key = {name: row[name] for name in ("cik", "accession", "source_kind", "document", "fact_no")}
    return fact_evidence(rows(con, query, key))


@lru_cache(maxsize=1000)
def _filing(con: duckdb.DuckDBPyConnection, accession: str, cik: str | None) -> Evidence:
    """A filing by its accession number: form, day, and its document's address, else that of its index at the SEC."""
    known = rows(con, "from ops.coverage where accession = $accession limit 1", {"accession": accession})
    query = "select url from ops.sources where source_group = 'edgar' and accession = $accession order by all limit 1"
    document = rows(con, query, {"accession": accession})
    filed = known[0] if known else {"form": "filing", "filed": None, "cik": cik}
    folder = accession.replace("-", "")
    index = f"https://www.sec.gov/Archives/edgar/data/{int(filed['cik'])}/{folder}/" if filed["cik"] else None
    url = document[0]["url"] if document else index
    return Evidence("filing", accession, str(filed["form"]), str(filed["filed"]) if filed["filed"] else None, url)


def _fact_name(fact: Row) -> str:
    """The fact's id in its document, the start of one that a program made up, or its number."""
    name = str(fact["fact_id"] or fact["fact_no"])
    return name if len(name) <= LONGEST_ID else f"{name[:LONGEST_ID]}…"


def _short(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text
