"""The watch list as a timeline: what has happened and what is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.theme import Theme, data, haloed, styled, tooltip

#: Signals that last no longer than this are drawn as a dot.
A_DOT: Final = timedelta(days=45)
STATES: Final = {
    "happened": "green",
    "in_force": "blue",
    "in_progress": "gold",
    "announced": "purple",
    "pending": "grey",
    "overdue": "orange",
}


def watch_list(frame: pl.DataFrame, theme: Theme) -> Any:
    """Each signal with a date as a point or a period, oldest first; signals without a date are only in the table.

    Lines mark the day on which the list was checked and the end of the article's horizon.
    """
    rows = []
    for row in frame.to_dicts():
        first = row["happened_from"] or row["due_from"]
        last = row["happened_to"] or row["due_to"] or first
        if first is None:
            continue
        precision = row["happened_precision"] if row["happened_from"] else row["due_precision"]
        when = formatting.period(first, last, precision)
        rows.append(
            {
                "signal": row["signal"],
                "state": formatting.plain(row["state"]),
                "from": first,
                # A day is drawn as wide as a dot; a period ends with its last day.
                "to": last + timedelta(days=1),
                "middle": first + (last - first) / 2 if last - first <= A_DOT else None,
                "tip": f"{row['signal']}: {formatting.plain(row['state'])}, "
                f"{'' if row['happened_from'] else 'due '}{when}",
            }
        )
    if not rows:
        return None
    order = [row["signal"] for row in rows]
    states = [formatting.plain(state) for state in STATES if formatting.plain(state) in {row["state"] for row in rows}]
    others = sorted({row["state"] for row in rows} - set(states))
    y = alt.Y(
        "signal:N",
        sort=order,
        axis=None
        if theme.is_narrow
        else alt.Axis(
            labelLimit=420, ticks=False, domain=False, title=None, grid=True, gridOpacity=0.45, labelFontSize=11.5
        ),
    )
    below = 7 if theme.is_narrow else 0
    time = alt.Axis(orient="top", format="%Y", tickCount="year", grid=True, title=None, domain=False, labelAlign="left")
    base = alt.Chart(data(rows)).encode(
        y=y,
        color=alt.Color(
            "state:N",
            scale=alt.Scale(
                domain=[*states, *others],
                range=theme.colours([*(STATES[state.replace(" ", "_")] for state in states), *["grey"] * len(others)]),
            ),
            legend=alt.Legend(title=None, columns=3 if theme.is_narrow else 0, direction="horizontal"),
        ),
    )
    layers = [
        base.mark_bar(size=6, opacity=0.55, cornerRadius=3, yOffset=below).encode(
            x=alt.X("from:T", axis=time, scale=alt.Scale(nice="year")), x2=alt.X2("to:T"), **tooltip()
        ),
        base.transform_filter("isValid(datum.middle)")
        .mark_circle(size=70, opacity=1, yOffset=below)
        .encode(x=alt.X("middle:T"), **tooltip()),
    ]
    newest = frame.row(0, named=True)
    looked_at = f"looked at {formatting.day(newest['state_as_of'])}"
    layers += _rule(newest["state_as_of"], looked_at, theme, align="right", baseline="bottom", dx=-5, dy=-6, y="height")
    horizon = f"the article's horizon {formatting.day(newest['horizon_to'])}"
    layers += _rule(newest["horizon_to"], horizon, theme, align="left", baseline="top", dx=5, dy=6, y=0)
    if theme.is_narrow:
        above = (
            alt.Chart(data(rows))
            .mark_text(align="left", yOffset=-7, color=theme.colour("quiet"), limit=theme.width - 16, fontSize=11)
            .encode(y=y, x=alt.value(0), text=alt.Text("signal:N"))
        )
        layers += haloed(above, theme)
    each = theme.width - 20 if theme.is_narrow else theme.width - 440
    chart = alt.layer(*layers, width=each, height=len(rows) * (34 if theme.is_narrow else 24))
    return styled(chart, theme)


def _rule(at: date | None, said: str, theme: Theme, y: object, **place: Any) -> list[Any]:
    """A dashed line at a day, with its label where there is room; nothing where the day is not known."""
    if at is None:
        return []
    mark = alt.Chart(data([{"at": at, "words": said}]))
    rule = mark.mark_rule(strokeDash=[4, 3], color=theme.colour("ink")).encode(x=alt.X("at:T"))
    if theme.is_narrow:
        return [rule]
    return [
        rule,
        mark.mark_text(fontSize=11, **place).encode(x=alt.X("at:T"), y=alt.value(y), text=alt.Text("words:N")),
    ]
