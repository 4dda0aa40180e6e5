"""What an engineer finds in Dagster: assets that explain themselves, partitions by company, a job that publishes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from orchestration.defs.automation import whole_run
from orchestration.runtime.dagster_instance import prepare_instance
from orchestration.runtime.paths import REFERENCE, Home
from tests.support.project import REPOSITORY, TOY, building
from tests.support.warehouse import rows

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def home(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A copy of the published home, whose records are Dagster's."""
    found = Home(shutil.copytree(published, tmp_path_factory.mktemp("dagster") / "home", symlinks=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRIBUTARY_HOME", str(found.root))
        patch.setenv("DAGSTER_HOME", str(found.root / "dagster"))
        patch.delenv("TRIBUTARY_BUILD_DB", raising=False)
        prepare_instance(found)
        yield found


@pytest.fixture(scope="module")
def definitions(home: Home) -> dg.Definitions:
    del home
    warnings.simplefilter("ignore", dg.BetaWarning)
    from orchestration.definitions import defs

    return defs


def metadata_of(instance: dg.DagsterInstance, *key: str) -> Mapping[str, dg.MetadataValue[Any]]:
    """Metadata of the newest materialization of an asset."""
    event = instance.get_latest_materialization_event(dg.AssetKey(key))
    assert event is not None
    assert event.asset_materialization is not None
    return event.asset_materialization.metadata


def specs(definitions: dg.Definitions) -> list[dg.AssetSpec]:
    return [spec for spec in definitions.resolve_all_asset_specs() if spec.kinds or spec.group_name]


def test_every_asset_explains_itself(definitions: dg.Definitions) -> None:
    found = specs(definitions)
    keys = {spec.key.to_user_string() for spec in found}
    assert {"raw_filings", "company_facts", "landing/facts", "published_marts", "report"} <= keys
    assert {f"reference/{path.stem}" for path in REFERENCE.glob("*.csv")} <= keys
    for spec in found:
        name = spec.key.to_user_string()
        assert len((spec.description or "").split()) > 5, name
        assert spec.group_name not in {None, "default"}, name
        assert list(spec.owners), name
        assert spec.kinds, name


def test_companies_are_the_partitions_and_any_range_is_one_run(definitions: dg.Definitions) -> None:
    tickers = pl.read_csv(REFERENCE / "companies.csv")["ticker"].to_list()
    graph = definitions.resolve_asset_graph()
    for name in ("raw_filings", "company_facts"):
        node = graph.get(dg.AssetKey(name))
        assert node.partitions_def is not None
        assert list(node.partitions_def.get_partition_keys()) == tickers
        assert node.backfill_policy == dg.BackfillPolicy.single_run()


def test_each_source_of_dbt_has_a_key_of_its_own_and_reaches_its_file(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    chips, rows = dg.AssetKey(["reference", "chips"]), dg.AssetKey(["landing", "facts"])
    companies = {dg.AssetKey(["reference", name]) for name in ("companies", "former_ciks")}
    assert graph.get(rows).parent_keys == {dg.AssetKey("company_facts"), *companies}
    assert not graph.get(chips).parent_keys
    assert graph.get(chips).child_keys
    assert chips in graph.get_ancestor_asset_keys(dg.AssetKey(["levy", "product_regimes"]))


def test_a_mart_has_its_columns_its_code_version_and_the_place_where_readers_find_it(
    definitions: dg.Definitions,
) -> None:
    (spec,) = (one for one in definitions.resolve_all_asset_specs() if one.key == dg.AssetKey(["levy", "levy_due"]))
    columns = {column.name: column.type for column in spec.metadata["dagster/column_schema"].columns}
    assert columns["levy_usd"] == "decimal(18,2)"
    assert spec.metadata["dagster/table_name"] == "tributary.levy.levy_due"
    assert spec.code_version
    assert spec.freshness_policy is not None


def test_a_run_that_names_no_company_is_for_all(definitions: dg.Definitions) -> None:
    """So Launch in the web interface, and `dg launch --job refresh`, need no partition."""
    assert definitions.resolve_job_def("refresh").run_tags.items() >= whole_run().items()


def test_publication_alone_publishes_nothing_and_says_what_to_do(definitions: dg.Definitions, home: Home) -> None:
    before = home.published_file.resolve()
    with dg.DagsterInstance.get() as instance:
        result = definitions.resolve_implicit_global_asset_job_def().execute_in_process(
            instance=instance, asset_selection=[dg.AssetKey("published_marts")], raise_on_error=False
        )
    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    reported = failure.step_failure_data.user_failure_data
    assert reported is not None
    assert reported.description == (
        "This run built nothing. Run the job `refresh`: it builds, tests and publishes in one run."
    )
    assert home.published_file.resolve() == before


def run(definitions: dg.Definitions, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    """The whole job, as the schedule asks for it."""
    return definitions.resolve_job_def("refresh").execute_in_process(
        instance=instance, tags=whole_run(), raise_on_error=False
    )


def test_the_job_published_and_says_what_it_did(home: Home) -> None:
    """What the command line runs is this job, and Dagster has the record of it."""
    with dg.DagsterInstance.get() as instance:
        (run_id,) = (one.run_id for one in instance.get_runs(dg.RunsFilter(job_name="refresh")))
        logged = instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
        published, facts, report = (
            instance.get_latest_materialization_event(dg.AssetKey(name))
            for name in ("published_marts", "company_facts", "report")
        )
        mart, chips = metadata_of(instance, "levy", "levy_due"), metadata_of(instance, "reference", "chips")
    evaluations = [entry.get_dagster_event().asset_check_evaluation_data for entry in logged]
    suites = {check.check_name: check for check in evaluations if check.check_name.endswith("_suite")}
    assert {"filings_suite", "chips_suite", "levy_due_suite"} <= set(suites)
    assert all(check.blocking for check in suites.values())
    # Tesla's R&D grew fivefold in 2010, and NVIDIA's China fell behind Singapore: both true, and reported
    assert [name for name, check in suites.items() if not check.passed] == ["china_revenue_suite", "rnd_expense_suite"]
    assert home.published_file.exists()
    assert published is not None
    assert published.asset_materialization is not None
    metadata = published.asset_materialization.metadata
    row_count = metadata["dagster/row_count"].value
    assert isinstance(row_count, int)
    assert row_count > 1000
    assert re.fullmatch(r"[A-Z]+ \S+ \d{10}-\d{2}-\d{6}", str(metadata["newest_filing"].value))
    assert mart["dagster/row_count"].value == rows(home.root, "select count(*) from levy.levy_due")[0][0]
    assert "| ticker |" in str(mart["preview"].value)
    assert chips["dagster/row_count"].value == pl.read_csv(REFERENCE / "chips.csv").height
    assert facts is not None
    assert facts.asset_materialization is not None
    assert facts.asset_materialization.metadata
    assert report is not None
    assert report.asset_materialization is not None
    assert report.asset_materialization.metadata["build_id"] == metadata["build_id"]
    assert report.asset_materialization.metadata["is_new"].value is True
    assert (home.published / "report" / "index.html").is_file()


def test_the_job_publishes_from_nothing_without_a_partition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Launch in the web interface starts it, or `dg launch --job refresh`; it lands what it needs by itself."""
    from orchestration.defs.build import build_defs

    home = Home(tmp_path, REPOSITORY / TOY)
    for name, value in building(home.dbt_project).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TRIBUTARY_HOME", str(tmp_path))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    prepare_instance(home)
    with dg.DagsterInstance.get() as instance:
        job = build_defs(home).resolve_job_def("refresh")
        assert job.execute_in_process(instance=instance, raise_on_error=False).success
    assert home.published_file.exists()


def test_a_run_that_finds_nothing_new_makes_up_for_what_failed(
    definitions: dg.Definitions, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report that is missing is written; the failure of the copy is reported, and nothing is built."""
    with dg.DagsterInstance.get() as instance:
        built = home.published_file.resolve()
        shutil.rmtree(built.parent / "report")
        monkeypatch.setenv("TRIBUTARY_POSTGRES_DSN", "postgresql://me:secret@127.0.0.1:1/marts")
        result = run(definitions, instance)
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    reported = failure.step_failure_data.user_failure_data
    assert reported is not None
    assert "127.0.0.1:1/marts" in (reported.description or "")
    assert "secret" not in (reported.description or "")
    assert (home.published / "report" / "index.html").is_file()
    assert home.published_file.resolve() == built


def test_the_report_follows_publication_and_nothing_follows_it(definitions: dg.Definitions) -> None:
    node = definitions.resolve_asset_graph().get(dg.AssetKey("report"))
    assert node.parent_keys == {dg.AssetKey("published_marts")}
    assert node.child_keys == set()


def test_loading_definitions_touches_nothing_and_stays_light(tmp_path: Path) -> None:
    """No network, no Great Expectations; only dbt's manifest is written."""
    code = (
        "import sys, orchestration.definitions\n"
        "print('great_expectations' in sys.modules, 'polars' in sys.modules and 'arelle' in sys.modules,"
        " 'altair' in sys.modules or 'vl_convert' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TRIBUTARY_HOME": str(tmp_path), "DAGSTER_HOME": ""},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "False", "False"]
    written = {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()}
    assert written <= {("build", "dbt")}
