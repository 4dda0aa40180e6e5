"""What a version quarantines that the version published before it did not.

Contains the comparison, which publication records in the manifest, and one line for each item. Why an item is
quarantined is in `ops.quarantine`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

from orchestration.release.versions import manifest_of
from orchestration.runtime.paths import Home

#: Key of the manifest: ids (ops.quarantine.quarantine_id) of the items that the version before did not have.
NEWLY_QUARANTINED: Final = "newly_quarantined"


def new_ids(database: Path, before: Path) -> list[str]:
    """Ids of items that this published file quarantines and the file before does not; all where that has none.

    A file without ops.quarantine, or one that cannot be read, has no items.
    """
    now, earlier = (
        set() if items is None else set(items["quarantine_id"]) for items in map(quarantined_items, (database, before))
    )
    return sorted(now - earlier)


def newly_quarantined(home: Home) -> pl.DataFrame:
    """The rows of ops.quarantine of the published version that the version before it did not have."""
    ids = (manifest_of(home.published) or {}).get(NEWLY_QUARANTINED, [])
    items = quarantined_items(home.published_file) if ids else None
    return pl.DataFrame() if items is None else items.filter(pl.col("quarantine_id").is_in(ids))


def quarantined_items(database: Path) -> pl.DataFrame | None:
    """ops.quarantine of a published file, by company; None where it has no such table, or cannot be read."""
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            items: pl.DataFrame = con.sql("from ops.quarantine order by ticker, accession, document, fact_no").pl()
            return items
    except duckdb.Error:
        return None


def item_line(item: Mapping[str, Any]) -> str:
    """A row of ops.quarantine in one line: company, what, why, and how it is accepted or retried."""
    what = " ".join(part for part in (item["ticker"], item["form"], item["accession"]) if part)
    fact = "" if item["fact_no"] is None else f", fact {item['fact_no']}"
    reason = " ".join(item["reason"].split()).rstrip(".")
    name = item["quarantine_id"]
    remedy = (
        f"If the filing has this value, accept it with a row in data/reference/accepted_values.csv and refresh "
        f"(`tributary quarantine show {name}` has the details)"
        if item["scope"] == "value"
        else f"Fix it at its origin, then `tributary quarantine retry {name}`"
    )
    return f"{what}, {item['document']}{fact}: {reason}. {remedy}."
