"""EDGAR on loopback: a mirror folder served with the manners and the faults of the real service.

Manners: 403 for who does not say who asks, at most ten requests a second (429 beyond), gzip, ETag and Last-Modified,
304, 404 as XML. Faults: whatever a program says for a request, by its number and its path.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.support.loopback import loopback
from tests.support.mirror import RATE_PAGE

UNDECLARED = b"<html><title>Your Request Originates from an Undeclared Automated Tool</title></html>"
UNAVAILABLE = b"<!DOCTYPE html><html><head><title>SEC.gov | File Unavailable</title></head><body>503</body></html>"
NO_SUCH_KEY = b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>"

#: What is wrong with the answer to a request, by the number of the request (from 1), how often its path was asked for
#: before (from 0) and its path; None: nothing.
Program = Callable[[int, int, str], str | None]


@dataclass
class EdgarService:
    """What the service holds and what was asked of it."""

    root: Path
    program: Program = lambda _number, _before, _path: None
    limit: int = 10
    hidden: set[str] = field(default_factory=set)  # paths that are not there for now, as /<host>/…
    asked: list[tuple[float, str, int]] = field(default_factory=list)  # when (monotonic), path, status
    faults: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def paths(self, status: int | None = None) -> list[str]:
        """Paths that were asked for, in order, of answers with this status."""
        return [path for _, path, given in self.asked if status in (None, given)]

    def most_in_a_second(self) -> int:
        """The most requests that arrived within any second."""
        times = [when for when, _, _ in self.asked]
        return max((sum(start <= when < start + 1 for when in times) for start in times), default=0)

    def forget(self) -> None:
        """Count from zero."""
        self.asked.clear()
        self.faults.clear()

    def arrived(self, path: str) -> tuple[int, int, int]:
        """Note a request: its number, how often its path came before, how many came within the last second."""
        with self.lock:
            now = time.monotonic()
            before = sum(known == path for _, known, _ in self.asked)
            self.asked.append((now, path, 0))
            return len(self.asked), before, sum(now - when < 1 for when, _, _ in self.asked)

    def answered(self, number: int, status: int) -> None:
        """Note the status of an answer."""
        with self.lock:
            when, path, _ = self.asked[number - 1]
            self.asked[number - 1] = (when, path, status)


def edgar_service(service: EdgarService) -> AbstractContextManager[str]:
    """The base address of the service while it runs."""
    return loopback(partial(_Handler, service))


class _Handler(BaseHTTPRequestHandler):
    """One answer."""

    protocol_version = "HTTP/1.1"

    def __init__(self, service: EdgarService, *arguments: Any) -> None:
        self._service = service
        super().__init__(*arguments)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer as EDGAR does, or as the program says."""
        service, path = self._service, unquote(self.path)
        self._number, before, within = service.arrived(path)
        if "@" not in self.headers.get("User-Agent", ""):
            return self._give(403, UNDECLARED)
        if within > service.limit:
            return self._give(429, RATE_PAGE, {"Retry-After": "1"})
        fault = service.program(self._number, before, path)
        if fault:
            service.faults[fault] += 1
            return getattr(self, f"_{fault}")()
        data = self._data()
        return self._give(404, NO_SUCH_KEY) if data is None else self._give_file(data)

    def _data(self) -> bytes | None:
        path = unquote(self.path)
        file = self._service.root / path.lstrip("/")
        return None if path in self._service.hidden or not file.is_file() else file.read_bytes()

    def _give_file(self, data: bytes) -> None:
        file = self._service.root / unquote(self.path).lstrip("/")
        tag = f'"{file.stat().st_mtime_ns:x}"'
        validators = {"ETag": tag, "Last-Modified": formatdate(file.stat().st_mtime, usegmt=True)}
        if self.headers.get("If-None-Match") == tag:
            return self._give(304, b"", validators)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            return self._give(200, gzip.compress(data, 1), {**validators, "Content-Encoding": "gzip"})
        return self._give(200, data, validators)

    def _give(self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int | None = None) -> None:
        self._service.answered(self._number, status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True

    # faults

    def _busy(self) -> None:
        self._give(503, UNAVAILABLE)

    def _busy_retry_after(self) -> None:
        self._give(503, UNAVAILABLE, {"Retry-After": "1"})

    def _bad_gateway(self) -> None:
        self._give(502, b"")

    def _too_many(self) -> None:
        self._give(429, RATE_PAGE, {"Retry-After": "1"})

    def _rate_page(self) -> None:
        self._give(200, RATE_PAGE)

    def _page_for_data(self) -> None:
        self._give(200, UNAVAILABLE)

    def _access_denied(self) -> None:
        self._give(200, b"<html><head><title>Access Denied</title></head><body>Reference #18.2f</body></html>")

    def _empty(self) -> None:
        self._give(200, b"")

    def _packed(self) -> None:
        self._give(200, gzip.compress(self._data() or NO_SUCH_KEY))

    def _packed_twice(self) -> None:
        twice = gzip.compress(gzip.compress(self._data() or NO_SUCH_KEY))
        self._give(200, twice, {"Content-Encoding": "gzip"})

    def _other_json(self) -> None:
        self._give(200, b'{"message": "Internal server error"}')

    def _truncated(self) -> None:
        data = self._data() or NO_SUCH_KEY
        self._give(200, data[: len(data) // 2], length=len(data))
        self._hang_up()

    def _truncated_gzip(self) -> None:
        data = gzip.compress(self._data() or NO_SUCH_KEY)
        self._give(200, data[: len(data) // 2], {"Content-Encoding": "gzip"})

    def _stalled(self) -> None:
        data = self._data() or NO_SUCH_KEY
        self._give(200, data[: len(data) // 2], length=len(data))
        self.wfile.flush()
        time.sleep(3)
        self._hang_up()

    def _wrong_digest(self) -> None:
        self._give(200, b"{}", {"Repr-Digest": "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"})

    def _no_answer(self) -> None:
        self._service.answered(self._number, 0)
        self._hang_up()

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\x01\x02 no HTTP at all\r\n\r\n")
        self._hang_up()

    def _not_gzip(self) -> None:
        self._give(200, b"this was never packed", {"Content-Encoding": "gzip"})

    def _round_and_round(self) -> None:
        self._give(302, b"", {"Location": self.path})

    def _away(self) -> None:
        self._give(302, b"", {"Location": "http://localhost:9/elsewhere"})
