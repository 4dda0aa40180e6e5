"""Telling an answer from an apology: what came back, and whether it is what was asked for.

Belongs here: bodies (length, digest, size, time they may take), EDGAR's pages that are no data, how long it asks to
wait. Not: asking (`client`).
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
from sources.edgar.http.mirror import OriginError

_BUSY: Final = frozenset({429, 500, 502, 503, 504})
#: Bytes, unpacked. The largest companyfacts answers and annual reports are a tenth of it.
LARGEST_BODY: Final = 256 * 1024 * 1024
#: Seconds for one body. A server that gives a byte now and then must not hold a refresh for ever.
LONGEST_BODY: Final = 300.0
_DIGESTS: Final = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}
_DIGEST: Final = re.compile(r"(sha-256|sha-512|md5)=:?([A-Za-z0-9+/]+=*):?", re.IGNORECASE)


class NotNow(Exception):
    """The service did not give the data this time. `wait` is what it asked for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def read_body(response: httpx.Response, address: str) -> bytes:
    """The whole body, unpacked.

    Raises OriginError when it is larger than LARGEST_BODY (an endless body, or a small one that unpacks to a huge one),
    NotNow when it takes longer than LONGEST_BODY, or breaks off inside its packing (which streaming would not notice).
    """
    until = time.monotonic() + LONGEST_BODY
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > LARGEST_BODY:
            raise _too_large(address)
        if time.monotonic() > until:
            raise NotNow(f"the answer had not come after {LONGEST_BODY:.0f} seconds")
        parts.append(part)
    received = b"".join(parts)
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("", "identity") or not received:
        return received
    if packing not in ("gzip", "x-gzip"):
        raise OriginError(address, f"packed as {packing}, which was not asked for", "Check what is served there")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(received)) as packed:
            body = packed.read(LARGEST_BODY + 1)
    except (EOFError, OSError, zlib.error) as fault:
        raise NotNow(f"the packed answer cannot be unpacked ({fault})") from fault
    if len(body) > LARGEST_BODY:
        raise _too_large(address)
    return body


def _too_large(address: str) -> OriginError:
    problem = f"the answer is larger than {LARGEST_BODY // 1024**2} MiB"
    return OriginError(address, problem, "Check what is served there; no filing is that large")


def refuse_damage(response: httpx.Response, body: bytes) -> None:
    """Raise NotNow when other bytes came than the service announced: another number, or another digest."""
    if response.status_code == 304:  # its length and digests are those of what it stands for (RFC 9110, 8.6)
        return
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) != response.num_bytes_downloaded:
        raise NotNow(f"{announced} bytes announced, {response.num_bytes_downloaded} received")
    if "content-encoding" in response.headers:  # a digest is then of the packed bytes
        return
    told = [("md5", response.headers.get("content-md5", ""))]
    for header in ("repr-digest", "content-digest", "digest"):
        told += [(found[1].lower(), found[2]) for found in _DIGEST.finditer(response.headers.get(header, ""))]
    for name, value in told:
        digest = hashlib.new(_DIGESTS[name], body, usedforsecurity=False).digest()
        if value and base64.b64encode(digest).decode().rstrip("=") != value.rstrip("="):
            raise NotNow(f"the bytes received do not have the {name} that was announced")


def refuse_apology(response: httpx.Response, body: bytes, address: str, identity_variable: str) -> None:
    """Raise for an answer that is neither data, 304 nor 404: NotNow where waiting may help, OriginError elsewhere."""
    status = response.status_code
    page = json_text.recognise_page(body)
    if status in _BUSY or page == json_text.RATE_PAGE:
        reason = f"status {status}" + (f", {page}" if page else "")
        raise NotNow(reason, _seconds_asked_for(response.headers.get("retry-after", "")))
    if status == 403 and page == json_text.UNDECLARED_PAGE:
        raise OriginError(
            address, f"status 403, {page}", f'Set {identity_variable}="Name e-mail" to who you really are'
        )
    if status in (304, 404):
        return
    if status != 200:
        raise OriginError(address, f"answered with status {status}", "Check the address and the permission to read it")
    if page:  # an apology that says 200, where a document was asked for
        raise NotNow(page)
    if address.endswith(".json") and body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise NotNow("a web page where JSON should be")


def _seconds_asked_for(retry_after: str) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date); None when it says nothing usable."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
