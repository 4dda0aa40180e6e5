"""`tributary diff`: what changed from one version to another. `orchestration.release.comparison` compares them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.cli.figures import console
from orchestration.release.change_text import as_text, is_stopping
from orchestration.release.comparison import Comparison, changed_rows, compare, other_code, other_origin
from orchestration.release.versions import current_build, manifest_of, versions
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest, read_manifest
from orchestration.warehouse.fingerprint import code_hash, git_commit
from sources.errors import BadInput

DONE, FAILED, NOTHING = 0, 1, 3
#: The last build, also when it was not published.
BUILD: Final = "build"
#: Rows of one table that are shown.
SHOWN: Final = 50
#: Figures of one table that are accepted one by one; more are accepted together.
ONE_BY_ONE: Final = 5


def diff(home_argument: Path | None, before: str | None, after: str | None, table: str | None, *, as_json: bool) -> int:
    """Print what changed; 0, or 1 when a version cannot be read, 3 when there are not two versions."""
    home = Home.find(home_argument)
    out, errors = console(), console(stderr=True)
    try:
        pair = _pair(home, before, after)
        if pair is None:
            text = f"There are not two versions in {home.published} to compare. `tributary versions` lists them."
            errors.print(text, highlight=False, soft_wrap=True)
            return NOTHING
        (was, its), (now, other) = pair
        manifest = read_manifest(ensure_manifest(home))
        if table is not None:
            _print_rows(changed_rows(was, now, table, manifest, SHOWN), table, out)
            return DONE
        found = compare(was, now, manifest, other_code(its, other), other_origin(its, other))
    except KeyError:
        return _fail(errors, f"{table} is not a table of both versions. `tributary diff` lists the tables that differ.")
    except duckdb.Error as fault:
        return _fail(errors, f"A version cannot be read: {fault}. `tributary versions` says which are damaged.")
    except BadInput as fault:
        return _fail(errors, str(fault))
    if as_json:
        out.print_json(json.dumps(_as_dict(found), default=str))
    else:
        _print(found, out)
    return DONE


def _pair(
    home: Home, before: str | None, after: str | None
) -> tuple[tuple[Path, Mapping[str, Any]], tuple[Path, Mapping[str, Any]]] | None:
    """Database file and manifest of the two versions; None when there are not two."""
    kept = [one.build_id for one in versions(home) if one.manifest]
    current = current_build(home)
    built = _last_build(home)
    if before is None:  # what a stopped build would change, else what the published version changed
        earlier = [name for name in kept if current and name < current]
        before, after = (
            (current, BUILD) if built and current and built > current else (next(iter(earlier), None), current)
        )
    after = after or current
    if before is None or after is None:
        return None
    return _version(home, before, kept), _version(home, after, kept)


def _version(home: Home, name: str, kept: list[str]) -> tuple[Path, Mapping[str, Any]]:
    if name == BUILD:
        if _last_build(home) is None:
            raise BadInput(str(home.build_database), "no build is there", "Run `tributary refresh` first")
        with duckdb.connect(str(home.build_database), read_only=True) as con:
            edgar = con.execute("select edgar from ops.refresh where is_current").fetchall()[0][0]
        inputs = {"code": code_hash(home.dbt_project)}
        return home.build_database, {"inputs": inputs, "git_commit": git_commit(), "runs": [{"edgar": edgar}]}
    named = [one for one in kept if one.startswith(name)]
    if len(named) != 1:
        several = f"{len(named)} versions begin with it" if named else "no version has this id"
        raise BadInput(name, several, f"Name one of: {', '.join(kept) or 'none is kept'}; or {BUILD}, the last build")
    folder = home.published / "versions" / named[0]
    return folder / "tributary.duckdb", manifest_of(folder) or {}


def _last_build(home: Home) -> str | None:
    """The id of the build in the build database; None when there is none."""
    if not home.build_database.is_file():
        return None
    try:
        with duckdb.connect(str(home.build_database), read_only=True) as con:
            return str(con.execute("select build_id from ops.refresh where is_current").fetchall()[0][0])
    except (duckdb.Error, IndexError):  # it is being built, or was not finished
        return None


def _print(found: Comparison, out: Console) -> None:
    out.print(f"From {found.from_build_id} to {found.build_id}.", highlight=False)
    if found.headlines is None:
        out.print("Headline figures are not compared: one of the versions is older than ops.headline_values.")
    elif found.headlines.is_empty():
        out.print("No headline figure moved.")
    else:
        beyond = found.unexplained.height
        unexplained = f", {beyond} beyond tolerance without new evidence" if beyond else ""
        out.print(headline_changes(found.headlines))
        out.print(f"{found.headlines.height} headline figures moved{unexplained}.", highlight=False)
    if found.tables.is_empty():
        out.print("No row of any table differs.")
    else:
        out.print(_row_table(found.tables))
        out.print("`--table TABLE` shows the rows.", highlight=False)
    if not found.unexplained.is_empty():
        out.print(
            "Moved without a new filing or curated row: such a build is not published. If a figure is right, add its"
            " row to data/reference/accepted_changes.csv, with the reason, and refresh:",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
        out.print(acceptance(found.unexplained), markup=False, highlight=False, soft_wrap=True)


def headline_changes(changes: pl.DataFrame) -> Table:
    """Headline figures that moved, as a table: before, now, by how much, because of what."""
    table = Table(title="Headline figures that moved", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("figure", "period", "before", "now", "change", "because of"):
        is_number = name in ("before", "now", "change")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    for row, texts in zip(changes.iter_rows(named=True), as_text(changes), strict=True):
        table.add_row(*map(Text, texts.values()), style="red" if is_stopping(row) else None)
    return table


def _row_table(tables: pl.DataFrame) -> Table:
    table = Table(title="Rows", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("table", "before", "now", "added", "removed", "changed", "columns"):
        is_text = name in ("table", "columns")
        table.add_column(name, justify="left" if is_text else "right", no_wrap=name != "columns", overflow="fold")
    for row in tables.iter_rows(named=True):
        columns = [
            f"{word}{row[name]}"
            for name, word in (("changed_columns", ""), ("columns_added", "new: "), ("columns_removed", "gone: "))
            if row[name]
        ]
        counts = (row[f"rows_{name}"] for name in ("before", "now", "added", "removed", "changed"))
        table.add_row(row["table_name"], *("–" if one is None else f"{one:,}" for one in counts), "; ".join(columns))
    return table


def _print_rows(rows: pl.DataFrame, table: str, out: Console) -> None:
    if rows.is_empty():
        out.print(f"No row of {table} differs.", highlight=False)
        return
    shown = Table(title=table, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in rows.columns:
        shown.add_column(name, overflow="fold")
    for row in rows.iter_rows():
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out.print(shown)
    if rows.height == SHOWN:
        out.print(f"The first {SHOWN} rows.")


def acceptance(changes: pl.DataFrame) -> str:
    """Rows of accepted_changes.csv for these changes, without the day and the reason, which a person writes.

    A table of more than some figures has one row, with their number.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for (build, table), part in changes.group_by("from_build_id", "table_name", maintain_order=True):
        if part.height > ONE_BY_ONE:
            rows.writerow([build, table, "all", part.height, "YYYY-MM-DD", "REASON"])
            continue
        for row in part.iter_rows(named=True):
            value = "" if row["value"] is None else f"{row['value']:.10f}".rstrip("0").rstrip(".")
            rows.writerow([build, row["headline_id"], row["measure"], value, "YYYY-MM-DD", "REASON"])
    return text.getvalue().rstrip()


def _as_dict(found: Comparison) -> dict[str, Any]:
    return {
        "from_build_id": found.from_build_id,
        "build_id": found.build_id,
        "headlines": None if found.headlines is None else found.headlines.to_dicts(),
        "tables": found.tables.to_dicts(),
    }


def _fail(errors: Console, text: str) -> int:
    errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)
    return FAILED
