"""The app's two charts, in the theme of the report. Figures come from `queries`."""

from __future__ import annotations

import json
from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.supply import IN_MN, LIMITS
from orchestration.report.charts.theme import Theme, data, styled, tooltip

#: The request and the stored scenario: two colours, side by side.
ASKED: Final = "what if"
SIDES: Final = {ASKED: "orange", "stored scenario": "blue"}
IN_USD: Final = (
    "datum.value == 0 ? '0' : abs(datum.value) < 1e9 ? '$' + format(datum.value / 1e6, '~g') + ' mn'"
    " : '$' + format(datum.value / 1e9, '~g') + ' bn'"
)


def levy(frame: pl.DataFrame, theme: Theme) -> Any:
    """The levy of one company by period: bars for the point, a line from the lower to the upper bound."""
    rows = []
    for row in frame.to_dicts():
        period = formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"])
        for side, prefix in zip(SIDES, ("", "stored_"), strict=True):
            low, point, high = (row[f"{prefix}levy_{part}usd"] for part in ("low_", "", "high_"))
            if high is None:
                continue
            reading = (
                formatting.usd(point)
                if point is not None
                else formatting.spread(formatting.usd(low), formatting.usd(high))
            )
            rows.append(
                {
                    "period": period,
                    "side": side,
                    "low": low,
                    "point": point,
                    "high": high,
                    "tip": f"{period}, {side}: {reading}",
                }
            )
    if not rows:
        return None
    order = list(dict.fromkeys(row["period"] for row in rows))
    base = alt.Chart(_listed(rows)).encode(
        x=alt.X("period:N", scale=alt.Scale(domain=order), axis=alt.Axis(title=None, labelAngle=-40, ticks=False)),
        xOffset=alt.XOffset("side:N", sort=list(SIDES)),
        color=_side(theme),
    )
    axis = alt.Axis(labelExpr=IN_USD, tickCount=5, domain=False, ticks=False)
    y = alt.Y("point:Q", axis=axis, title=None)
    bars = base.transform_filter("isValid(datum.point)").mark_bar(opacity=0.85).encode(y=y, **tooltip())
    spans = (
        base.transform_filter("datum.high > datum.low").mark_rule(size=3).encode(y="low:Q", y2="high:Q", **tooltip())
    )
    return styled(alt.layer(bars, spans).properties(height=300, width="container"), theme)


def supply(frame: pl.DataFrame, theme: Theme) -> Any:
    """Units by year: the median as a line, nine draws in ten as a band, for the request and the stored scenario."""
    rows = [
        {
            "year": row["year"],
            "side": side,
            "low": row[f"{prefix}units_p5"],
            "mid": row[f"{prefix}units_p50"],
            "high": row[f"{prefix}units_p95"],
            "tip": f"{row['year']}, {side}: median {formatting.count(row[f'{prefix}units_p50'])}, p5 to p95 "
            + formatting.spread(*(formatting.count(row[f"{prefix}units_{name}"]) for name in ("p5", "p95"))),
        }
        for row in frame.to_dicts()
        # the request is drawn last, over the stored scenario
        for side, prefix in zip(reversed(SIDES), ("stored_", ""), strict=True)
    ]
    if not rows:
        return None
    base = alt.Chart(_listed(rows)).encode(
        x=alt.X(
            "year:O", axis=alt.Axis(labelAngle=0, title=None, ticks=False), scale=alt.Scale(type="point", padding=0.3)
        ),
        color=_side(theme),
    )
    axis = alt.Axis(labelExpr=IN_MN, tickCount=5, domain=False, ticks=False)
    band = base.mark_area(opacity=0.2).encode(y=alt.Y("low:Q", axis=axis, title=None), y2="high:Q")
    lines = [
        base.transform_filter(alt.datum.side == side)
        .mark_line(size=2.5, strokeDash=[1, 0] if side == ASKED else [5, 3])
        .encode(y="mid:Q")
        for side in reversed(SIDES)
    ]
    points = base.mark_circle(size=80, opacity=1).encode(y="mid:Q", **tooltip())
    return styled(alt.layer(band, *lines, points).properties(height=300, width="container"), theme)


def limits(frame: pl.DataFrame, theme: Theme) -> Any:
    """In how many of the draws each limit binds, by year, for the request."""
    rows = [
        {
            "year": row["year"],
            "limit": limit,
            "place": place,
            "share": row[f"{limit}_binds_share"],
            "tip": f"{row['year']}: {limit} binds in {formatting.share(row[f'{limit}_binds_share'])} of the draws "
            f"(stored: {formatting.share(row[f'stored_{limit}_binds_share'])})",
        }
        for row in frame.to_dicts()
        for place, limit in enumerate(LIMITS)
    ]
    if not rows:
        return None
    chart = (
        alt.Chart(_listed(rows))
        .mark_bar(size=46)
        .encode(
            x=alt.X("year:O", axis=alt.Axis(labelAngle=0, title=None, ticks=False)),
            y=alt.Y(
                "share:Q",
                stack="zero",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", tickCount=3, title=None, domain=False, ticks=False),
            ),
            order=alt.Order("place:Q"),
            color=alt.Color(
                "limit:N",
                scale=alt.Scale(domain=list(LIMITS), range=theme.colours(LIMITS.values())),
                legend=alt.Legend(title=None, orient="top", direction="horizontal"),
            ),
            **tooltip(),
        )
        .properties(height=170, width="container")
    )
    return styled(chart, theme)


def _listed(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows as a list, as Streamlit needs them, from the report's JSON text."""
    return alt.InlineData(values=json.loads(data(rows).values))


def _side(theme: Theme) -> alt.Color:
    return alt.Color(
        "side:N",
        scale=alt.Scale(domain=list(SIDES), range=theme.colours(SIDES.values())),
        legend=alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square", symbolOpacity=1),
    )
