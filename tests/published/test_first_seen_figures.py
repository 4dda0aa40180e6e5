"""A wrong figure is withheld the first time that it is seen, and a true one is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.edited_figures import EditedFigures, Figure
from tests.support.warehouse import rows

pytestmark = pytest.mark.integration

#: Company, series with fiscal year and period, what the filing says instead, rule that finds it.
WRONG: Final = [
    ("NVDA", ("china_revenue", 2026, "Q2"), "-value_usd", "below_zero"),
    ("NVDA", ("china_revenue", 2026, "Q1"), "10 * value_usd", "above_total"),
    ("NVDA", ("china_revenue", 2026, "Q3"), "value_usd / 1000", "split_off_total"),
    ("AVGO", ("revenue", 2025, "Q2"), "value_usd / 10", "off_recomputed"),
    ("QCOM", ("rnd_expense", 2025, "Q3"), "round(1.3 * value_usd)", "off_recomputed"),
    ("MU", ("rnd_expense", 2025, "Q3"), "value_usd / 20", "off_recomputed"),
    ("MRVL", ("rnd_expense", 2027, "Q1"), "0 * value_usd", "far_below_neighbours"),
    ("SMCI", ("rnd_expense", 2025, "FY"), "round(1.4 * value_usd)", "off_nine_months"),
]
#: The same of figures that are true, or that nothing known then contradicts.
TRUE: Final = [
    ("AMD", ("revenue", 2026, "Q2"), "round(1.5 * value_usd)"),
    ("AMD", ("china_revenue", 2025, "FY"), "round(1.5 * value_usd)"),
]


@pytest.fixture(scope="module")
def figures(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditedFigures]:
    found = EditedFigures(published, tmp_path_factory.mktemp("edited"))
    yield found
    found.con.close()


@pytest.mark.parametrize(("ticker", "figure", "value", "rule"), WRONG)
def test_a_wrong_figure_is_withheld_when_it_is_first_seen(
    figures: EditedFigures, ticker: str, figure: Figure, value: str, rule: str
) -> None:
    assert figures.implausible(ticker, figure, value) == {figure: rule}


@pytest.mark.parametrize(("ticker", "figure", "value"), TRUE)
def test_what_nothing_contradicts_is_not_withheld(
    figures: EditedFigures, ticker: str, figure: Figure, value: str
) -> None:
    assert figures.implausible(ticker, figure, value) == {}


def test_nothing_that_is_published_is_withheld(published: Path) -> None:
    assert rows(published, "select reason from ops.quarantine where scope = 'value'") == []
