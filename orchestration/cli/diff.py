"""`tributary diff`: what changed from one version to another. `orchestration.release.comparison` compares them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.cli.figures import console
from orchestration.release.change_text import as_text
from orchestration.release.comparison import Comparison, Side, build_side, changed_rows, compare, published_side
from orchestration.release.versions import current_build, versions
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest, read_manifest
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
        manifest = read_manifest(ensure_manifest(home))
        if table is not None:
            _print_rows(changed_rows(*pair, table, manifest, SHOWN), table, out)
            return DONE
        found = compare(*pair, manifest)
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


def _pair(home: Home, before: str | None, after: str | None) -> tuple[Side, Side] | None:
    """The two versions; None when there are not two."""
    kept = [one.build_id for one in versions(home) if one.manifest]
    current, built = current_build(home), build_side(home)
    if before is None:  # what a stopped build would change, else what the published version changed
        if built and current and built.manifest["build_id"] > current:
            before, after = current, BUILD
        else:
            before, after = next((name for name in kept if current and name < current), None), current
    after = after or current
    if before is None or after is None:
        return None
    first, second = (_side(home, name, kept, built) for name in (before, after))
    return first, second


def _side(home: Home, name: str, kept: list[str], built: Side | None) -> Side:
    """The version whose id begins so, or the last build. Raises BadInput when there is none, or there are several."""
    if name == BUILD and built:
        return built
    named = [one for one in kept if one.startswith(name)]
    found = published_side(home.published / "versions" / named[0]) if len(named) == 1 else None
    if found is None:
        problem = f"{len(named)} versions begin with it" if named else "no version has this id"
        raise BadInput(name, problem, f"Name one of: {', '.join(kept) or 'none is kept'}; or {BUILD}, the last build")
    return found


def _print(found: Comparison, out: Console) -> None:
    out.print(f"From {found.from_build_id} to {found.build_id}.", highlight=False)
    if found.headlines is None:
        out.print("Headline figures are not compared: one of the versions is older than ops.headline_values.")
    elif found.headlines.is_empty():
        out.print("No headline figure moved.")
    else:
        beyond = found.stopping.height
        unexplained = f", {beyond} beyond tolerance without new evidence" if beyond else ""
        out.print(_headline_table(found.headlines))
        out.print(f"{found.headlines.height} headline figures moved{unexplained}.", highlight=False)
    if found.tables.is_empty():
        out.print("No row of any table differs.")
    else:
        out.print(_row_table(found.tables))
        out.print("`--table TABLE` shows the rows.", highlight=False)
    if not found.stopping.is_empty():
        out.print(
            "Moved without a new filing or curated row: such a build is not published. If a figure is right, add its"
            " row to data/reference/accepted_changes.csv, with the reason, and refresh:",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
        out.print(_acceptance(found.stopping), markup=False, highlight=False, soft_wrap=True)


def _headline_table(changes: pl.DataFrame) -> Table:
    """Headline figures that moved, as a table: before, now, by how much, because of what."""
    table = Table(title="Headline figures that moved", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("figure", "period", "before", "now", "change", "because of"):
        is_number = name in ("before", "now", "change")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    for row, texts in zip(changes.iter_rows(named=True), as_text(changes), strict=True):
        table.add_row(*map(Text, texts.values()), style="red" if row["stops_publication"] else None)
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


def _acceptance(changes: pl.DataFrame) -> str:
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
