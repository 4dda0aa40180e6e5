"""Checks of a response: whether it is complete, and whether it is data or one of EDGAR's error pages.

Checks the body's length, digest, size and duration, recognises error pages, and reads the requested waiting time.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
import time
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from sources.edgar import json_text
from sources.edgar.http.expected_content import unexpected_content
from sources.edgar.http.mirror import OriginError

_BUSY: Final = frozenset({429, 500, 502, 503, 504})
#: Bytes, unpacked. The largest companyfacts answers and annual reports are a tenth of it.
LARGEST_BODY: Final = 256 * 1024 * 1024
#: Seconds for one body. A very slow server must not block a refresh.
LONGEST_BODY: Final = 300.0
_DIGESTS: Final = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}
_DIGEST: Final = re.compile(r"(sha-256|sha-512|md5)=:?([A-Za-z0-9+/]+=*):?", re.IGNORECASE)


class TemporaryFailure(Exception):
    """A temporary failure of the service. `wait` is the waiting time it asked for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class UnexpectedContent(TemporaryFailure):
    """An answer with status 200 that is not what was asked for: of this address, not of the whole service."""


def read_body(response: httpx.Response, address: str) -> bytes:
    """The whole body, unpacked.

    Raises OriginError when it is larger than LARGEST_BODY (an endless body, or a compressed one that expands to a huge
    size), TemporaryFailure when it takes longer than LONGEST_BODY or the compressed data is truncated.
    """
    until = time.monotonic() + LONGEST_BODY
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > LARGEST_BODY:
            raise _too_large(address)
        if time.monotonic() > until:
            raise TemporaryFailure(f"the answer was not complete after {LONGEST_BODY:.0f} seconds")
        parts.append(part)
    received = b"".join(parts)
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("", "identity") or not received:
        return received
    if packing not in ("gzip", "x-gzip"):
        raise OriginError(address, f"compressed as {packing}, which was not requested", "Check what is served there")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(received)) as packed:
            body = packed.read(LARGEST_BODY + 1)
    except (EOFError, OSError, zlib.error) as fault:
        raise TemporaryFailure(f"the compressed answer cannot be decompressed ({fault})") from fault
    if len(body) > LARGEST_BODY:
        raise _too_large(address)
    return body


def _too_large(address: str) -> OriginError:
    problem = f"the answer is larger than {LARGEST_BODY // 1024**2} MiB"
    return OriginError(address, problem, "Check what is served there; no filing is that large")


def refuse_incomplete_body(response: httpx.Response, body: bytes) -> None:
    """Raise TemporaryFailure when the received bytes do not have the length or digest that the headers give."""
    if response.status_code == 304:  # its headers describe the cached body (RFC 9110, 8.6)
        return
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) != response.num_bytes_downloaded:
        raise TemporaryFailure(f"{announced} bytes announced, {response.num_bytes_downloaded} received")
    if "content-encoding" in response.headers:  # the digest is then that of the compressed bytes
        return
    announced_digests = [("md5", response.headers.get("content-md5", ""))]
    for header in ("repr-digest", "content-digest", "digest"):
        announced_digests += [
            (found[1].lower(), found[2]) for found in _DIGEST.finditer(response.headers.get(header, ""))
        ]
    for name, value in announced_digests:
        digest = hashlib.new(_DIGESTS[name], body, usedforsecurity=False).digest()
        if value and base64.b64encode(digest).decode().rstrip("=") != value.rstrip("="):
            raise TemporaryFailure(f"the bytes received do not have the {name} that was announced")


def refuse_error_page(response: httpx.Response, body: bytes, address: str, identity_variable: str) -> None:
    """Raise unless an answer is what was asked for, 304 or 404.

    TemporaryFailure where waiting may help (UnexpectedContent for something else with status 200), else OriginError.
    """
    status = response.status_code
    page = json_text.recognise_page(body)
    if status in _BUSY or page == json_text.RATE_PAGE:
        reason = f"status {status}" + (f", {page}" if page else "")
        raise TemporaryFailure(reason, _seconds_asked_for(response.headers.get("retry-after", "")))
    if status == 403 and page == json_text.UNDECLARED_PAGE:
        raise OriginError(
            address, f"status 403, {page}", f'Set {identity_variable}="Name e-mail" to who you really are'
        )
    if status in (304, 404):
        return
    if status != 200:
        raise OriginError(address, f"answered with status {status}", "Check the address and the permission to read it")
    other = page or unexpected_content(body, address)
    if other:  # with status 200, in place of what was asked for
        raise UnexpectedContent(other)


def _seconds_asked_for(retry_after: str) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date); None when it has no usable value."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
