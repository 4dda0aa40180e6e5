"""The article's claims by verdict."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.theme import Theme, data, styled, tooltip
from orchestration.report.verdicts import VERDICTS


def verdicts(frame: pl.DataFrame, theme: Theme) -> Any:
    """Bars: how many claims have each verdict; verdicts without claims are left out."""
    if frame.is_empty():
        return None
    counts = {verdict: frame.filter(verdict=verdict).height for verdict in sorted(set(frame["verdict"]), key=_place)}
    rows: list[dict[str, Any]] = [
        {"verdict": formatting.plain(verdict), "claims": count, "tip": f"{count} claims: {formatting.plain(verdict)}"}
        for verdict, count in counts.items()
    ]
    order = [row["verdict"] for row in rows]
    base = alt.Chart(data(rows)).encode(
        x=alt.X("claims:Q", axis=None),
        y=alt.Y("verdict:N", sort=order, axis=alt.Axis(labelLimit=200, ticks=False, domain=False, title=None)),
    )
    chart = alt.layer(
        base.mark_bar(size=16).encode(
            color=alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=order, range=[theme.colour(VERDICTS.get(name, "grey")) for name in counts]),
                legend=None,
            ),
            **tooltip(),
        ),
        base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("claims:Q")),
        width=theme.width - 200,
        height=26 * len(rows),
    )
    return styled(chart, theme)


def _place(verdict: str) -> int:
    return list(VERDICTS).index(verdict) if verdict in VERDICTS else len(VERDICTS)
