"""Charts that compare companies: the ranking by China's share, and panels of one kind for many companies."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from orchestration.report import alt
from orchestration.report.charts import exposure, revenue
from orchestration.report.charts.theme import NARROW, WIDE, Theme
from orchestration.report.drawing import draw
from orchestration.report.figure import command
from orchestration.report.figures import FIGURES
from orchestration.report.queries import Answer
from tests.unit.report.test_drawing import frame

NONE = {
    "china_of_revenue_low_share": None,
    "china_of_revenue_share": None,
    "china_of_revenue_high_share": None,
    "levy_of_rnd_low_share": None,
    "levy_of_rnd_share": None,
    "levy_of_rnd_high_share": None,
    "rnd_expense_usd": None,
    "rate_share": Decimal("0.15"),
    "china_source": None,
    "china_scope": None,
    "fiscal_year": 2025,
}
ROWS = [
    NONE
    | {
        "ticker": "Q",
        "company_name": "Quoted",
        "geography_basis": "ship_to",
        "china_scope": "unspecified",
        "china_source": "quotation",
        "china_of_revenue_low_share": Decimal("0.36"),
        "china_of_revenue_high_share": Decimal("0.43"),
    },
    NONE
    | {
        "ticker": "D",
        "company_name": "Documented",
        "geography_basis": "customer_headquarters",
        "china_scope": "including_hong_kong",
        "china_source": "amount",
        "china_of_revenue_low_share": Decimal("0.05"),
        "china_of_revenue_share": Decimal("0.06"),
        "china_of_revenue_high_share": Decimal("0.07"),
        "levy_of_rnd_low_share": Decimal("0.15"),
        "levy_of_rnd_share": Decimal("0.16"),
        "levy_of_rnd_high_share": Decimal("0.17"),
        "rnd_expense_usd": Decimal(1000),
    },
    NONE | {"ticker": "N", "company_name": "No figure", "geography_basis": "unknown"},
]


def drawn(spec: Any, kind: str) -> list[list[dict[str, Any]]]:
    """The rows of each mark of this kind in the two panels, outlined bars as `outlined`."""
    found = []
    for panel in spec["hconcat"]:
        for layer in panel["layer"]:
            mark = "outlined" if layer["mark"].get("filled") is False else layer["mark"]["type"]
            if mark == kind:
                found.append(json.loads(spec["datasets"][(layer.get("data") or panel["data"])["name"]]))
    return found


def test_the_ranking_keeps_the_order_and_describes_each_figure() -> None:
    """A quotation has an outlined bar and no dot; a company without a share is not drawn."""
    spec = exposure.sector(pl.DataFrame(ROWS, infer_schema_length=None), Theme(WIDE)).to_dict()
    assert [[row["ticker"] for row in rows] for rows in drawn(spec, "circle")] == [["D"], ["D"]]
    assert [[row["ticker"] for row in rows] for rows in drawn(spec, "outlined")] == [["Q"], []]
    names = drawn(spec, "text")[0]
    assert [(row["name"], row["how"]) for row in names] == [
        ("Q FY2025, Quoted", "by ship-to location, scope not stated"),
        ("D FY2025, Documented", "by customer headquarters, with Hong Kong"),
    ]
    drawing = draw(lambda theme: exposure.sector(pl.DataFrame(ROWS, infer_schema_length=None), theme))
    assert drawing is not None
    for svg in (drawing.wide, drawing.narrow):
        assert svg.index("Q FY2025, Quoted") < svg.index("D FY2025, Documented")
        assert "No figure" not in svg
    assert "no R&amp;D figure" in drawing.wide


def test_the_words_of_the_ranking_have_its_figures() -> None:
    text = alt.exposure(ROWS).replace("\xa0", " ")
    assert "Q FY2025 36 % to 43 % by ship-to location, scope not stated, quoted only;" in text
    assert "D FY2025 6 % by customer headquarters, with Hong Kong, levy 16 % of R&D." in text
    assert text.endswith("Not shown, without a figure: N.")


def test_companies_by_year_are_as_wide_as_one_can_read() -> None:
    """Eleven panels were once in one row, 8 px wide each."""
    years = frame(*({"ticker": f"T{number}", "fiscal_quarter": None} for number in range(11)))
    for width in (WIDE, NARROW):
        spec = revenue.china_revenue_by_year(years, Theme(width)).to_dict()
        assert len(spec["concat"]) == 11
        assert min(panel["width"] for panel in spec["concat"]) > 200
        assert spec["columns"] * spec["concat"][0]["width"] < width


def test_a_basis_has_one_colour_in_all_panels() -> None:
    """Panels with different bases once took one colour for all of them."""
    quarters = frame({"ticker": "A"}, {"ticker": "B", "geography_basis": "segment"})
    spec = revenue.china_revenue_by_quarter(quarters, Theme(WIDE)).to_dict()
    scales = [panel["layer"][0]["encoding"]["color"]["scale"] for panel in spec["vconcat"]]
    assert scales[0] == scales[1]
    assert scales[0]["domain"] == ["customer headquarters", "segment"]
    assert len(set(scales[0]["range"])) == 2


def test_the_example_explains_the_newest_row() -> None:
    """It once took the last company of the alphabet."""
    (figure,) = (one for one in FIGURES if one.name == "sector-exposure")
    ends = (date(2025, 1, 1), date(2026, 1, 1), date(2025, 6, 1))
    rows = [row | {"period_end": end, "china_of_revenue_share": 0.1} for row, end in zip(ROWS, ends, strict=True)]
    explained = command(figure, Answer(figure.query, "", pl.DataFrame(rows, infer_schema_length=None)))
    assert explained is not None
    assert "ticker = 'D'" in explained
