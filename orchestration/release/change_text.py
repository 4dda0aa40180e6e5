"""A change of a headline figure in words and numbers: for the command line, the checks page and Dagster."""

from __future__ import annotations

from typing import Final

import polars as pl

NOTHING: Final = "–"


def as_text(changes: pl.DataFrame) -> list[dict[str, str]]:
    """Rows of ops.changes as texts: figure, period, before, now, change, because (with the reason of acceptance)."""
    return [
        {
            "figure": f"{row['headline']}, {row['measure'].replace('_', ' ')}",
            "period": " → ".join(dict.fromkeys(one for one in (row["period_before"], row["period"]) if one)),
            "before": value_text(row["value_before"], row["text_before"], row["unit"]),
            "now": value_text(row["value"], row["value_text"], row["unit"]),
            "change": NOTHING if row["change_share"] is None else f"{row['change_share']:+.1%}",
            "because": row["causes"] + (f"; accepted: {row['accepted_reason']}" if row["accepted_reason"] else ""),
        }
        for row in changes.iter_rows(named=True)
    ]


def value_text(value: float | None, text: str | None, unit: str) -> str:
    """A value in its unit: «58.50 mn» of US dollars, «13.11 %», «775,123»; texts as they are."""
    if text is not None:
        return text.replace("_", " ")
    if value is None:
        return NOTHING
    if unit == "USD":
        return f"{value / 1e6:,.2f} mn"
    return f"{value:.2%}" if unit == "share" else f"{value:,.0f}"
