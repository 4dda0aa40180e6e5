"""Yield claims as stated, each on its own die, and normalised to one die area."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.theme import Theme, data, shared, styled, tooltip

FOUNDRIES: Final = {"SMIC": "orange", "TSMC": "blue"}
PANELS: Final = {
    "As claimed": "yield_{}_share",
    "On a die of 666 mm²": "yield_on_666mm2_{}_share",
    "On a die of 100 mm²": "yield_on_100mm2_{}_share",
}


def yield_claims(frame: pl.DataFrame, theme: Theme) -> Any:
    """Ranges by claim in three panels, shares of good dies: as claimed, and normalised to a large and a small die.

    Hollow marks are claims that do not count in the consensus. Columns as in `yield_claims.sql`.
    """
    rows = []
    labels = _labels(frame.to_dicts())
    for row in frame.to_dicts():
        label = labels[row["claim_id"]]
        for panel, column in PANELS.items():
            low, mid, high = (row[column.format(part)] for part in ("low", "mid", "high"))
            if low is None and high is None:
                continue
            middle = mid if mid is not None else None
            shown = formatting.spread(formatting.share(low), formatting.share(high))
            rows.append(
                {
                    "claim": label,
                    "panel": panel,
                    "foundry": row["foundry"],
                    "counts": "counts in the consensus" if row["counts_in_consensus"] else "shown, does not count",
                    "low": low,
                    "mid": middle,
                    "high": high,
                    "tip": f"{row['claimant']} on {row['foundry']} {row['node_class']}, "
                    f"{row['product']}: {shown} {panel[0].lower()}{panel[1:]}"
                    + (f" ({formatting.plain(row['exclusion_reason'])})" if row["exclusion_reason"] else ""),
                }
            )
    if not rows:
        return None
    order = list(labels.values())
    filled = [panel for panel in PANELS if any(row["panel"] == panel for row in rows)]
    panels = [_panel(rows, order, panel, theme, number) for number, panel in enumerate(filled)]
    scales = shared("color", "fill")
    if theme.is_narrow:
        return styled(alt.vconcat(*panels, spacing=24, resolve=scales), theme)
    return styled(alt.hconcat(*panels, spacing=22, resolve=scales), theme)


def _panel(rows: list[dict[str, Any]], order: list[str], panel: str, theme: Theme, number: int) -> Any:
    mine = [row for row in rows if row["panel"] == panel]
    shown = [label for label in order if any(row["claim"] == label for row in mine)] if theme.is_narrow else order
    axis = alt.Axis(
        labelLimit=310, ticks=False, domain=False, title=None, grid=True, gridOpacity=0.5, labelFontSize=11.5
    )
    y = alt.Y(
        "claim:N",
        sort=shown,
        scale=alt.Scale(domain=shown),
        axis=None if theme.is_narrow or number else axis,
    )
    below = 7 if theme.is_narrow else 0
    percent = alt.Axis(format="%", values=[0, 0.5, 1], title=None, orient="top", domain=False, ticks=False)
    base = alt.Chart(data(mine)).encode(
        y=y,
        color=alt.Color(
            "foundry:N",
            scale=alt.Scale(domain=list(FOUNDRIES), range=theme.colours(FOUNDRIES.values())),
            legend=alt.Legend(title=None) if number == 0 else None,
        ),
    )
    ranges = base.mark_rule(size=4, opacity=0.45, yOffset=below).encode(
        x=alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), axis=percent, title=None), x2=alt.X2("high:Q"), **tooltip()
    )
    points = (
        base.transform_filter("isValid(datum.mid)")
        .mark_point(size=65, strokeWidth=2, yOffset=below)
        .encode(
            x=alt.X("mid:Q"),
            fill=alt.Fill(
                "counts:N",
                scale=alt.Scale(
                    domain=["counts in the consensus", "shown, does not count"],
                    range=[theme.colour("ink"), theme.colour("ground")],
                ),
                legend=alt.Legend(title=None, symbolStrokeColor=theme.colour("ink")) if number == 0 else None,
            ),
            **tooltip(),
        )
    )
    layers = [ranges, points]
    if theme.is_narrow:
        layers.append(
            alt.Chart(data([{"claim": label} for label in shown]))
            .mark_text(align="left", yOffset=-7, color=theme.colour("quiet"), fontSize=11, limit=theme.width - 20)
            .encode(y=y, x=alt.value(0), text=alt.Text("claim:N"))
        )
    each = theme.width - 30 if theme.is_narrow else (theme.width - 310 - 70) / 3
    return alt.layer(*layers, width=each, height=max(1, len(shown)) * (32 if theme.is_narrow else 23), title=panel)


def _labels(rows: list[dict[str, Any]]) -> dict[str, str]:
    """By claim: foundry, node, product, claimant and month in one line; lines that repeat are numbered."""
    labels: dict[str, str] = {}
    for row in rows:
        label = f"{row['foundry']} {row['node_class']}, {row['product']} · {row['claimant']}, {row['known_on']:%b %Y}"
        count = sum(shown == label or shown.startswith(f"{label} (") for shown in labels.values())
        labels[row["claim_id"]] = f"{label} ({count + 1})" if count else label
    return labels
