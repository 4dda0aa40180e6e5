"""Schedules, sensors and alerts: one run for all new filings, none twice, none missed; each alert once."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from pytest_httpserver import HTTPServer

from orchestration.defs.alert_sensors import LONGEST_SILENCE, alert_sensors, failure_alert, lateness, send_kept
from orchestration.defs.automation import look, whole_run
from orchestration.defs.resources import HomeLock
from orchestration.release.run_state import last_check, record_check
from orchestration.runtime.notify import CHANNELS_VARIABLE, WEBHOOK_VARIABLE, Alert, CannotNotify, notify
from orchestration.runtime.paths import Home
from sources.edgar.http.client import EDGAR_PACE, IDENTITY
from sources.edgar.http.mirror import OriginError
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import Filing, Mirror, arrays, submissions

pytestmark = pytest.mark.integration

NVDA = "0001045810"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "edgar")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def edgar(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The service's address; our own pace is not what is tested here."""
    monkeypatch.setenv(IDENTITY, "A Test test@example.org")
    monkeypatch.setattr(EDGAR_PACE, "_interval", 0.0)
    monkeypatch.setattr(EDGAR_PACE, "_ledger", None)
    with edgar_service(EdgarService(mirror.root, limit=10_000)) as address:
        yield address


def listed(mirror: Mirror, *filings: Filing, pages: tuple[str, ...] = ()) -> None:
    mirror.put_submissions(submissions(filings, NVDA, pages), NVDA)


def filing(number: int, day: str, form: str = "10-Q") -> Filing:
    return Filing(f"0001045810-26-{number:06}", form, day)


def asked(result: dg.SensorResult | dg.SkipReason) -> list[str]:
    """What the run that was asked for is about; at most one run is."""
    assert isinstance(result, dg.SensorResult)
    requests = result.run_requests or []
    assert len(requests) <= 1
    for request in requests:
        assert whole_run().items() <= request.tags.items()
    return [text for request in requests for text in request.tags["tributary/filings"].split(", ")]


def test_one_run_for_all_news_and_none_twice(mirror: Mirror, home: Home, edgar: str) -> None:
    listed(mirror, filing(2, "2026-05-20"), filing(1, "2026-02-20", "10-K"))
    first = look(home, edgar, None)
    assert asked(first) == ["NVDA 10-K 0001045810-26-000001", "NVDA 10-Q 0001045810-26-000002"]
    again = look(home, edgar, first.cursor)
    assert asked(again) == []
    listed(mirror, filing(4, "2026-05-22", "8-K"), filing(3, "2026-05-21", "SC 13G"), filing(2, "2026-05-20"))
    third = look(home, edgar, again.cursor)
    assert asked(third) == ["NVDA 8-K 0001045810-26-000004"]
    assert asked(look(home, edgar, third.cursor)) == []


def test_a_daemon_that_stops_before_it_remembers_asks_for_the_same_run(mirror: Mirror, home: Home, edgar: str) -> None:
    """Dagster starts a run once for a run key."""
    listed(mirror, filing(1, "2026-02-20"))
    keys = {look(home, edgar, None).run_requests[0].run_key for _ in range(2)}
    assert len(keys) == 1
    assert asked(look(home, edgar, "no JSON at all")) == ["NVDA 10-Q 0001045810-26-000001"]


def test_a_filing_that_is_listed_after_a_later_one_is_not_missed(mirror: Mirror, home: Home, edgar: str) -> None:
    listed(mirror, filing(2, "2026-05-20"), filing(0, "2026-02-20"))
    cursor = look(home, edgar, None).cursor
    listed(mirror, filing(2, "2026-05-20"), filing(1, "2026-05-19", "10-Q/A"), filing(0, "2026-02-20"))
    second = look(home, edgar, cursor)
    assert asked(second) == ["NVDA 10-Q/A 0001045810-26-000001"]
    assert asked(look(home, edgar, second.cursor)) == []


def test_a_list_that_is_filled_up_from_behind_is_news(mirror: Mirror, home: Home, edgar: str) -> None:
    """A report months older than the newest, which the list did not have."""
    listed(mirror, filing(3, "2026-05-20"), filing(1, "2025-08-20"))
    cursor = look(home, edgar, None).cursor
    listed(mirror, filing(3, "2026-05-20"), filing(2, "2025-11-19"), filing(1, "2025-08-20"))
    assert asked(look(home, edgar, cursor)) == ["NVDA 10-Q 0001045810-26-000002"]


def test_news_on_an_older_page_is_not_missed(mirror: Mirror, home: Home, edgar: str) -> None:
    """So many filings since the last look that the newest page begins after it."""
    listed(mirror, filing(1, "2026-02-20"))
    cursor = look(home, edgar, None).cursor
    page = f"CIK{NVDA}-submissions-001.json"
    listed(mirror, *(filing(n, f"2026-06-{n:02}", "4") for n in range(10, 30)), pages=(page,))
    older = arrays([filing(2, "2026-05-20"), filing(1, "2026-02-20")])
    mirror.put(f"data.sec.gov/submissions/{page}", json.dumps(older).encode())
    assert asked(look(home, edgar, cursor)) == ["NVDA 10-Q 0001045810-26-000002"]


@pytest.mark.parametrize("body", [b'{"filings": ', b"<html><title>Site Maintenance</title></html>"])
def test_a_list_that_cannot_be_read_stops_no_other_and_loses_nothing(
    mirror: Mirror, home: Home, edgar: str, body: bytes
) -> None:
    listed(mirror, filing(1, "2026-02-20"))
    cursor = look(home, edgar, None).cursor
    mirror.put_submissions(body, NVDA)
    found = look(home, edgar, cursor)
    assert isinstance(found, dg.SensorResult)
    assert found.skip_reason is not None
    reason = str(found.skip_reason.skip_message)
    assert "Lists that cannot be read: NVDA: " in reason
    assert "\n" not in reason
    listed(mirror, filing(2, "2026-05-20"), filing(1, "2026-02-20"))
    assert asked(look(home, edgar, found.cursor)) == ["NVDA 10-Q 0001045810-26-000002"]


def test_an_address_without_an_answer_fails_the_tick(home: Home) -> None:
    with pytest.raises(OriginError):
        look(home, "http://127.0.0.1:9", None)


@pytest.mark.parametrize(
    "cursor", ["null", "[]", "{bad", '{"0001045810": {"since": "x"}}', '{"0001045810": 5}', '{"0000002488": null}']
)
def test_a_cursor_of_another_shape_is_as_none(mirror: Mirror, home: Home, edgar: str, cursor: str) -> None:
    listed(mirror, filing(1, "2026-02-20"))
    assert asked(look(home, edgar, cursor)) == ["NVDA 10-Q 0001045810-26-000001"]


def test_one_turn_at_a_time(home: Home) -> None:
    """Two runs from a cold home: the second waits, and gives up in a sentence."""
    first, second = HomeLock(home=str(home.root)), HomeLock(home=str(home.root), longest_wait_seconds=0.2)
    context = dg.build_init_resource_context()
    first.setup_for_execution(context)
    with pytest.raises(dg.Failure, match="Another refresh has been at work"):
        second.setup_for_execution(context)
    first.teardown_after_execution(context)
    second.setup_for_execution(context)
    second.teardown_after_execution(context)


def test_a_webhook_gets_the_alert_and_nobody_else_its_address(
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    httpserver.expect_ordered_request("/secret").respond_with_data("busy", 503)
    httpserver.expect_ordered_request("/secret").respond_with_data("ok")
    monkeypatch.setenv(CHANNELS_VARIABLE, "log, webhook")
    monkeypatch.setenv(WEBHOOK_VARIABLE, httpserver.url_for("/secret"))
    notify(failure_alert("run-1", "refresh", ["a\nb", "c", "d"], None))
    sent = httpserver.log[-1][0].get_json()
    assert (sent["kind"], sent["key"], sent["run_id"]) == ("refresh_failed", "run-1", "run-1")
    assert sent["text"].splitlines() == [
        "The run of refresh failed", "a", "b", "c", "and 1 more",
        "Nothing was published; the previous version stays current.",
    ]  # fmt: skip
    assert "The run of refresh failed" in caplog.text
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]  # the server's own
    assert "secret" not in " ".join([*ours, *capsys.readouterr()])


def test_a_webhook_that_does_not_answer_is_reported_without_its_address(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/secret").respond_with_data("no", 403)
    monkeypatch.setenv(CHANNELS_VARIABLE, "webhook")
    monkeypatch.setenv(WEBHOOK_VARIABLE, httpserver.url_for("/secret"))
    with pytest.raises(CannotNotify, match="403") as fault:
        notify(Alert("refresh_failed", "1", "t", "x"))
    assert "secret" not in str(fault.value)
    monkeypatch.setenv(CHANNELS_VARIABLE, "nowhere:at_all")
    with pytest.raises(CannotNotify, match=r"package\.module:name"):
        notify(Alert("refresh_failed", "1", "t", "x"))


def out_of_order(alert: Alert) -> None:
    """A way that somebody wrote, and that fails."""
    raise RuntimeError(f"token=secret {alert.key}")


def test_a_way_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv(CHANNELS_VARIABLE, f"{__name__}:out_of_order, log")
    with pytest.raises(CannotNotify, match="out_of_order did not accept the alert: RuntimeError") as fault:
        notify(Alert("refresh_failed", "1", "t", "x"))
    assert "secret" not in str(fault.value)
    assert "refresh_failed: t" in caplog.text


@dg.op
def report() -> None:
    raise dg.Failure("no charts", allow_retries=False)


@dg.op
def models() -> None:
    raise dg.Failure("a schema expectation failed", allow_retries=False)


@pytest.mark.parametrize(
    "case", [(report, "The new version is published", "published"), (models, "Nothing was published", "failed")]
)
def test_a_failed_run_is_noted_and_reported_though_the_webhook_was_down(
    case: tuple[dg.OpDefinition, str, str], home: Home, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`status` and `late` hear of it too; and what was published is not said to be not."""
    step, stands, outcome = case

    @dg.job(name="refresh")
    def job() -> None:
        step()

    httpserver.expect_request("/secret").respond_with_data("no", 403)
    monkeypatch.setenv(CHANNELS_VARIABLE, "webhook")
    monkeypatch.setenv(WEBHOOK_VARIABLE, httpserver.url_for("/secret"))
    monkeypatch.setenv("TRIBUTARY_HOME", str(home.root))
    record_check(home, "live", "published")
    time.sleep(1)  # notes have whole seconds
    failed_runs = next(sensor for sensor in alert_sensors() if sensor.name == "failed_runs")
    with dg.DagsterInstance.local_temp(str(home.root)) as instance:
        run = job.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            "failed_runs", run.get_run_failure_event(), instance, run.dagster_run
        ).for_run_failure()
        with pytest.raises(CannotNotify):
            failed_runs(context)
    look = last_check(home)
    assert look is not None
    assert look.outcome == outcome
    assert [one for one in send_kept(home) if "403" in one]
    httpserver.clear()
    httpserver.expect_request("/secret").respond_with_data("ok")
    assert send_kept(home) == []
    assert stands in httpserver.log[-1][0].get_json()["text"]
    assert send_kept(home) == []
    assert len(httpserver.log) == 1


def test_silence_and_late_reports_are_reported(published: Path, tmp_path: Path) -> None:
    """Of the snapshot's companies all are late by the end of 2026, and none on the day after NVIDIA's last report."""
    home = Home(tmp_path / "home")
    (home.root).mkdir()
    (home.root / "published").symlink_to(published / "published")
    now = datetime.now(UTC)
    assert [alert.kind for alert in lateness(home, now) if alert.kind == "refresh_missing"] == ["refresh_missing"]
    record_check(home, "live", "nothing new")
    assert [alert.kind for alert in lateness(home, now) if alert.kind == "refresh_missing"] == []
    late = lateness(home, now + LONGEST_SILENCE + timedelta(minutes=1))
    assert "refresh_missing" in [alert.kind for alert in late]
    then = datetime(2025, 10, 1, tzinfo=UTC)
    assert lateness(home, then) == []
    reported = lateness(home, datetime(2026, 12, 1, tzinfo=UTC))
    reports = {alert.title for alert in reported if alert.kind == "report_late"}
    assert "AMAT: the 10-Q is late" in reports
    assert len(reports) == 16  # newer reports of NVIDIA, Broadcom and Marvell are known from curated figures
