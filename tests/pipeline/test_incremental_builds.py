"""What has not changed is taken over from the last build, and the result is what a build of everything gives."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pipeline.test_filing_arrives import ACCESSION, LIST
from tests.support.mirror import without
from tests.support.newcomers import Newcomers
from tests.support.project import Tributary
from tests.support.warehouse import Row, build_id, marts, rows

pytestmark = pytest.mark.integration

SUPPLY = "int_supply_draws"
#: What the quality checks of the current run found, on what was built and on what was taken over.
CHECKED = """
    select suite, expectation, table_name, column_name, severity, success, observed from ops.checks
    where run_id = (select run_id from ops.refresh where is_current) and suite <> 'landing' order by all
"""


@dataclass(frozen=True)
class Change:
    """A text that is replaced in one file of the project; marts that show it, and a model that is not built again."""

    file: str
    old: str
    new: str
    shown_in: tuple[str, ...]
    not_built: str


CHANGES = {
    "curated row": Change(
        "data/reference/chips.csv",
        "h20_96gb,H20 96 GB,NVIDIA,imported,2368,4000,12000,15000,",
        "h20_96gb,H20 96 GB,NVIDIA,imported,2368,4000,12000,15500,",
        ("capacity.substitution", "ops.sources"),
        SUPPLY,
    ),
    "SQL of a mart": Change(
        "dbt_project/models/marts/levy/precedents.sql",
        "'only a share is known, and no total on the same basis'",
        "'a share alone is known'",
        ("levy.precedents",),
        SUPPLY,
    ),
    "macro": Change(
        "dbt_project/macros/rows/product_levies.sql",
        "'the base is customs value, which is not published'",
        "'the base is customs value, which nobody publishes'",
        ("levy.levy_due", "levy.product_levies"),
        SUPPLY,
    ),
    "variable": Change(
        "dbt_project/dbt_project.yml",
        "supply_seed: 1",
        "supply_seed: 2",
        ("capacity.accelerator_supply", "capacity.supply_sensitivity"),
        "int_fact_ledger",
    ),
}


def nodes_built(home: Path) -> int:
    """How many models and data tests dbt ran in the last refresh."""
    *_, last = (home / "build" / "refresh.log").read_text().strip().splitlines()
    found = re.search(r"Done\. PASS=(\d+) ", last)
    assert found, last
    return int(found[1])


def was_built(home: Path, model: str) -> bool:
    """Whether dbt built this model in the last refresh."""
    return re.search(rf"OK created sql .*\.{model} ", (home / "build" / "refresh.log").read_text()) is not None


def assert_equal(home: Path, full: Path) -> dict[str, list[Row]]:
    """The incremental build of `home` is the `full` one, row for row; its marts."""
    ours, theirs = marts(home), marts(full)
    assert list(ours) == list(theirs)
    for name, found in ours.items():
        assert found == theirs[name], name
    assert nodes_built(home) < nodes_built(full)
    return ours


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow) for name in CHANGES])
def test_a_change_of_the_project(  # noqa: PLR0917 - fixtures
    name: str, home: Path, published: Path, project_copy: Path, tmp_path: Path, tributary: Tributary
) -> None:
    """Curated tables, code and variables."""
    change = CHANGES[name]
    file = project_copy / change.file
    text = file.read_text()
    assert text.count(change.old) == 1
    file.write_text(text.replace(change.old, change.new))
    full = shutil.copytree(home, tmp_path / "full", symlinks=True)
    for place, options in ((home, ()), (full, ("--full",))):
        done = tributary("refresh", "--home", place, *options, project=project_copy)
        assert done.returncode == 0, done.stderr
        assert build_id(place) > build_id(published)
    found, before = assert_equal(home, full), marts(published)
    assert rows(home, CHECKED) == rows(full, CHECKED)
    assert set(change.shown_in) <= {mart for mart in found if found[mart] != before[mart]}
    assert was_built(full, change.not_built)
    assert not was_built(home, change.not_built)


@pytest.mark.slow
def test_a_new_filing(
    shared_edgar: Path, published: Path, pristine_project: Path, tmp_path: Path, tributary: Tributary
) -> None:
    """NVIDIA's 10-Q of 2025-11-19. The simulation of supply does not run."""
    mirror = shutil.copytree(shared_edgar, tmp_path / "edgar", copy_function=shutil.copyfile)
    listed = (mirror / LIST).read_bytes()
    (mirror / LIST).write_bytes(without(listed, ACCESSION))
    home = shutil.copytree(published, tmp_path / "home", symlinks=True)

    def refresh(place: Path, *options: str) -> None:
        done = tributary("refresh", "--home", place, "--edgar", mirror, *options, project=pristine_project)
        assert done.returncode == 0, done.stderr

    refresh(home)
    before = marts(home)
    (mirror / LIST).write_bytes(listed)
    full = shutil.copytree(home, tmp_path / "full", symlinks=True)
    refresh(home)
    refresh(full, "--full")
    found = assert_equal(home, full)
    assert rows(home, CHECKED) == rows(full, CHECKED)
    assert found["ops.value_history"] != before["ops.value_history"]
    assert was_built(full, SUPPLY)
    assert not was_built(home, SUPPLY)


@pytest.mark.slow
def test_filings_of_made_up_companies(newcomers: Newcomers, second: Path, tmp_path: Path, tributary: Tributary) -> None:
    """A transition report, the quarter after it, and an amendment that was fixed."""
    full = shutil.copytree(second, tmp_path / "full", symlinks=True)
    done = tributary("refresh", "--home", full, "--edgar", newcomers.edgar, "--full", project=newcomers.project)
    assert done.returncode == 0, done.stderr
    assert_equal(second, full)
    assert was_built(full, SUPPLY)
    assert not was_built(second, SUPPLY)
