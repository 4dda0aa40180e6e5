"""Quality checks: bad data fails the expectation that should catch it, good data passes, and a failure stops
publication.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from orchestration.quality.process import QualityProcess, QualityProcessFailed
from orchestration.runtime.paths import Home
from tests.mutation import curated, landing, marts
from tests.mutation.harness import Mutants
from tests.support.project import Tributary, building
from tests.support.warehouse import files_of, manifest, rows

pytestmark = pytest.mark.integration

NOT_PUBLISHED = "Nothing was published; the previous version stays current."
DATA_TEST = """version: 2

data_tests:
  - name: assert_always_fails
    description: Every filing fails.
    config:
      meta:
        table: landing.filings
"""


@pytest.fixture(scope="module")
def process() -> Iterator[QualityProcess]:
    with QualityProcess() as process:
        yield process


@pytest.fixture
def strict_toy(toy_copy: Path) -> Path:
    """A copy of the toy project with a data test of the landing suite that every filing fails."""
    folder = toy_copy / "tests" / "landing"
    folder.mkdir()
    (folder / "assert_always_fails.sql").write_text("select cik from {{ source('edgar', 'filings') }}\n")
    (folder / "_strict.yml").write_text(DATA_TEST)
    return toy_copy


@pytest.fixture(scope="module")
def mutants(published: Path, process: QualityProcess, tmp_path_factory: pytest.TempPathFactory) -> Mutants:
    return Mutants(Home(published), process, tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("suite", [landing, curated, marts], ids=["landing", "curated", "marts"])
def test_every_mutation_is_caught_and_no_harmless_change_is(suite: ModuleType, mutants: Mutants) -> None:
    judged = list(mutants.judge([*suite.HARM, *suite.HARMLESS]))
    assert [one.as_row for one in judged if not one.is_as_it_should] == []


@pytest.mark.parametrize("count", [1, pytest.param(12, marks=pytest.mark.slow)])
@pytest.mark.parametrize("suite", [landing, curated, marts], ids=["landing", "curated", "marts"])
def test_great_expectations_says_the_same(suite: ModuleType, mutants: Mutants, count: int) -> None:
    """Of a sample, expectation by expectation: what a query finds in a transaction, it finds in a file or in frames."""
    harm = suite.HARM
    for mutation in [*harm[:: -(-len(harm) // count)], suite.HARMLESS[0]]:
        assert set(mutants.failed(mutation, mutants.expected(mutation.suite))) == mutants.asked(mutation), mutation.name


def test_there_are_mutations_enough() -> None:
    suites = (landing, curated, marts)
    assert sum(len(suite.HARM) for suite in suites) >= 40
    assert sum(len(suite.HARMLESS) for suite in suites) >= 10
    for suite in suites:
        assert all(one.caught_by for one in suite.HARM)
        assert len({one.name for one in suite.HARM}) == len(suite.HARM)


def test_a_suite_that_cannot_run_is_reported(process: QualityProcess, tmp_path: Path) -> None:
    with pytest.raises(QualityProcessFailed, match=r"The suite landing could not run: .*no-such-file"):
        process.ask({"suite": "landing", "manifest": "", "tables": {"facts": [str(tmp_path / "no-such-file.parquet")]}})


def test_a_failed_schema_expectation_stops_publication(toy_home: Path, toy_copy: Path, toy: Tributary) -> None:
    """dbt builds an emptied mart without error; the schema expectation stops publication, and its rows are kept."""
    model = toy_copy / "models" / "marts" / "levy" / "headline.sql"
    model.write_text("\n".join(["select * from (", model.read_text(), ") as headline where false\n"]))
    before = files_of(toy_home)
    done = toy("refresh", "--home", toy_home, env=building(toy_copy))
    assert done.returncode == 1, done.stdout
    assert [line for line in done.stderr.splitlines() if line] == [
        "table_not_empty failed: levy.headline, found 0 rows, expected 1 rows or more. "
        "Fix the data that the mart reads, or its YAML where the expectation is wrong.",
        NOT_PUBLISHED,
    ]
    assert files_of(toy_home) == before
    (kept, *_) = sorted((toy_home / "checks").glob("*-marts-*.parquet"), reverse=True)
    with duckdb.connect() as con:
        failed = con.execute("select table_name from read_parquet($1) where not success", [str(kept)]).fetchall()
    assert failed == [("levy.headline",)]
    reported = toy("checks", "--home", toy_home)
    assert reported.returncode == 1
    assert re.search(r"error: table_not_empty failed: levy\.headline", reported.stdout)
    assert "Nothing was published" in (toy_home / "checks" / "index.html").read_text()


def test_a_failing_data_test_stops_a_refresh_a_job_and_a_backfill(
    toy_home: Path, strict_toy: Path, pristine_project: Path, toy: Tributary
) -> None:
    before = files_of(toy_home)
    refresh = toy("refresh", "--home", toy_home, env=building(strict_toy))
    assert refresh.returncode == 1
    reported, last = (line for line in refresh.stderr.splitlines() if line)
    assert reported.startswith("assert_always_fails failed: landing.filings, found ")
    assert last == NOT_PUBLISHED
    environment = {
        "TRIBUTARY_HOME": str(toy_home), "DAGSTER_HOME": str(toy_home / "dagster"), "PATH": "", **building(strict_toy),
    }  # fmt: skip
    whole_range = "import polars as pl; k = pl.read_csv('data/reference/companies.csv')['ticker'].to_list()"
    job = (
        f"{whole_range}; import dagster as dg; from orchestration.definitions import defs\n"
        "with dg.DagsterInstance.get() as i:\n"
        "    tags = {'dagster/asset_partition_range_start': k[0], 'dagster/asset_partition_range_end': k[-1]}\n"
        "    r = defs.resolve_job_def('refresh').execute_in_process(instance=i, tags=tags, raise_on_error=False)\n"
        "    steps = {e.step_key for e in r.all_events if e.is_step_success}\n"
        "    print(r.success, 'models' in steps, 'published_marts' in steps)"
    )
    done = subprocess.run(
        [sys.executable, "-c", job], cwd=pristine_project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["False False False"], done.stderr
    tickers = [
        line.split(",")[0] for line in (pristine_project / "data/reference/companies.csv").read_text().splitlines()
    ]
    backfill = ("asset", "materialize", "--select", "*", "--partition-range", f"{tickers[1]}...{tickers[-1]}")
    done = subprocess.run(
        [sys.executable, "-m", "dagster", *backfill, "-m", "orchestration.definitions"],
        cwd=pristine_project, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "assert_always_fails" in done.stdout + done.stderr
    assert files_of(toy_home) == before


def test_the_published_file_has_the_outcomes_of_three_suites(published: Path) -> None:
    counted = rows(
        published,
        "select suite, bool_and(success or severity = 'warn'), count(*) > 30 from ops.checks group by all order by all",
    )
    assert counted == [("curated", True, True), ("landing", True, True), ("marts", True, True)]
    # Tesla's R&D of 2010 is true, and so is the rank of China at NVIDIA
    reported = rows(published, "select table_name, expectation from ops.checks where not success order by all")
    assert reported == [
        ("levy.china_revenue", "assert_china_ranks_unchanged"),
        ("rnd.rnd_expense", "assert_rnd_growth_within_bounds"),
    ]
    (run,) = rows(published, "select distinct run_id from ops.checks")
    assert run == rows(published, "select run_id from ops.refresh where is_current")[0]
    assert manifest(published)["gates_cpu_seconds"] > 0


def test_pages_open_offline_and_show_every_expectation(published: Path) -> None:
    """No address outside the folder, no script, and the style in the page."""
    page = (published / "checks" / "index.html").read_text()
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "link", "img", "iframe"}
            links.extend(value for name, value in attrs if name in {"href", "src"} and value)

    Links().feed(page)
    assert "<style>" in page
    assert links
    assert all((published / "checks" / link).is_file() for link in links)
    ((count, reported),) = rows(published, "select count(*), count(*) filter (where not success) from ops.checks")
    assert page.count("<summary>") == count + reported
