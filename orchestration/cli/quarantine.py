"""`tributary quarantine`: list, show and retry quarantined filings and facts; list and show figures not plausible."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
from filelock import Timeout
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.cli.figures import console
from orchestration.cli.origin import named_origin
from orchestration.quality.quarantine import quarantined, try_again
from orchestration.release.recovery import RefreshLock
from orchestration.runtime.paths import Home


def list_items(home_argument: Path | None) -> int:
    """Print a line for each quarantined item, and for each figure that is withheld as not plausible."""
    home = Home.find(home_argument)
    items, values = quarantined(home), withheld_values(home)
    out = console()
    if items.is_empty() and values.is_empty():
        out.print("Nothing is quarantined.")
        return 0
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("id", "what", "filing", "document", "since", "reason"):
        table.add_column(name, no_wrap=name in ("id", "what", "filing", "since"), overflow="fold")
    for item in items.iter_rows(named=True):
        what = item["scope"] if item["fact_no"] is None else f"fact {item['fact_no']}"
        filing = f"{item['form'] or ''} {item['accession'] or ''}".strip()
        since = f"{item['set_aside_at']:%Y-%m-%d}"
        row = (item["quarantine_id"], what, filing, item["document"], since, item["reason"])
        table.add_row(*map(Text, row))  # not parsed: text of a filing may look like markup
    for value in values.iter_rows(named=True):
        filing = f"{value['form'] or ''} {value['accession']}".strip()
        row = (value["quarantine_id"], "value", filing, value["document"], f"{value['filed'] or ''}", value["reason"])
        table.add_row(*map(Text, row))
    out.print(table)
    if not items.is_empty():
        out.print(
            "Fix the file at its origin, then run `tributary quarantine retry ID`; `show ID` has all details.",
            highlight=False,
        )
    if not values.is_empty():
        out.print(
            "Compare each value with its filing. If it is true, accept it with a row in data/reference/"
            "accepted_values.csv and refresh; if not, it stays withheld until a filing gives another.",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    return 0


def withheld_values(home: Home) -> pl.DataFrame:
    """The figures that the published version withholds as not plausible: rows of ops.quarantine, of scope value."""
    if not home.published_file.is_file():
        return pl.DataFrame(schema={"quarantine_id": pl.String(), "accession": pl.String()})
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        found: pl.DataFrame = con.sql("from ops.quarantine where scope = 'value' order by accession, fact_no").pl()
        return found


def show(home_argument: Path | None, names: list[str]) -> int:
    """Print all details of these items or figures; 1 when one is not quarantined."""
    home = Home.find(home_argument)
    items = pl.concat([quarantined(home), withheld_values(home)], how="diagonal_relaxed")
    out = console()
    for item in _chosen(items, names).iter_rows(named=True):
        for name, value in item.items():
            if value is not None:
                out.print(f"{name:>14}  {value}", markup=False, highlight=False, soft_wrap=True)
        out.print()
    return 0 if _are_there(items, names, out) else 1


def retry(home_argument: Path | None, edgar_argument: str | None, names: list[str]) -> int:
    """Read these items again (all, when none is given), and refresh; the exit status of the refresh.

    Filings come from their origin at the time of quarantine, unless `edgar_argument` names another.
    """
    from orchestration.cli.refresh import BUSY, refresh

    if edgar_argument is not None:
        named_origin(edgar_argument)  # an empty one is an error
    home = Home.find(home_argument)
    items = quarantined(home)
    out = console()
    if not _are_there(items, names, out):
        return 1
    if items.is_empty():
        out.print("Nothing is quarantined.")
        return 0
    chosen = _chosen(items, names) if names else items
    try:
        with RefreshLock(home):
            try_again(chosen, home)
    except Timeout:
        out.print(f"Another refresh is running on {home.root}. Wait for it to end.", style="red", highlight=False)
        return BUSY
    status = refresh(edgar_argument or chosen["origin"][0], home.root, force=True)
    left = quarantined(home).filter(pl.col("quarantine_id").is_in(chosen["quarantine_id"]))
    out.print(f"Retried: {chosen.height}. Still quarantined: {left.height}.", highlight=False)
    return status


def _chosen(items: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The quarantined items with these ids or accessions."""
    return items.filter(pl.col("quarantine_id").is_in(names) | pl.col("accession").is_in(names))


def _are_there(items: pl.DataFrame, names: list[str], out: Console) -> bool:
    """Whether all of these are quarantined; prints those that are not."""
    missing = [name for name in names if _chosen(items, [name]).is_empty()]
    if missing:
        text = f"Not quarantined: {', '.join(missing)}. `tributary quarantine list` lists all items."
        out.print(text, style="red", highlight=False)
    return not missing
