"""Accelerator supply as a fan chart with its limits, across scenarios, and against imports."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.theme import Theme, data, haloed, shared, styled, tooltip

#: By whether dies that TSMC made, and foreign memory, count.
SOURCES: Final = {(True, True): "grey", (False, True): "blue", (True, False): "green", (False, False): "orange"}
LIMITS: Final = {"logic": "blue", "memory": "orange", "packaging": "green"}
MEASURES: Final = {"compute": "by compute", "bandwidth": "by memory bandwidth", "memory": "by memory size"}
IN_MN: Final = "datum.value == 0 ? '0' : format(datum.value / 1e6, '~g') + ' mn'"


def supply_fan(frame: pl.DataFrame, theme: Theme) -> Any:
    """Units by year as a fan from p5 to p95 around the median; below it, how often each limit is the one that binds."""
    rows = frame.filter(pl.col("units_p50").is_not_null()).to_dicts()
    if not rows:
        return None
    for row in rows:
        row["tip"] = f"{row['year']}: {_units(row)}"
        row["label"] = formatting.count(row["units_p50"])
    each = theme.width - 80
    x = alt.X(
        "year:O", axis=alt.Axis(labelAngle=0, title=None, ticks=False), scale=alt.Scale(type="point", padding=0.4)
    )
    axis = alt.Axis(labelExpr=IN_MN, tickCount=5, domain=False, ticks=False)
    base = alt.Chart(data(rows)).encode(x=x)
    last = alt.Chart(data(rows[-1:])).encode(x=x)
    ends = [
        last.mark_text(align="right", dx=-8, dy=shift, color=theme.colour("quiet")).encode(
            y=alt.Y(f"{column}:Q"), text=alt.TextValue(text)
        )
        for column, text, shift in (("units_p95", "p95", -8), ("units_p5", "p5", 10))
    ]
    fan = alt.layer(
        base.mark_area(color=theme.colour("blue"), opacity=0.18).encode(
            y=alt.Y("units_p5:Q", axis=axis, title=None), y2=alt.Y2("units_p95:Q")
        ),
        base.mark_line(color=theme.colour("blue"), opacity=0.6, size=1).encode(y=alt.Y("units_p95:Q")),
        base.mark_line(color=theme.colour("blue"), opacity=0.6, size=1).encode(y=alt.Y("units_p5:Q")),
        base.mark_line(color=theme.colour("blue"), size=2.5).encode(y=alt.Y("units_p50:Q")),
        base.mark_circle(color=theme.colour("blue"), size=80, opacity=1).encode(y=alt.Y("units_p50:Q"), **tooltip()),
        *haloed(
            base.mark_text(dy=-15, fontWeight="bold", color=theme.colour("ink")).encode(
                y=alt.Y("units_p50:Q"), text=alt.Text("label:N")
            ),
            theme,
        ),
        *ends,
        width=each,
        height=260,
        title="Units a year: median, and nine draws in ten",
    )
    return styled(alt.vconcat(fan, _binding(rows, x, each, theme), spacing=22), theme)


def _binding(rows: list[dict[str, Any]], x: Any, each: float, theme: Theme) -> Any:
    parts = [
        {
            "year": row["year"],
            "limit": limit,
            "place": place,
            "share": row[f"{limit}_binds_share"] or 0,
            "label": formatting.share(row[f"{limit}_binds_share"]) if (row[f"{limit}_binds_share"] or 0) > 0.2 else "",
            "tip": f"{row['year']}: {limit} binds in {formatting.share(row[f'{limit}_binds_share'])} of the draws",
        }
        for row in rows
        for place, limit in enumerate(LIMITS)
    ]
    base = alt.Chart(data(parts)).encode(
        x=x,
        y=alt.Y("share:Q", stack="zero", scale=alt.Scale(domain=[0, 1]), axis=None),
        order=alt.Order("place:Q"),
    )
    colour = alt.Color(
        "limit:N",
        scale=alt.Scale(domain=list(LIMITS), range=theme.colours(LIMITS.values())),
        legend=alt.Legend(title=None, orient="bottom", direction="horizontal"),
    )
    bars = base.mark_bar(size=46 if theme.is_narrow else 90).encode(color=colour, **tooltip())
    labels = base.mark_text(color=theme.colour("ground"), fontWeight="bold", baseline="middle").encode(
        y=alt.Y("share:Q", stack="zero", bandPosition=0.5), text=alt.Text("label:N")
    )
    return alt.layer(bars, labels, width=each, height=90, title="What binds, in how many of the draws")


def supply_by_source(frame: pl.DataFrame, theme: Theme) -> Any:
    """Ranges p5 to p95 with the median, by year and by what counts; open where an assumption alone matters most."""
    rows = [
        row
        | {
            "rests": "assumption alone" if row["most_sensitive_rests_on"] == "assumption_alone" else "evidence",
            "tip": f"{row['year']}, {row['scenario_label']}: {_units(row)}; depends most on: "
            f"{row['most_sensitive_label'] or 'nothing'} ({formatting.plain(row['most_sensitive_rests_on'])})",
        }
        for row in frame.filter(pl.col("units_p50").is_not_null()).to_dicts()
    ]
    if not rows:
        return None
    colours = {row["scenario_label"]: SOURCES[row["counts_foreign_dies"], row["counts_foreign_memory"]] for row in rows}
    labels = list(colours)
    base = alt.Chart(data(rows)).encode(
        x=alt.X("year:O", axis=alt.Axis(labelAngle=0, title=None, ticks=False)),
        xOffset=alt.XOffset("scenario_label:N", sort=labels),
        color=alt.Color(
            "scenario_label:N",
            scale=alt.Scale(domain=labels, range=theme.colours(colours.values())),
            legend=alt.Legend(title=None, orient="bottom", direction="horizontal", columns=2 if theme.is_narrow else 4),
        ),
    )
    axis = alt.Axis(labelExpr=IN_MN, tickCount=5, domain=False, ticks=False)
    marks = base.mark_point(size=60, opacity=1, filled=False, strokeWidth=2).encode(y=alt.Y("units_p50:Q"), **tooltip())
    chart = alt.layer(
        base.mark_rule(size=6, opacity=0.4).encode(
            y=alt.Y("units_p5:Q", axis=axis, title=None), y2=alt.Y2("units_p95:Q"), **tooltip()
        ),
        marks,
        base.transform_filter("datum.rests == 'evidence'")
        .mark_circle(size=60, opacity=1)
        .encode(y=alt.Y("units_p50:Q"), **tooltip()),
        width=theme.width - 80,
        height=280,
        title="Units a year: median, and nine draws in ten",
    )
    return styled(chart, theme)


def supply_scenarios(frame: pl.DataFrame, theme: Theme) -> Any:
    """Ranges p5 to p95 with the median, by scenario, in the last year of the simulation."""
    rows = [
        row
        | {
            "label": formatting.count(row["units_p50"]),
            "tip": f"{row['scenario_label']}, {row['year']}: {_units(row)}; "
            f"{formatting.plain(row['most_often_binds'])} binds most often",
        }
        for row in frame.filter(pl.col("units_p50").is_not_null()).to_dicts()
    ]
    if not rows:
        return None
    order = [row["scenario_label"] for row in rows]
    y = alt.Y(
        "scenario_label:N",
        sort=order,
        axis=alt.Axis(labelLimit=210 if not theme.is_narrow else 130, ticks=False, domain=False, title=None),
    )
    base = alt.Chart(data(rows)).encode(y=y)
    x = alt.X(
        "units_p5:Q",
        axis=alt.Axis(labelExpr=IN_MN, tickCount=4, domain=False, ticks=False, orient="top"),
        title=None,
    )
    chart = alt.layer(
        base.mark_rule(size=5, opacity=0.4, color=theme.colour("blue")).encode(
            x=x, x2=alt.X2("units_p95:Q"), **tooltip()
        ),
        base.mark_circle(size=80, opacity=1, color=theme.colour("blue")).encode(x=alt.X("units_p50:Q"), **tooltip()),
        base.mark_text(dy=-11, fontSize=11).encode(x=alt.X("units_p50:Q"), text=alt.Text("label:N")),
        width=theme.width - (170 if theme.is_narrow else 240),
        height=34 * len(rows),
        title=f"Units in {rows[0]['year']}",
    )
    return styled(chart, theme)


def substitution(frame: pl.DataFrame, theme: Theme) -> Any:
    """Domestic supply (p5, p50, p95) and imports (low, point, high) by year in H20 equivalents, by each measure.

    The line is the imports of the year before the simulation begins: reaching it means doing without imports.
    """
    rows, marks = [], []
    for row in frame.to_dicts():
        for measure, title in MEASURES.items():
            for side, parts in (("domestic", ("p5", "p50", "p95")), ("imported", ("low", "point", "high"))):
                low, mid, high = (row[f"{side}_h20e_by_{measure}_{part}"] for part in parts)
                if low is None and high is None:
                    continue
                rows.append(
                    {
                        "year": row["year"],
                        "measure": title,
                        "side": side,
                        "low": low,
                        "mid": mid,
                        "high": high,
                        "tip": f"{row['year']}, {side}, {title}: "
                        f"{formatting.spread(formatting.count(low), formatting.count(high))} H20 equivalents"
                        + (f", middle {formatting.count(mid)}" if mid is not None else "")
                        + (
                            f", imports known to {formatting.day(row['imports_documented_until'])}"
                            if side == "imported"
                            else ""
                        ),
                    }
                )
            if row[f"base_h20e_by_{measure}"] is not None:
                marks.append(
                    {
                        "measure": title,
                        "y": row[f"base_h20e_by_{measure}"],
                        "words": f"imports of {row[f'base_h20e_by_{measure}_year']}",
                    }
                )
    if not rows:
        return None
    panels = [_measure(rows, marks, title, theme, number) for number, title in enumerate(MEASURES.values())]
    scales = shared("color", "y")
    if theme.is_narrow:
        return styled(alt.vconcat(*panels, spacing=20, resolve=scales), theme)
    return styled(alt.hconcat(*panels, spacing=18, resolve=scales), theme)


def _measure(rows: list[dict[str, Any]], marks: list[dict[str, Any]], title: str, theme: Theme, number: int) -> Any:
    top = max(float(row["high"] or row["mid"] or 0) for row in rows) * 1.03
    axis = alt.Axis(labelExpr=IN_MN, tickCount=5, domain=False, ticks=False)
    colour = alt.Color(
        "side:N",
        scale=alt.Scale(domain=["domestic", "imported"], range=theme.colours(("orange", "blue"))),
        legend=alt.Legend(title=None, direction="horizontal"),
    )
    base = alt.Chart(data(row for row in rows if row["measure"] == title)).encode(
        x=alt.X("year:O", axis=alt.Axis(labelAngle=0, title=None, ticks=False)),
        xOffset=alt.XOffset("side:N", sort=["domestic", "imported"]),
        color=colour,
    )
    y = alt.Y(
        "low:Q", scale=alt.Scale(domain=[0, top]), axis=axis if theme.is_narrow or not number else None, title=None
    )
    layers = [
        base.mark_rule(size=8, opacity=0.4).encode(y=y, y2=alt.Y2("high:Q"), **tooltip()),
        base.transform_filter("isValid(datum.mid)")
        .mark_circle(size=60, opacity=1)
        .encode(y=alt.Y("mid:Q"), **tooltip()),
    ]
    mine = [mark for mark in marks if mark["measure"] == title][:1]
    if mine:
        rule = alt.Chart(data(mine))
        layers.append(rule.mark_rule(strokeDash=[5, 3], color=theme.colour("ink")).encode(y=alt.Y("y:Q")))
        layers.append(
            rule.mark_text(align="right", baseline="bottom", dy=-3, fontSize=11).encode(
                x=alt.value("width"), y=alt.Y("y:Q"), text=alt.Text("words:N")
            )
        )
    each = theme.width - 80 if theme.is_narrow else (theme.width - 110) / 3
    return alt.layer(*layers, width=each, height=180 if theme.is_narrow else 260, title=title)


def _units(row: dict[str, Any]) -> str:
    ends = formatting.spread(formatting.count(row["units_p5"]), formatting.count(row["units_p95"]))
    return f"median {formatting.count(row['units_p50'])}, p5 to p95 {ends}"
