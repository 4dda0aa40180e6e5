"""Status 7: a refresh that published, and what it left out, in a line each; in Dagster's records and alerts, too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.alert_sensors import alert_sensors
from orchestration.postgres.serve import DSN_VARIABLE
from orchestration.runtime.notify import CHANNELS_VARIABLE, Alert
from orchestration.runtime.paths import Home
from sources.edgar.http.client import IDENTITY
from tests.support import chipmaker
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import Filing, Mirror
from tests.support.project import REPOSITORY, TOY, Tributary
from tests.support.warehouse import build_id, rows

pytestmark = pytest.mark.integration

CUT = Filing("0009990042-24-000020", "10-K/A", "2024-05-02", "made-20231230a.htm")
UNSAFE = Filing("0009990042-24-000030", "10-K/A", "2024-05-03", "../made.htm")
DATA_TESTS = """
version: 2
data_tests:
  - name: assert_document_not_truncated
    description: A document is complete.
    config: {severity: warn, meta: {table: landing.documents, quarantines: filing}}
"""
#: Nothing listens there.
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1"


@pytest.fixture
def watching(project_copy: Path) -> Path:
    """A project that watches the chipmaker, and whose toy quarantines a filing without its end."""
    chipmaker.watch_it(project_copy)
    name, tests = "landing/assert_document_not_truncated.sql", project_copy / TOY / "tests"
    (tests / name).parent.mkdir()
    shutil.copy(project_copy / "dbt_project" / "tests" / name, tests / name)
    (tests / "landing" / "_data_tests.yml").write_text(DATA_TESTS)
    return project_copy


def put(mirror: Mirror, *more: Filing) -> None:
    """List these filings beside the annual report; CUT lacks its end."""
    mirror.put_submissions(chipmaker.submissions(more), chipmaker.CIK)
    mirror.put_document(CUT.accession, CUT.document, chipmaker.annual_report()[:-300], chipmaker.CIK)


def test_what_is_new_in_quarantine_or_was_not_landed_has_a_status_and_a_line(
    toy_home: Path, watching: Path, tmp_path: Path, toy: Tributary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: the next version has nothing new. What fails after publication comes before it, and the lines stay."""
    mirror = chipmaker.chipmaker_mirror(tmp_path / "mirror")

    def refresh(*options: str, dsn: str = "") -> tuple[int, list[str]]:
        done = toy(
            "refresh", "--home", toy_home, "--edgar", mirror.root, *options,
            env={DSN_VARIABLE: dsn} if dsn else {}, project=watching,
        )  # fmt: skip
        return done.returncode, [line for line in done.stderr.splitlines() if line.strip()]

    put(mirror, CUT)
    before = build_id(toy_home)
    status, lines = refresh(dsn=NOWHERE)
    assert status == 5, lines
    assert build_id(toy_home) > before
    ((quarantine_id,),) = rows(toy_home, "select quarantine_id from ops.quarantine")
    (line,) = (line for line in lines if line.startswith("Newly quarantined: "))
    assert line.startswith(f"Newly quarantined: MADE 10-K/A {CUT.accession}, {CUT.document}: ")
    assert line.endswith(f"Fix it at its origin, then `tributary quarantine retry {quarantine_id}`.")

    put(mirror, CUT, UNSAFE)
    status, lines = refresh()
    assert status == 7, lines
    assert len([line for line in lines if line.startswith("Not landed: MADE: ") and UNSAFE.accession in line]) == 2
    assert lines[-1] == (
        "The marts are published; 2 files not landed. `tributary quarantine list` lists all quarantined items."
    )
    assert refresh() == (0, [])
    assert refresh("--force") == (0, [])
    assert_recorded(Home(toy_home), monkeypatch)


def test_a_refused_answer_has_the_status_also_when_nothing_is_new(
    toy_home: Path, watching: Path, tmp_path: Path, toy: Tributary
) -> None:
    """What was landed before is used, so nothing is new as far as anybody knows."""
    mirror, refused = chipmaker.chipmaker_mirror(tmp_path / "mirror"), {"nothing"}
    service = EdgarService(
        mirror.root, lambda _n, _b, path: "empty" if any(part in path for part in refused) else None, 10_000
    )
    with edgar_service(service) as address:
        command = ("refresh", "--home", toy_home, "--edgar", address)
        env = {IDENTITY: "A Test test@example.org"}
        first = toy(*command, env=env, project=watching)
        assert first.returncode == 0, first.stderr
        before = build_id(toy_home)
        refused.add(f"companyfacts/CIK{chipmaker.CIK}")
        done = toy(*command, env=env, project=watching)
    assert (done.returncode, build_id(toy_home)) == (7, before), done.stderr
    assert "Nothing new" in done.stdout
    line, last = [line for line in done.stderr.splitlines() if line.strip()]
    assert line.startswith(
        f"Not landed: MADE: https://data.sec.gov/api/xbrl/companyfacts/CIK{chipmaker.CIK}.json: not "
    )
    assert last.startswith("The published version is current; 1 file not landed.")


SENT: list[Alert] = []


def to_the_test(alert: Alert) -> None:
    """A channel."""
    SENT.append(alert)


def assert_recorded(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Metadata of each publication, the first last; an alert of the item after the next successful run."""
    monkeypatch.setenv("TRIBUTARY_HOME", str(home.root))
    monkeypatch.setenv("DAGSTER_HOME", str(home.dagster))
    monkeypatch.setenv(CHANNELS_VARIABLE, f"{__name__}:to_the_test")
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        records = instance.fetch_materializations(dg.AssetKey("published_marts"), limit=3).records
        published = [record.asset_materialization for record in records]
        assert [one.metadata["newly_quarantined"].value for one in published if one] == [0, 0, 1]
        (listed,) = (one.metadata["newly_quarantined_items"].value for one in published[2:] if one)
        assert str(listed).startswith(f"- MADE 10-K/A {CUT.accession}, ")
        home.alerted.write_text("[]")  # as if the daemon had seen the home's first run
        sensor = next(one for one in alert_sensors() if one.name == "quarantined")
        for name in ("refresh", "another", "refresh"):
            run = a_job(name).execute_in_process(instance=instance)
            context = dg.build_run_status_sensor_context(
                "quarantined", run.get_run_success_event(), instance, run.dagster_run
            )
            sensor(context)
    (alert,) = SENT
    assert (alert.kind, alert.text.count(CUT.accession)) == ("left_out", 1)


def a_job(name: str) -> dg.JobDefinition:
    """A job that succeeds."""

    @dg.op
    def nothing() -> None:
        """Succeed."""

    @dg.job(name=name)
    def job() -> None:
        nothing()

    return job


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (7, 0), (1, 2), (5, 2)])
def test_make_takes_seven_for_published(tmp_path: Path, status: int, expected: int) -> None:
    stub = tmp_path / "tributary"
    stub.write_text(f"#!/bin/sh\nexit {status}\n")
    stub.chmod(0o755)
    command = ["make", "--old-file", ".venv/runtime", "refresh", f"BIN={tmp_path}"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr
