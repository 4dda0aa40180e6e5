"""Companies whose calendars and figures are rare and true stop no publication, and their figures are right.

One regression test for each kind of company that a law or a rule once took for a mistake.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.integration.conftest import Tributary
from tests.integration.made_up import Company, Report, mirror_of, total, watch
from tests.integration.warehouse import Row, rows

pytestmark = pytest.mark.integration

#: Three quarters of 12 weeks and one of 16.
WEEKS = Company(
    "MADEW", "0009990001", "0903",
    (
        Report("10-Q", "2022-11-27", total("2022-09-05", "2022-11-27", 100, 10)),
        Report("10-Q", "2023-02-19", total("2022-11-28", "2023-02-19", 100, 10)
               + total("2022-09-05", "2023-02-19", 200, 20)),
        Report("10-Q", "2023-05-14", total("2023-02-20", "2023-05-14", 100, 10)
               + total("2022-09-05", "2023-05-14", 300, 30)),
        Report("10-K", "2023-09-03", total("2022-09-05", "2023-09-03", 440, 44)),
    ),
)  # fmt: skip
#: No R&D, and revenue that grows more than a hundredfold.
START_UP = Company(
    "MADES", "0009990002", "1231",
    (
        Report("10-K", "2023-12-31", total("2022-01-01", "2022-12-31", 2, 0)
               + total("2023-01-01", "2023-12-31", 300, 0)),
    ),
)  # fmt: skip
#: The year has less R&D than its first nine months, which the year's report draws up otherwise.
RECLASSIFIED = Company(
    "MADER", "0009990003", "1231",
    (
        Report("10-Q", "2023-09-30", total("2023-01-01", "2023-09-30", 300, 50)),
        Report("10-K", "2023-12-31", total("2023-01-01", "2023-12-31", 440, 40)),
    ),
)  # fmt: skip
COMPANIES = (WEEKS, START_UP, RECLASSIFIED)


@pytest.fixture(scope="module")
def home(pristine_project: Path, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary) -> Path:
    """One refresh from a mirror that has these companies alone."""
    folder = tmp_path_factory.mktemp("valid")
    project = shutil.copytree(pristine_project, folder / "project")
    watch(project, COMPANIES)
    done = tributary(
        "refresh", "--home", folder / "home", "--edgar", mirror_of(folder / "mirror", COMPANIES), project=project
    )
    assert done.returncode == 0, done.stderr
    return folder / "home"


def rnd(home: Path, company: Company) -> list[Row]:
    """Year, quarter, R&D in USD million, and why there is none."""
    query = "select fiscal_year, fiscal_quarter, cast(rnd_expense_usd / 1e6 as integer), null_reason"
    return rows(
        home, query + " from rnd.rnd_expense where ticker = ? order by period_end, fiscal_quarter", [company.ticker]
    )


def warnings(home: Path) -> set[str]:
    """Expectations that were published and shown."""
    return {name for (name,) in rows(home, "select distinct expectation from ops.checks where not success")}


def test_a_year_of_12_12_12_and_16_weeks_has_four_quarters(home: Path) -> None:
    assert rnd(home, WEEKS) == [
        (2023, 1, 10, None), (2023, 2, 10, None), (2023, 3, 10, None), (2023, 4, 14, None), (2023, None, 44, None),
    ]  # fmt: skip


def test_no_research_costs_nothing_and_growth_is_shown(home: Path) -> None:
    assert rnd(home, START_UP) == [(2022, None, 0, None), (2023, None, 0, None)]
    assert "figures_grow_within_two_orders_of_magnitude" in warnings(home)


def test_a_quarter_that_would_cost_less_than_nothing_is_withheld(home: Path) -> None:
    why = "FY less 9M would give -10000000.00: less than nothing, so they do not mean the same"
    assert rnd(home, RECLASSIFIED) == [(2023, 4, None, why), (2023, None, 40, None)]
