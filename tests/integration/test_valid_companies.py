"""Companies whose calendars and figures are rare and true stop no publication, and their figures are right.

One regression test for each kind of company that a law or a rule once took for a mistake.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.integration.conftest import Tributary
from tests.integration.made_up import BASIS, SEGMENTS, Company, Figure, Report, mirror_of, split, total, watch
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
CHINA, YEAR = {"country:CN": 20, "country:US": 80}, ("2023-01-01", "2023-12-31")
QUARTERS = (("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30"))
#: Its filings give quarters alone, never a year to date.
QUARTERLY = Company(
    "MADEQ", "0009990004", "1231",
    (
        *(Report("10-Q", last, total(first, last, 100, 10) + split(first, last, CHINA)) for first, last in QUARTERS),
        Report("10-K", YEAR[1], total(*YEAR, 420, 44) + split(*YEAR, {"country:CN": 90, "country:US": 330})),
    ),
)  # fmt: skip
#: An amendment that does not say how it assigns revenue to places.
AMENDED = Company(
    "MADEA", "0009990005", "1231",
    tuple(
        Report(form, YEAR[1], total(*YEAR, 420, 44) + split(*YEAR, {"country:CN": 90, "country:US": 330}), basis, later)
        for form, basis, later in (("10-K", BASIS, 35), ("10-K/A", "Revenue by place follows.", 95))
    ),
)  # fmt: skip
#: China within two segments, and a segment named after China: neither is a figure for all of China.
SEGMENTED = tuple(
    Company(ticker, cik, "1231", (Report("10-K", YEAR[1], total(*YEAR, 300, 50) + figures),))
    for ticker, cik, figures in (
        ("MADEX", "0009990007", split(*YEAR, {"country:CN": 30, "country:US": 70}, (SEGMENTS, "made:ChipsMember"))
         + split(*YEAR, {"country:CN": 50, "country:US": 150}, (SEGMENTS, "made:ServicesMember"))),
        ("MADEY", "0009990008", [Figure(YEAR, 80, place=((SEGMENTS, "made:GreaterChinaSegmentMember"),))]),
    )
)  # fmt: skip
#: Years to June, then to December: a transition report on six months, half of them published by then.
BEFORE = (
    Report("10-K", "2022-06-30", total("2021-07-01", "2022-06-30", 400, 40)),
    Report("10-Q", "2022-09-30", total("2022-07-01", "2022-09-30", 100, 10)),
)
TRANSITION = Report("10-KT", "2022-12-31", total("2022-07-01", "2022-12-31", 200, 20))
AFTER = Report("10-Q", "2023-03-31", total("2023-01-01", "2023-03-31", 100, 10))
COMPANIES = (WEEKS, START_UP, RECLASSIFIED, QUARTERLY, AMENDED, *SEGMENTED)
#: The article's levy from a day within a quarter on.
SINCE_AUGUST = {"scenario_id": "since_august", "effective_from": "2023-08-11"}


@pytest.fixture(scope="module")
def home(pristine_project: Path, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary) -> Path:
    """One refresh from a mirror that has these companies alone."""
    folder = tmp_path_factory.mktemp("valid")
    project = shutil.copytree(pristine_project, folder / "project")
    watch(project, COMPANIES)
    scenarios = project / "data" / "reference" / "levy_scenarios.csv"
    with scenarios.open(newline="") as file:
        known = list(csv.DictReader(file))
    with scenarios.open("w", newline="") as file:
        writer = csv.DictWriter(file, known[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows([*known, next(row for row in known if row["scenario_id"] == "article") | SINCE_AUGUST])
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


def test_quarters_alone_give_the_fourth(home: Path) -> None:
    """The year less three quarters, of R&D and of revenue in China."""
    assert rnd(home, QUARTERLY)[3] == (2023, 4, 14, None)
    query = "select china_revenue_usd / 1e6, formula from levy.china_revenue where ticker = ? and fiscal_quarter = 4"
    found = rows(home, query + " and version = 'latest'", [QUARTERLY.ticker])
    year, *quarters = (f"0009990004-20-{n:06}" for n in (4, 3, 2, 1))
    parts = "".join(f" - Q{3 - n} 20000000.00 ({accession})" for n, accession in enumerate(quarters))
    assert found == [(30, f"FY 90000000.00 ({year}){parts}")]


def test_a_levy_that_begins_within_a_quarter(home: Path) -> None:
    """51 of the third quarter's 92 days; the run rate is that of a whole quarter."""
    query = "select fiscal_quarter, levy_usd, levy_annualised_usd from levy.levy_due where scenario_id = 'since_august'"
    found = rows(home, query + " and ticker = ? order by period_end, fiscal_quarter", [QUARTERLY.ticker])
    assert found == [
        (3, Decimal("1663043.48"), 12_000_000), (4, 4_500_000, 18_000_000), (None, Decimal("5289041.10"), 13_500_000),
    ]  # fmt: skip


def test_an_amendment_that_does_not_say_has_the_basis_of_what_it_amends(home: Path) -> None:
    query = "select geography_basis, china_revenue_usd, accession from levy.china_revenue where ticker = ?"
    found = rows(home, query + " and version = 'latest'", [AMENDED.ticker])
    assert found == [("billing_location", 90_000_000, "0009990005-20-000002")]
    sources = rows(home, "select distinct basis_source from ops.metric_facts where accession = ?"
                   " and basis_source is not null", ["0009990005-20-000002"])  # fmt: skip
    assert sources == [("as in the filing that it amends: 0009990005-20-000001",)]


def test_china_by_segment_alone_is_told(home: Path) -> None:
    for company in SEGMENTED:
        query = "select china_revenue_usd, null_reason from levy.china_revenue where ticker = ? and version = 'latest'"
        ((figure, why),) = rows(home, query, [company.ticker])
        assert figure is None
        assert why.startswith("filings give revenue in China for this period only within segments")


def test_a_transition_report_ends_a_year_at_once(pristine_project: Path, tmp_path: Path, tributary: Tributary) -> None:
    """The quarter that leads up to it leaves the marts and is told; the next is the first of a new year."""
    company = Company("MADET", "0009990006", "1231", BEFORE)
    project = shutil.copytree(pristine_project, tmp_path / "project")
    watch(project, [company])
    for reports, quarters, is_told in (
        (BEFORE, [(2022, None), (2023, 1)], False),
        ((*BEFORE, TRANSITION), [(2022, None)], True),
        ((*BEFORE, TRANSITION, AFTER), [(2022, None), (2023, 1)], False),
    ):
        mirror = mirror_of(tmp_path / "mirror", [replace(company, reports=reports)])
        done = tributary("refresh", "--home", tmp_path / "home", "--edgar", mirror, project=project)
        assert done.returncode == 0, done.stderr
        assert [(year, quarter) for year, quarter, *_ in rnd(tmp_path / "home", company)] == quarters
        told = rows(
            tmp_path / "home",
            "select not success from ops.checks where expectation = 'a_transition_report_is_told'"
            " and run_id = (select run_id from ops.refresh order by started_at desc limit 1)",
        )
        assert told == [(is_told,)]
    first_days = rows(tmp_path / "home", "select period_start::varchar from rnd.rnd_expense where fiscal_year = 2023")
    assert first_days == [("2023-01-01",)]
