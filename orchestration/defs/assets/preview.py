"""A table as Dagster shows it in metadata."""

from __future__ import annotations

import polars as pl


def as_markdown(table: pl.DataFrame, rows: int = 8) -> str:
    """The first rows as a Markdown table."""
    head = table.head(rows)
    lines = ["| " + " | ".join(head.columns) + " |", "|" + " --- |" * head.width]
    lines += ["| " + " | ".join("" if cell is None else str(cell) for cell in row) + " |" for row in head.iter_rows()]
    return "\n".join(lines)
