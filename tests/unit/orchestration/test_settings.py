"""Settings for Dagster and systemd, and the errors of a full or read-only disk."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from dagster import DagsterInstance
from dagster._core.instance.config import dagster_instance_config  # noqa: TID251 - its schema, without a server

from orchestration.cli import refresh
from orchestration.release.run_state import last_check, record_check
from orchestration.runtime.dagster_instance import SETTINGS, prepare_instance
from orchestration.runtime.disk import disk_fault
from orchestration.runtime.paths import Home
from tests.support.project import REPOSITORY

DEPLOY = REPOSITORY / "docs" / "deploy"


def test_dagster_takes_our_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))  # where the event log lies
    (tmp_path / "dagster.yaml").write_text(SETTINGS)
    with DagsterInstance.from_config(str(tmp_path)) as instance:
        assert not instance.telemetry_enabled
        assert instance.run_monitoring_enabled
        assert instance.run_retries_enabled
        queue = instance.get_concurrency_config().run_queue_config
        assert queue is not None
        assert queue.max_concurrent_runs == 1


def test_settings_of_an_earlier_release_name_the_event_log_as_it_is_now(tmp_path: Path) -> None:
    home = Home(tmp_path)
    before = SETTINGS.replace("orchestration.runtime.event_log", "orchestration.event_log") + "# a person's own line\n"
    home.dagster.mkdir()
    (home.dagster / "dagster.yaml").write_text(before)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DAGSTER_HOME", "TRIBUTARY_HOME"):
            patch.setenv(name, "")  # set by what is tested, and restored at the end
        prepare_instance(home)
    assert (home.dagster / "dagster.yaml").read_text() == SETTINGS + "# a person's own line\n"


def test_dagster_takes_the_servers_settings(tmp_path: Path) -> None:
    """Its schema refuses what it does not know; but for the storage they are our own, and hold no secret."""
    text = (DEPLOY / "dagster.yaml").read_text()
    (tmp_path / "dagster.yaml").write_text(text)
    reported, _ = dagster_instance_config(str(tmp_path))
    assert reported["storage"] == {"postgres": {"postgres_url": {"env": "TRIBUTARY_DAGSTER_POSTGRES_URL"}}}
    ours = {name: value for name, value in yaml.safe_load(SETTINGS).items() if name != "event_log_storage"}
    assert {name: value for name, value in yaml.safe_load(text).items() if name != "storage"} == ours


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda unit: unit.stem)
def test_units_are_bound_to_this_machine_and_hold_no_secret(unit: Path) -> None:
    text = unit.read_text()
    assert "EnvironmentFile=/etc/tributary/environment" in text
    assert not re.search(r"^Environment=", text, re.MULTILINE)
    assert "0.0.0.0" not in text  # noqa: S104 - must not be in it
    # one pace for the machine is kept in /tmp (docs/decisions/0007)
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=no"} <= set(text.splitlines())
    if "webserver" in unit.stem:
        assert "-h 127.0.0.1 " in text


@pytest.mark.parametrize(
    ("reported", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full"),
        ("IO Error: Could not write file: No space left on device", "the disk is full"),
        ("(sqlite3.OperationalError) database or disk is full", "the disk is full"),
        (OSError(errno.EFBIG, os.strerror(errno.EFBIG)), "the disk is full"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "Read-only file system"),
        ("attempt to write a readonly database", "Read-only file system"),
    ],
)
def test_a_disk_that_takes_no_more_is_reported_in_a_line(reported: str | OSError, words: str, tmp_path: Path) -> None:
    found = disk_fault(reported, Home(tmp_path))
    assert found is not None
    assert words in found
    assert found.startswith(f"{tmp_path}: ")
    assert "\n" not in found


@pytest.mark.parametrize(("free", "words"), [(1_000_000, "the disk is full"), (10**9, "the disk fails")])
def test_what_sqlite_calls_an_error_of_the_disk(
    free: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that is nearly full it means that; on another the disk itself is to be looked at."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert words in (disk_fault("(sqlite3.OperationalError) disk I/O error", Home(tmp_path)) or "")


@pytest.mark.parametrize("is_raised", [True, False])
def test_a_full_disk_is_reported_as_it_was_before_room_is_made(
    *, is_raised: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Removing the build that filled it leaves room enough to take the fault for another."""
    disk = SimpleNamespace(free=1_000_000)

    def fail(*_: object, **__: object) -> str:
        if is_raised:
            raise sqlite3.OperationalError("disk I/O error")
        return "disk I/O error"

    monkeypatch.setattr("shutil.disk_usage", lambda _: disk)
    monkeypatch.setattr(refresh, "_run_job", fail)
    monkeypatch.setattr(refresh, "_free_space", lambda _: setattr(disk, "free", 10**9))
    assert refresh.refresh(None, tmp_path, force=True) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert disk.free == 10**9


def test_the_note_of_a_look_holds_no_secret(tmp_path: Path) -> None:
    named = "http://me:secret@127.0.0.1:8080/edgar?key=secret#secret"
    record_check(Home(tmp_path), named, "failed", "the address contains a user name or password")
    check = last_check(Home(tmp_path))
    assert check is not None
    assert check.edgar == "http://…@127.0.0.1:8080/edgar"


def test_the_cause_of_an_error_counts(tmp_path: Path) -> None:
    fault = RuntimeError("a step failed")
    fault.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert "the disk is full" in (disk_fault(fault, Home(tmp_path)) or "")


def test_another_fault_is_another_fault(tmp_path: Path) -> None:
    assert disk_fault("model levy_due: division by zero", Home(tmp_path)) is None
