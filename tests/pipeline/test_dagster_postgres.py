"""Dagster's records in Postgres, with the settings and the address that docs/deploy gives."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import dagster as dg
import psycopg
import pytest

from orchestration.release.recovery import PROCESS_TAG, fail_dead_runs
from orchestration.runtime.dagster_instance import prepare_instance
from orchestration.runtime.paths import Home
from orchestration.runtime.processes import this_process
from tests.support.postgres import postgres_server
from tests.support.project import REPOSITORY

pytestmark = pytest.mark.integration

DEPLOY = REPOSITORY / "docs" / "deploy"
VARIABLE = "TRIBUTARY_DAGSTER_POSTGRES_URL"


@dg.op
def something() -> None:
    """A step of no consequence."""


@dg.job
def nothing() -> None:
    """A job of one step."""
    something()


def test_runs_are_recorded_and_dead_ones_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = dict(
        line.split("=", 1) for line in (DEPLOY / "environment.example").read_text("utf-8").splitlines() if "=" in line
    )
    scheme = example[VARIABLE].partition("://")[0]
    home = Home(tmp_path / "home")
    home.dagster.mkdir(parents=True)
    shutil.copy(DEPLOY / "dagster.yaml", home.dagster)
    for name in ("DAGSTER_HOME", "TRIBUTARY_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # put back what `prepare_instance` changes
    prepare_instance(home)
    boot, pid, started = this_process().split("-")
    with postgres_server() as dsn:
        with psycopg.connect(f"{dsn}/postgres", autocommit=True) as con:
            con.execute("create database records")
        monkeypatch.setenv(VARIABLE, f"{scheme}{dsn.removeprefix('postgresql')}/records")
        with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
            assert nothing.execute_in_process(instance=instance).success
            dead = instance.create_run_for_job(
                nothing,
                status=dg.DagsterRunStatus.STARTED,
                tags={PROCESS_TAG: f"{boot}-{pid}-{int(started) + 1}"},
            ).run_id
            assert fail_dead_runs(instance) == [dead]
        with psycopg.connect(f"{dsn}/records") as con:
            statuses = con.execute("select status, count(*) from runs group by status order by status").fetchall()
            events = con.execute("select count(*) from event_logs where step_key = 'something'").fetchall()
    assert statuses == [("FAILURE", 1), ("SUCCESS", 1)]
    assert events[0][0] > 0
    assert not list(home.dagster.rglob("*.db"))
