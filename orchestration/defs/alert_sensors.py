"""Sensors that alert a person: to failed runs, to refreshes that do not happen, to reports that are late.

How an alert is sent is in `runtime.notify`; when a report is due is in the mart ops.filing_calendar.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import duckdb
from dagster import (
    DefaultSensorStatus,
    RunFailureSensorContext,
    SensorDefinition,
    SensorEvaluationContext,
    SensorResult,
    run_failure_sensor,
    sensor,
)

from orchestration.defs.resources import Warehouse
from orchestration.release.recovery import fail_dead_runs
from orchestration.release.run_state import NOT_FOLLOWED_UP, NOT_PUBLISHED, last_check, record_check
from orchestration.runtime.notify import Alert, CannotNotify, notify
from orchestration.runtime.paths import Home
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.atomic_files import write_atomically

#: A refresh is due every day; half a day of grace.
LONGEST_SILENCE: Final = timedelta(hours=36)
#: Steps that follow publication: when they fail, the marts stand published.
AFTER_PUBLICATION: Final = frozenset({"report", "postgres_copy"})
_MOST_LINES: Final = 3


def alert_sensors() -> list[SensorDefinition]:
    """The sensors for failed runs and for what is late."""

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
        try:
            notify(alert)
        except CannotNotify:
            _keep([*_unsent(home), alert], home)  # `late` tries again
            raise

    @sensor(
        name="late",
        minimum_interval_seconds=300,
        default_status=DefaultSensorStatus.RUNNING,
        description="Sends an alert, once for each occasion, when no refresh ended for a day and a half, or a "
        "report is late by the filing calendar; sends again what `failed_runs` could not.",
    )
    def late(context: SensorEvaluationContext) -> SensorResult:
        fail_dead_runs(context.instance)  # one whose process was killed would hold up the queue
        home, alerted = Home.find(), set(json.loads(context.cursor or "[]"))
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

    return [failed_runs, late]


def send_kept(home: Home) -> list[str]:
    """Try again to send alerts of failed runs that did not go out; why those that are left did not."""
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


def _unsent(home: Home) -> list[Alert]:
    try:
        return [Alert(**record) for record in json.loads(home.unsent_alerts.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


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
