"""Alerts: what an alert contains, and the channels that send it.

`TRIBUTARY_NOTIFY` names the channels, separated by commas: `log` (default), `webhook`, or `package.module:name` of a
callable that takes an Alert. A webhook's address is a secret: it comes from `TRIBUTARY_WEBHOOK_URL` and is never
printed.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

CHANNELS_VARIABLE: Final = "TRIBUTARY_NOTIFY"
WEBHOOK_VARIABLE: Final = "TRIBUTARY_WEBHOOK_URL"


@dataclass(frozen=True)
class Alert:
    """A message to a person. `key` names the occasion.

    `kind` is refresh_failed, refresh_missing, report_late or left_out.
    """

    kind: str
    key: str
    title: str
    text: str
    run_id: str | None = None


Notifier = Callable[[Alert], None]


class CannotNotify(Exception):
    """An alert that was not sent, or a channel that does not exist; one line, without secrets."""


def notifiers() -> list[Notifier]:
    """The channels that the environment names. Raises CannotNotify for one that does not exist, or if it names none."""
    named = os.environ.get(CHANNELS_VARIABLE) or "log"
    channels = [channel.strip() for channel in named.split(",") if channel.strip()]
    if not channels:
        problem = f"{CHANNELS_VARIABLE} is {named!r}, which names no channel"
        raise CannotNotify(f"{problem}. Set it to log, or leave it unset.")
    return [_notifier(channel) for channel in channels]


def notify(alert: Alert) -> None:
    """Send an alert to every channel. Raises CannotNotify, after all were tried, naming those that failed."""
    failed: list[str] = []
    for send in notifiers():
        try:
            send(alert)
        except CannotNotify as fault:
            failed.append(str(fault))
        except Exception as fault:  # a callable of the user's own; its message may contain a secret
            name = getattr(send, "__qualname__", repr(send))
            failed.append(f"{name} did not accept the alert: {type(fault).__name__}")
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
        raise CannotNotify(f"No alert can be sent: {WEBHOOK_VARIABLE} is not set. Set it, or {CHANNELS_VARIABLE}=log.")
    content = asdict(alert) | {"text": f"{alert.title}\n{alert.text}"}
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it logs every address
    for attempt in stamina.retry_context(on=CannotNotify, attempts=3, timeout=20, wait_initial=0.5):
        with attempt:
            try:
                httpx.post(address, json=content, timeout=5).raise_for_status()
            except (httpx.HTTPError, httpx.InvalidURL) as fault:  # whose message contains the address
                status = f" ({fault.response.status_code})" if isinstance(fault, httpx.HTTPStatusError) else ""
                problem = f"The webhook did not accept the alert: {type(fault).__name__}{status}"
                raise CannotNotify(f"{problem}. Check {WEBHOOK_VARIABLE}.") from None


def _notifier(channel: str) -> Notifier:
    known: dict[str, Notifier] = {"log": to_log, "webhook": to_webhook}
    if channel in known:
        return known[channel]
    module, _, name = channel.partition(":")
    try:
        found: Notifier = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        choices = "log, webhook, or package.module:name of a callable that takes an alert"
        raise CannotNotify(
            f"{CHANNELS_VARIABLE} names {channel!r}, which does not exist. Set it to {choices}."
        ) from None
    return found
