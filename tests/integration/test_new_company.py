"""A newcomer adds a company with one row, and nothing else changes."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.integration import chipmaker
from tests.integration.conftest import Tributary
from tests.integration.warehouse import build_id, marts, rows
from tests.support.mirror import served

pytestmark = pytest.mark.integration

MILLION = 1_000_000


def test_from_the_snapshot(home: Path, published: Path, project_copy: Path, tributary: Tributary) -> None:
    """A changed curated file is news. The snapshot knows nothing of the company, and the mart says so."""
    chipmaker.watch_it(project_copy)
    done = tributary("refresh", "--home", home, project=project_copy)
    assert done.returncode == 0, done.stderr
    assert build_id(home) > build_id(published)
    assert rows(home, "select revenue_usd, levy_usd, null_reason from levy.headline where ticker = 'INTC'") == [
        (None, None, "no filing of this company is at hand")
    ]
    assert chipmaker.TICKER in done.stdout
    others = rows(home, "from levy.headline where ticker != 'INTC'")
    assert others == rows(published, "from levy.headline")


@pytest.fixture(scope="module")
def mirrored(
    pristine_project: Path, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary
) -> tuple[Path, Path, Path]:
    """Home, project and mirror of a refresh from a mirror that has the newcomer alone."""
    folder = tmp_path_factory.mktemp("newcomer")
    project = shutil.copytree(pristine_project, folder / "project")
    chipmaker.watch_it(project)
    mirror = chipmaker.chipmaker_mirror(folder / "mirror")
    done = tributary("refresh", "--home", folder / "home", "--edgar", mirror.root, project=project)
    assert done.returncode == 0, done.stderr
    return folder / "home", project, mirror.root


def test_rnd_from_a_mirror(mirrored: tuple[Path, Path, Path]) -> None:
    query = "select fiscal_year, period_end::varchar, rnd_expense_usd, revenue_usd from rnd.rnd_expense"
    found = rows(mirrored[0], query + " where ticker = 'INTC' and fiscal_quarter is null")
    assert found == [(2023, "2023-12-30", chipmaker.RND * MILLION, chipmaker.REVENUE * MILLION)]


def test_china_revenue_and_its_basis_from_a_mirror(mirrored: tuple[Path, Path, Path]) -> None:
    query = "select version, geography_basis, china_revenue_usd, accession from levy.china_revenue"
    found = rows(mirrored[0], query + " where ticker = 'INTC' and fiscal_quarter is null order by 1")
    figure = ("billing_location", chipmaker.SPLIT["country:CN"] * MILLION, chipmaker.ACCESSION)
    assert found == [("first_reported", *figure), ("latest", *figure)]


def test_levy_from_a_mirror(mirrored: tuple[Path, Path, Path]) -> None:
    query = "select fiscal_year, levy_usd from levy.levy_due where scenario_id = 'article' and levy_usd is not null"
    found = rows(mirrored[0], query + " and ticker = 'INTC'")
    assert found == [(2023, chipmaker.SPLIT["country:CN"] * MILLION * Decimal("0.15"))]


def test_a_member_that_no_rule_knows_is_listed(mirrored: tuple[Path, Path, Path]) -> None:
    query = "select geography_member, geography, rule_id, fact_count from ops.geography_members where ticker = 'INTC'"
    found = {member: told for member, *told in rows(mirrored[0], query)}
    assert set(found) == set(chipmaker.SPLIT)
    assert found["made:SpecialPlacesMember"] == ["unmapped", None, 1]
    assert found["country:CN"][0] == "CN"


def test_the_same_mirror_over_http(mirrored: tuple[Path, Path, Path], tmp_path: Path, tributary: Tributary) -> None:
    """A folder and a service are one code path: only the base address differs, and no mart shows it."""
    home, project, mirror = mirrored
    with served(mirror) as address:
        done = tributary("refresh", "--home", tmp_path / "home", "--edgar", address, project=project)
    assert done.returncode == 0, done.stderr
    assert "1 documents and the companyfacts of 1 companies" in done.stdout
    assert marts(tmp_path / "home") == marts(home)
