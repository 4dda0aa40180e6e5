"""Plausible values of the other curated tables, as data."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import Column, Table

RANGES: Final[tuple[Table, ...]] = (
    Table(
        "value_ranges",
        (
            Column("range_id"),
            Column("table_name"),
            # columns of that table; of a date its year, of classes `scope_windows@performance` or `@bandwidth`
            Column("column_names"),
            # which rows: column=value, with semicolons between; empty: all
            Column("applies_to", "conditions", required=False),
            Column("least", "decimal", required=False),
            Column("most", "decimal", required=False),
            Column("or_zero", "enum", values=("yes", "no"), default="no"),
            # the most that the largest of these columns may be of the smallest in one row
            Column("spread_factor", "positive", required=False),
            # a value is reported when every other claim on the same is further from it than this factor
            Column("agree_factor", "positive", required=False),
            Column("reason"),
        ),
        unique=(("range_id",), ("table_name", "column_names", "applies_to")),
        ordered=(("least", "most"),),
    ),
)
