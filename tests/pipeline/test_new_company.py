"""A newcomer adds a company with one row, and nothing else changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.pipeline.test_mirror import upside_down
from tests.support import chipmaker
from tests.support.newcomers import Newcomers
from tests.support.project import Tributary
from tests.support.warehouse import Row, build_id, files_of, marts, rows

pytestmark = pytest.mark.integration

MILLION = 1_000_000


@pytest.fixture(scope="module")
def watched(
    pristine_project: Path, published: Path, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary
) -> tuple[Path, Path]:
    """Project and home of a refresh from the snapshot with one more company.

    Companies come last to first and every table of the snapshot upside down, which nothing may show.
    """
    folder = tmp_path_factory.mktemp("watched")
    project = shutil.copytree(pristine_project, folder / "project")
    companies = project / "data" / "reference" / "companies.csv"
    head, *lines = companies.read_text().splitlines()
    companies.write_text("\n".join([head, *reversed(lines)]) + "\n")
    chipmaker.watch_it(project)
    upside_down(project / "data" / "snapshot")
    home = shutil.copytree(published, folder / "home", symlinks=True)
    done = tributary("refresh", "--home", home, project=project)
    assert done.returncode == 0, done.stderr
    assert chipmaker.TICKER in done.stdout
    return project, home


def test_from_the_snapshot(watched: tuple[Path, Path], published: Path) -> None:
    """A changed curated file is new input. The snapshot has nothing about the company, and the mart has the reason."""
    _, home = watched
    assert build_id(home) > build_id(published)
    assert rows(home, "select revenue_usd, levy_usd, null_reason from levy.headline where ticker = 'MADE'") == [
        (None, None, "no filing of this company is available")
    ]


def test_the_marts_of_the_others_are_the_same(watched: tuple[Path, Path], published: Path) -> None:
    """Row for row, in whatever order companies and filings come."""
    ours, theirs = marts(watched[1]), marts(published)
    assert list(ours) == list(theirs)
    for name, found in ours.items():
        if name != "ops.sources":  # it names companies.csv by its hash
            assert of_others(found) == theirs[name], name


def of_others(table: Iterable[Row]) -> list[Row]:
    own = {chipmaker.TICKER, f"levy.headline: {chipmaker.TICKER}"}
    return [row for row in table if own.isdisjoint(cell for cell in row if isinstance(cell, str))]


def test_what_was_withdrawn_is_not_published_again(
    watched: tuple[Path, Path], published: Path, tmp_path: Path, tributary: Tributary
) -> None:
    """Not by a refresh of the same; by one of something new."""
    project, home = watched[0], shutil.copytree(watched[1], tmp_path / "home", symlinks=True)
    taken_back = build_id(home)
    assert tributary("rollback", "--home", home).returncode == 0
    assert build_id(home) == build_id(published)
    before = files_of(home)
    again = tributary("refresh", "--home", home, project=project)
    assert again.returncode == 0
    assert f"Not published: build {taken_back}, of the same filings" in again.stdout
    assert files_of(home) == before
    assert taken_back in tributary("status", "--home", home).stdout
    assert "withdrawn" in tributary("versions", "--home", home).stdout


def test_rnd_from_a_mirror(newcomers: Newcomers) -> None:
    query = "select fiscal_year, period_end::varchar, rnd_expense_usd, revenue_usd from rnd.rnd_expense"
    found = rows(newcomers.home, query + " where ticker = 'MADE' and fiscal_quarter is null")
    assert found == [(2023, "2023-12-30", chipmaker.RND * MILLION, chipmaker.REVENUE * MILLION)]


def test_china_revenue_and_its_basis_from_a_mirror(newcomers: Newcomers) -> None:
    query = "select version, geography_basis, china_revenue_usd, accession from levy.china_revenue"
    found = rows(newcomers.home, query + " where ticker = 'MADE' and fiscal_quarter is null order by 1")
    figure = ("billing_location", chipmaker.SPLIT["country:CN"] * MILLION, chipmaker.ACCESSION)
    assert found == [("first_reported", *figure), ("latest", *figure)]


def test_levy_from_a_mirror(newcomers: Newcomers) -> None:
    query = "select fiscal_year, levy_usd from levy.levy_due where scenario_id = 'article' and levy_usd is not null"
    found = rows(newcomers.home, query + " and ticker = 'MADE'")
    assert found == [(2023, chipmaker.SPLIT["country:CN"] * MILLION * Decimal("0.15"))]


def test_a_member_that_no_rule_knows_is_listed(newcomers: Newcomers) -> None:
    query = "select geography_member, geography, rule_id, fact_count from ops.geography_members where ticker = 'MADE'"
    found = {member: reported for member, *reported in rows(newcomers.home, query)}
    assert set(found) == set(chipmaker.SPLIT)
    assert found["made:SpecialPlacesMember"] == ["unmapped", None, 1]
    assert found["country:CN"][0] == "CN"
