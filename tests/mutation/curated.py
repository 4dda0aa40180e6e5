"""What goes wrong with curated tables, and what changes without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from tests.mutation.harness import Frames, Mutation

DECLARED = "rows_match_declaration"
YIELDS, REGIMES = ("landing.yield_estimates", DECLARED), ("landing.levy_regimes", DECLARED)


def first_row(table: str, **values: Any) -> Callable[[Frames], Frames]:
    """Put other values into the first row of a table."""

    def change(frames: Frames) -> Frames:
        frame = frames[table]
        is_first = pl.int_range(pl.len()) == 0
        return {
            table: frame.with_columns(
                pl.when(is_first).then(pl.lit(value, frame.schema[name])).otherwise(pl.col(name)).alias(name)
                for name, value in values.items()
            )
        }

    return change


def table(name: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[[Frames], Frames]:
    return lambda frames: {name: change(frames[name])}


def more(name: str, **values: Any) -> Callable[[Frames], Frames]:
    """One more row, like the first but for these values, and in the list of files too."""

    def change(frames: Frames) -> Frames:
        frame = frames[name]
        row = frame.head(1).with_columns(pl.lit(value, frame.schema[key]).alias(key) for key, value in values.items())
        files = frames["reference_files"]
        is_it = pl.col("name") == f"{name}.csv"
        count = pl.when(is_it).then(pl.col("row_count") + 1).otherwise(pl.col("row_count")).alias("row_count")
        return {name: pl.concat([frame, row]), "reference_files": files.with_columns(count)}

    return change


def in_percent(frame: pl.DataFrame) -> pl.DataFrame:
    shares = [name for name in frame.columns if name.endswith("_share")]
    return frame.with_columns((pl.col(name) * 100).cast(frame.schema[name]) for name in shares)


def dates_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.selectors.date().cast(pl.String))


HARM = [
    Mutation("yields in percent", "curated", table("yield_estimates", in_percent), YIELDS),
    Mutation("a rate in percent", "curated", first_row("levy_regimes", rate_share=Decimal(15)), REGIMES),
    Mutation("low above high", "curated",
             first_row("yield_estimates", low_share=Decimal("0.9"), high_share=Decimal("0.1")), YIELDS),
    Mutation("a claim without a source", "curated", first_row("capacity_estimates", source_id=None),
             ("landing.capacity_estimates", DECLARED)),
    Mutation("a report called a document", "curated", first_row("yield_estimates", confidence="document"), YIELDS),
    Mutation("a source that is not listed", "curated", first_row("yield_estimates", source_id="hearsay"),
             YIELDS),
    Mutation("an id twice", "curated", table("chips", lambda f: f.with_columns(chip_id=pl.col("chip_id").first())),
             ("landing.chips", DECLARED)),
    Mutation("a word that is not known", "curated", first_row("levy_regimes", status="maybe"),
             REGIMES),
    Mutation("a regime that ends before it begins", "curated",
             first_row("levy_regimes", effective_from=date(2026, 1, 15), effective_to=date(2025, 1, 15)),
             REGIMES),
    Mutation("a bound without its value", "curated", first_row("capacity_estimates", low_bound="closed", low=None),
             ("landing.capacity_estimates", DECLARED)),
    Mutation("dates as text", "curated", table("catalysts", dates_as_text),
             ("landing.catalysts", "columns_match_contract")),
    Mutation("a column dropped", "curated", table("licensed_revenue", lambda f: f.drop("confidence")),
             ("landing.licensed_revenue", "columns_match_contract")),
    Mutation("an emptied table", "curated", table("sources", lambda f: f.clear()),
             ("landing.sources", "rows_match_file")),
    Mutation("a row lost", "curated", table("levy_scenarios", lambda f: f.head(-1)),
             ("landing.levy_scenarios", "rows_match_file")),
    Mutation("a product swapped for one that is not listed", "curated", first_row("licensed_revenue", chip_id="gaudi3"),
             ("landing.licensed_revenue", DECLARED)),
    Mutation("a fact read by hand without its number", "curated",
             table("curated_facts", lambda f: f.with_columns(pl.col("value").cast(pl.String))),
             ("landing.curated_facts", "columns_match_contract")),
]  # fmt: skip

HARMLESS = [
    Mutation("untouched", "curated", lambda _: {}, None),
    Mutation("rows in another order", "curated", lambda frames: {n: f.reverse() for n, f in frames.items()}, None),
    Mutation("an extra source", "curated", more("sources", source_id="another"), None),
    Mutation("an extra chip", "curated", more("chips", chip_id="another", chip="Another"), None),
    Mutation("an extra claim", "curated", more("yield_estimates", claim_id="Y999"), None),
]  # fmt: skip
