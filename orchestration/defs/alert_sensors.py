"""Sensors that alert a person: to failed runs, to what is newly quarantined, to refreshes and reports that are late.

How an alert is sent is in `runtime.notify`; when a report is due is in the mart ops.filing_calendar.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import duckdb
from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunStatusSensorContext,
    SensorDefinition,
    SensorEvaluationContext,
    SensorResult,
    run_failure_sensor,
    run_status_sensor,
    sensor,
)

from orchestration.defs.resources import Warehouse
from orchestration.release.newly_quarantined import item_line, newly_quarantined, quarantined_items
from orchestration.release.recovery import fail_dead_runs
from orchestration.release.run_state import NOT_FOLLOWED_UP, NOT_PUBLISHED, last_check, record_check
from orchestration.runtime.notify import Alert, CannotNotify, notify
from orchestration.runtime.paths import Home
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from orchestration.warehouse.ingest import left_out
from sources.atomic_files import write_atomically

#: A refresh is due every day; half a day of grace.
LONGEST_SILENCE: Final = timedelta(hours=36)
#: Steps that follow publication: when they fail, the marts stand published.
AFTER_PUBLICATION: Final = frozenset({"report", "postgres_copy"})
_MOST_LINES: Final = 3
_MOST_ITEMS: Final = 10


def alert_sensors() -> list[SensorDefinition]:
    """The sensors for failed runs, for what a successful one left out, and for what is late."""

    @run_failure_sensor(
        name="failed_runs",
        default_status=DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=30,
        description="Sends an alert when a run failed, with its worst failures.",
    )
    def failed_runs(context: RunFailureSensorContext) -> None:
        events = context.get_step_failure_events()
        steps = [event.step_failure_data for event in events]
        descriptions = [step.user_failure_data.description for step in steps if step and step.user_failure_data]
        run, home = context.dagster_run, Home.find()
        is_published = bool(events) and {event.step_key for event in events} <= AFTER_PUBLICATION
        alert = failure_alert(
            run.run_id, run.job_name, descriptions, context.failure_event.message, is_published=is_published
        )
        record = context.instance.get_run_record_by_id(run.run_id)
        if run.job_name == "refresh" and not is_published and _is_news(home, record.end_time if record else None):
            record_check(home, Warehouse().origin(), "failed", alert.text)
        _notify_or_keep(alert, home)

    @run_status_sensor(
        name="quarantined",
        run_status=DagsterRunStatus.SUCCESS,
        default_status=DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=30,
        description="Sends an alert after a successful refresh, once for each item: what the published version "
        "quarantines, and what the landing left out.",
    )
    def quarantined(context: RunStatusSensorContext) -> None:
        if context.dagster_run.job_name == "refresh":
            alert_left_out(Home.find(), context.dagster_run.run_id)

    @sensor(
        name="late",
        minimum_interval_seconds=300,
        default_status=DefaultSensorStatus.RUNNING,
        description="Sends an alert, once for each occasion, when no refresh ended for a day and a half, or a "
        "report is late by the filing calendar; sends again what the other sensors could not.",
    )
    def late(context: SensorEvaluationContext) -> SensorResult:
        fail_dead_runs(context.instance)  # one whose process was killed would hold up the queue
        home, alerted = Home.find(), _keys(context.cursor)
        failed = send_kept(home)
        occasions = [] if Warehouse().origin() == SNAPSHOT_WORD else lateness(home, datetime.now(UTC))
        for alert in occasions:
            if alert.key in alerted:
                continue
            try:
                notify(alert)
                alerted.add(alert.key)
            except CannotNotify as fault:  # the others go out; this one is tried again
                failed.append(str(fault))
        alerted &= {alert.key for alert in occasions}
        reason = "; ".join(failed) or f"{len(occasions)} late, all alerted."
        return SensorResult(cursor=json.dumps(sorted(alerted)), skip_reason=reason)

    return [failed_runs, quarantined, late]


def send_kept(home: Home) -> list[str]:
    """Try again to send alerts of runs that did not go out; why those that are left did not."""
    left, failed = [], []
    waiting = _unsent(home)
    for alert in waiting:
        try:
            notify(alert)
        except CannotNotify as fault:
            left.append(alert)
            failed.append(str(fault))
    if len(left) < len(waiting):
        _keep(left, home)
    return failed


def alert_left_out(home: Home, run_id: str) -> None:
    """Send one alert of what the published version quarantines and the last landing left out, without what was sent.

    An item that was fixed and is quarantined again is sent again. Without a record of what was sent, items that the
    published version shares with the one before count as sent. Raises CannotNotify; the alert is then kept for `late`.
    """
    items = quarantined_items(home.published_file)
    if items is None:  # damaged: the next version is compared with what was sent before
        return
    lines = {item["quarantine_id"]: item_line(item) for item in items.to_dicts()}
    sent = _alerted(home)
    if sent is None:
        sent = lines.keys() - {item["quarantine_id"] for item in newly_quarantined(home).to_dicts()}
    lines |= {f"{one.ticker} {one.file}": f"{one.message} (not landed)" for one in left_out(home)}
    fresh = [line for key, line in lines.items() if key not in sent]
    try:
        if fresh:
            _notify_or_keep(_left_out_alert(fresh, run_id), home)
    finally:
        if sent != lines.keys():
            write_atomically(json.dumps(sorted(lines), indent=1).encode(), home.alerted)


def _left_out_alert(lines: list[str], run_id: str) -> Alert:
    more = [f"and {len(lines) - _MOST_ITEMS} more"] if len(lines) > _MOST_ITEMS else []
    text = "\n".join([*lines[:_MOST_ITEMS], *more, "All others are published. `tributary quarantine list` lists all."])
    return Alert("left_out", run_id, f"Newly quarantined or not landed: {len(lines)}", text, run_id)


def _alerted(home: Home) -> set[str] | None:
    """Keys of what was sent and is still left out; None when the record is missing or cannot be read."""
    try:
        return set(json.loads(home.alerted.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _keys(cursor: str | None) -> set[str]:
    """The keys of a cursor; one that cannot be read counts as not sent, so its alert is sent again."""
    try:
        found = json.loads(cursor or "[]")
    except ValueError:
        return set()
    return {key for key in found if isinstance(key, str)} if isinstance(found, list) else set()


def _notify_or_keep(alert: Alert, home: Home) -> None:
    """Send an alert. Raises CannotNotify; the alert is then kept, and `late` tries again."""
    try:
        notify(alert)
    except CannotNotify:
        _keep([*_unsent(home), alert], home)
        raise


def _unsent(home: Home) -> list[Alert]:
    """The alerts that are kept; a record that cannot be read is left out."""
    found: list[Alert] = []
    with suppress(OSError, ValueError, TypeError):  # no file, no JSON, no list
        for record in json.loads(home.unsent_alerts.read_text("utf-8")):
            with suppress(TypeError):
                found.append(Alert(**record))
    return found


def _keep(alerts: list[Alert], home: Home) -> None:
    write_atomically(json.dumps([asdict(alert) for alert in alerts], indent=1).encode(), home.unsent_alerts)


def _is_news(home: Home, ended: float | None) -> bool:
    """Whether no refresh has ended since: the command line notes its own."""
    look = last_check(home)
    return look is None or ended is None or datetime.fromisoformat(look.at).timestamp() < ended


def failure_alert(
    run_id: str, job: str, descriptions: list[str | None], message: str | None, *, is_published: bool = False
) -> Alert:
    """The alert of a failed run: its worst failures, line for line, and what is published now."""
    lines = [line for text in descriptions if text for line in text.splitlines()] or [message or "It ended abruptly."]
    more = [f"and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    text = "\n".join([*lines[:_MOST_LINES], *more, NOT_FOLLOWED_UP if is_published else NOT_PUBLISHED])
    return Alert("refresh_failed", run_id, f"The run of {job} failed", text, run_id)


def lateness(home: Home, now: datetime) -> list[Alert]:
    """What is late now: a refresh, and reports by the filing calendar of the published marts."""
    return [*_late_refresh(home, now), *(_late_report(row) for row in _due(home, now.date()))]


def _late_refresh(home: Home, now: datetime) -> list[Alert]:
    look = last_check(home)
    if look and now - datetime.fromisoformat(look.at) <= LONGEST_SILENCE:
        return []  # also after a failure, of which its own alert tells
    when = f"The last refresh ended {look.at} ({look.outcome})." if look else "None has ended yet."
    text = f"{when} A refresh is due every day. Look whether Dagster's daemon runs and the daily schedule is on."
    return [
        Alert(
            "refresh_missing", f"refresh {look.at if look else ''}", "No refresh has ended for a day and a half", text
        )
    ]


def _late_report(row: dict[str, Any]) -> Alert:
    title = f"{row['ticker']}: the {row['next_form']} is late"
    text = (
        f"The {row['next_form']} after the period to {row['last_period_end']} was due on {row['next_due_on']}; EDGAR's "
        "list did not have it when the marts were built. It may be late, or the list may not be fresh."
    )
    return Alert("report_late", f"{row['cik']} {row['last_period_end']}", title, text)


def _due(home: Home, day: date) -> list[dict[str, Any]]:
    """Rows of ops.filing_calendar whose report is late on this day; none when nothing is published."""
    if not home.published_file.is_file():
        return []
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        query = "from ops.filing_calendar where next_late_from <= $1 order by ticker"
        rows: list[dict[str, Any]] = con.sql(query, params=[day]).pl().to_dicts()
    return rows
