"""China's share of revenue by company, and what the levy at the article's rate would be of its R&D expense."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.bases import colour_of_basis
from orchestration.report.charts.theme import Theme, data, haloed, shared, styled, tooltip

#: Widths in px on a page: names, then the two panels.
NAMES, LEFT, RIGHT = 290, 310, 220
#: Room on the right of the largest figure for its label, as a factor of the scale.
ROOM: Final = 1.5


def sector(frame: pl.DataFrame, theme: Theme) -> Any:
    """Two panels with a row a company, in the order of the frame: a dot with bounds, or an outlined bar of bounds only.

    Columns as in `sector_exposure.sql`; companies without a share are only in the table. Shares are 0 to 1.
    None where no company has one.
    """
    found = [row | _words(row) for row in frame.to_dicts() if row["china_of_revenue_high_share"] is not None]
    if not found:
        return None
    order = [row["ticker"] for row in found]
    colour = colour_of_basis((row["geography_basis"] for row in found), theme)
    share = _marks(found, "china_of_revenue", "China’s share of revenue")
    levy = _marks(found, "levy_of_rnd", f"{formatting.share(found[0]['rate_share'])} of it, as a share of R&D expense")
    if theme.is_narrow:
        known = [row for row in levy if row["high"] is not None]
        parts = [_panel(share, order, colour, theme, width=theme.width - 20, lines=2)]
        if known:
            parts.append(
                _panel(known, [row["ticker"] for row in known], colour, theme, width=theme.width - 20, lines=1)
            )
        return styled(alt.vconcat(*parts, spacing=24, resolve=shared("color")), theme)
    y = _rows(order)
    names = alt.Chart(data(found)).encode(y=y, x=alt.value(0))
    labels = alt.layer(
        names.mark_text(align="left", fontSize=12, fontWeight="bold", dy=-7, limit=NAMES).encode(text="name:N"),
        names.mark_text(align="left", fontSize=11, dy=8, limit=NAMES, color=theme.colour("quiet")).encode(text="how:N"),
        width=NAMES,
        height=36 * len(order),
    )
    panels = [_panel(share, order, colour, theme, width=LEFT), _panel(levy, order, colour, theme, width=RIGHT)]
    return styled(alt.hconcat(labels, *panels, spacing=14, resolve=shared("color")), theme)


def _words(row: dict[str, Any]) -> dict[str, str]:
    """The row's texts: company and year, and what its figure is."""
    basis = formatting.plain(row["geography_basis"])
    return {
        "name": f"{row['ticker']} FY{row['fiscal_year']}, {row['company_name']}",
        "how": f"by {basis}, {formatting.scope(row['china_scope'])}",
        "basis": basis,
    }


def _marks(rows: list[dict[str, Any]], share: str, title: str) -> list[dict[str, Any]]:
    """What one panel draws of each row: the columns `…_low_share`, `…_share` and `…_high_share` of this share."""
    marks = []
    for row in rows:
        low, point, high = (row[f"{share}{end}_share"] for end in ("_low", "", "_high"))
        label = formatting.estimate(low, point, high)
        if high is None:
            label = "no R&D figure" if row["rnd_expense_usd"] is None else "no China amount"
        quoted = ", as others quote it" if row["china_source"] == "quotation" else ""
        text = label if point is None else f"{label}, between {formatting.share(low)} and {formatting.share(high)}"
        marks.append(
            {name: row[name] for name in ("ticker", "name", "how", "basis")}
            | {"low": low, "point": point, "high": high, "label": label, "title": title}
            | {"tip": f"{row['ticker']} FY{row['fiscal_year']}, {title}: {text} {row['how']}{quoted}"}
        )
    return marks


def _panel(
    rows: list[dict[str, Any]], order: list[str], colour: alt.Color, theme: Theme, *, width: float, lines: int = 0
) -> Any:
    """One panel; on a phone with so many lines of words above each mark."""
    below = 8 * lines
    y = _rows(order)
    largest = max((float(row["high"]) for row in rows if row["high"] is not None), default=1.0)
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[0, largest * ROOM], nice=False),
        axis=alt.Axis(orient="top", format=".0%", tickCount=4, domain=False, ticks=False),
        title=None,
    )
    point = alt.Chart(data([row for row in rows if row["point"] is not None])).encode(y=y, color=colour)
    only = alt.Chart(data([row for row in rows if row["point"] is None and row["high"] is not None]))
    none = alt.Chart(data([row for row in rows if row["high"] is None])).encode(y=y, text=alt.Text("label:N"))
    label = alt.Chart(data([row for row in rows if row["high"] is not None])).encode(y=y, text=alt.Text("label:N"))
    layers = [
        point.mark_bar(size=13, opacity=0.4, yOffset=below).encode(x=x, x2=alt.X2("high:Q")),
        point.mark_circle(size=46, opacity=1, yOffset=below).encode(x=alt.X("point:Q"), **tooltip()),
        only.mark_bar(size=11, filled=False, strokeWidth=1.6, yOffset=below).encode(
            x=x, x2=alt.X2("high:Q"), y=y, color=colour, **tooltip()
        ),
    ]
    texts = [
        label.mark_text(align="left", dx=9, yOffset=below, color=theme.colour("ink")).encode(x=alt.X("high:Q")),
        none.mark_text(align="left", yOffset=below, color=theme.colour("quiet")).encode(x=alt.value(2)),
    ]
    words = alt.Chart(data(rows)).encode(y=y, x=alt.value(0))
    if lines:
        name = words.mark_text(align="left", fontSize=12, fontWeight="bold", yOffset=below - 15 * lines, limit=width)
        texts.append(name.encode(text=alt.Text("name:N")))
    if lines > 1:
        how = words.mark_text(align="left", yOffset=below - 15, color=theme.colour("quiet"), limit=width)
        texts.append(how.encode(text=alt.Text("how:N")))
    layers += [layer for text in texts for layer in haloed(text, theme)]
    return alt.layer(*layers, width=width, height=(36 + 9 * lines) * len(order), title=rows[0]["title"])


def _rows(order: list[str]) -> alt.Y:
    return alt.Y("ticker:N", sort=order, scale=alt.Scale(domain=order), axis=None)
