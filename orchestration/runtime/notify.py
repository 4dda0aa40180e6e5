"""Telling a person. Belongs here: what an alert is, the ways it can go, choosing them. Not: when to (`alerts`).

`TRIBUTARY_NOTIFY` names the ways, by comma: `log` (default), `webhook`, or `package.module:name` of a callable that
takes an Alert. A webhook's address is a secret and comes from `TRIBUTARY_WEBHOOK_URL` alone; nothing repeats it.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

WAYS_VARIABLE: Final = "TRIBUTARY_NOTIFY"
WEBHOOK_VARIABLE: Final = "TRIBUTARY_WEBHOOK_URL"


@dataclass(frozen=True)
class Alert:
    """Something for a person: `kind` is refresh_failed, refresh_missing or report_late; `key` names the occasion."""

    kind: str
    key: str
    title: str
    text: str
    run_id: str | None = None


Notifier = Callable[[Alert], None]


class CannotNotify(Exception):
    """An alert that did not go out, or a way that is not known; in one line, without secrets."""


def notifiers() -> list[Notifier]:
    """The ways that the environment names. Raises CannotNotify for one that there is not."""
    return [_notifier(way.strip()) for way in (os.environ.get(WAYS_VARIABLE) or "log").split(",") if way.strip()]


def notify(alert: Alert) -> None:
    """Send an alert every way. Raises CannotNotify, after all were tried, naming those that failed."""
    failed: list[str] = []
    for send in notifiers():
        try:
            send(alert)
        except CannotNotify as fault:
            failed.append(str(fault))
        except Exception as fault:  # a callable of the user's own; its words may hold a secret
            name = getattr(send, "__qualname__", repr(send))
            failed.append(f"{name} did not take the alert: {type(fault).__name__}")
    if failed:
        raise CannotNotify("; ".join(failed))


def to_log(alert: Alert) -> None:
    """Write an alert to the log, as an error."""
    logging.getLogger("tributary.alerts").error("%s: %s\n%s", alert.kind, alert.title, alert.text)


def to_webhook(alert: Alert) -> None:
    """POST an alert as JSON: its fields, and `text` as chat services show it. Raises CannotNotify after three tries."""
    import httpx
    import stamina

    address = os.environ.get(WEBHOOK_VARIABLE, "")
    if not address:
        raise CannotNotify(f"No alert can be sent: {WEBHOOK_VARIABLE} is not set. Set it, or {WAYS_VARIABLE}=log.")
    content = asdict(alert) | {"text": f"{alert.title}\n{alert.text}"}
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes every address down
    for attempt in stamina.retry_context(on=CannotNotify, attempts=3, timeout=20, wait_initial=0.5):
        with attempt:
            try:
                httpx.post(address, json=content, timeout=5).raise_for_status()
            except (httpx.HTTPError, httpx.InvalidURL) as fault:  # whose words name the address
                status = f" ({fault.response.status_code})" if isinstance(fault, httpx.HTTPStatusError) else ""
                problem = f"The webhook did not take the alert: {type(fault).__name__}{status}"
                raise CannotNotify(f"{problem}. Check {WEBHOOK_VARIABLE}.") from None


def _notifier(way: str) -> Notifier:
    known: dict[str, Notifier] = {"log": to_log, "webhook": to_webhook}
    if way in known:
        return known[way]
    module, _, name = way.partition(":")
    try:
        found: Notifier = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        told = "log, webhook, or package.module:name of a callable that takes an alert"
        raise CannotNotify(f"{WAYS_VARIABLE} names {way!r}, which is not there. Give {told}.") from None
    return found
