"""The HTTP client of EDGAR: the real service, a served mirror or a mirror folder.

Contains addresses, identity, rate limit and retries. What is requested is decided in `landing`; bytes are kept by
`raw_store`.

Rules of the service (sec.gov, "Accessing EDGAR Data"): identify yourself in User-Agent, and at most ten requests a
second.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

import httpx
import stamina

from sources.edgar.http.mirror import FolderTransport, OriginError, RefusedAnswer, refuse_escape
from sources.edgar.http.pace import EDGAR_PACE, Pace
from sources.edgar.http.response import (
    TemporaryFailure,
    UnexpectedContent,
    read_body,
    refuse_error_page,
    refuse_incomplete_body,
)
from sources.errors import BadInput

__all__ = ["EDGAR_PACE", "IDENTITY", "Answer", "Host", "Origin", "OriginError", "Pace", "RefusedAnswer", "open_origin"]

Host = Literal["data.sec.gov", "www.sec.gov"]
IDENTITY: Final = "TRIBUTARY_EDGAR_IDENTITY"

_HOSTS: Final = ("data.sec.gov", "www.sec.gov")
_MOST_REDIRECTS: Final = 5
_MOST_ATTEMPTS: Final = 5
#: After so many addresses in a row that gave something else than asked for, each is asked for once only.
_REFUSED_IN_A_ROW: Final = 3
#: Seconds. EDGAR blocks an address that asks too often for ten minutes. A longer wait is left to the user.
_LONGEST_WAIT: Final = 120.0
_TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
_IDENTITY_SHAPE: Final = re.compile(r"[^\s@][^\r\n@]*\s<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?")


@dataclass(frozen=True)
class Answer:
    """What EDGAR answered: 200 with the bytes, 304 (the same as before) or 404, both without.

    `address` is the canonical one, wherever it was fetched.
    """

    status: int
    data: bytes
    address: str
    headers: dict[str, str]
    fetched_at: datetime


class Origin:
    """A place that answers EDGAR's paths. Made by `open_origin`; a context manager.

    `name` identifies the origin in the response cache: a folder by its path; all services share one name.
    """

    def __init__(
        self, client: httpx.Client, base: Callable[[str], str], pace: Pace, folder: FolderTransport | None = None
    ) -> None:
        self.name = str(folder.root) if folder else "service"
        self._client = client
        self._base = base
        self._pace = pace
        self._folder = folder
        self._refused_in_a_row = 0

    @property
    def is_folder(self) -> bool:
        """Whether it is a mirror folder."""
        return self._folder is not None

    def tag_of(self, host: Host, path: str) -> str | None:
        """For a folder, the current ETag of this file, "" where the file is missing; no request is needed.

        None for a service, where only a request can show it.
        """
        return None if self._folder is None else self._folder.tag_of(host, path)

    def get(self, host: Host, path: str, conditions: Mapping[str, str] | None = None) -> Answer:
        """The answer for https://<host><path>: status 200 or 404, or 304 where `conditions` (If-None-Match,
        If-Modified-Since) say that the bytes are known; after retries where waiting may help.

        Raises OriginError for a path outside the origin and for every other outcome; RefusedAnswer, one of them, where
        a service answers 200 with something else than this path asks for.
        """
        address = f"https://{host}{path}"
        refuse_escape(path, address)
        if host not in _HOSTS:
            raise OriginError(address, "not a host of EDGAR", f"Ask one of {', '.join(_HOSTS)}")
        url = f"{self._base(host)}{quote(path)}"  # of a mirror that is served, another address than EDGAR's
        try:
            answer = self._ask(_should_retry, self._exchange, url, address, dict(conditions or {}))
        except UnexpectedContent as fault:
            self._refused_in_a_row += 1
            remedy = "Nothing of it was kept; run again later"
            problem = f"not what was asked for{self._asked(host, path)}: {fault.reason}"
            # by its address at EDGAR, which the landings before name
            raise RefusedAnswer(address, problem, remedy, may_pass=True) from fault
        except TemporaryFailure as fault:
            remedy = f"Run again in {fault.wait:.0f} seconds" if fault.wait else "Wait ten minutes and run again"
            raise OriginError(url, fault.reason, remedy, may_pass=True) from fault
        except httpx.HTTPError as fault:
            problem = f"no answer ({type(fault).__name__}: {fault})"
            remedy = "Check the address and the network, then run again"
            raise OriginError(url, problem, remedy, may_pass=True) from fault
        self._refused_in_a_row = 0
        return answer

    def refusal(self, host: Host, path: str, fault: BadInput) -> RefusedAnswer:
        """The refusal of an answer that its reader cannot read, by its address at EDGAR and the one asked."""
        problem = f"cannot be read{self._asked(host, path)}: {fault.problem}"
        remedy = "It is not used; the next refresh asks for it again"
        return RefusedAnswer(f"https://{host}{path}", problem, remedy, fault.place, may_pass=not self.is_folder)

    def _asked(self, host: Host, path: str) -> str:
        """Of a mirror that is served, the address asked, for a message; empty for a folder and EDGAR itself."""
        base = self._base(host)
        return "" if base == f"https://{host}" else f" at {base}{quote(path)}"

    @property
    def _ask(self) -> stamina.RetryingCaller:
        """Tries again where waiting may help: a service changes by it, a file does not."""
        is_once = self._folder is not None or self._refused_in_a_row >= _REFUSED_IN_A_ROW
        attempts = 1 if is_once else _MOST_ATTEMPTS
        return stamina.RetryingCaller(attempts, timeout=None, wait_initial=0.5, wait_max=30.0, wait_jitter=0.5)

    def close(self) -> None:
        """Close connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _exchange(self, url: str, address: str, conditions: dict[str, str]) -> Answer:
        """One attempt, following redirects. Raises TemporaryFailure where a retry may help, OriginError where not."""
        response, body = self._follow(url, conditions)
        if self._folder is None:
            try:
                refuse_incomplete_body(response, body)
                refuse_error_page(response, body, url, IDENTITY)
            except TemporaryFailure as fault:
                if fault.wait:
                    self._pace.hold(min(fault.wait, _LONGEST_WAIT))  # the limit is per machine, not per process
                raise
        elif response.status_code not in (200, 304, 404):
            raise OriginError(url, f"answered with status {response.status_code}", "Check the address")
        headers = {key: value for key, value in response.headers.items() if key != "set-cookie"}
        return Answer(response.status_code, body, address, headers, datetime.now(UTC))

    def _follow(self, url: str, conditions: dict[str, str]) -> tuple[httpx.Response, bytes]:
        """The response at the end of redirects on the same host, and its body.

        Raises OriginError for a redirect to another host and for too many redirects.
        """
        request = self._client.build_request("GET", url, headers=conditions)
        asked = request.url
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return response, read_body(response, url)
            finally:
                response.close()
            request = response.next_request
            target = request.url
            if (target.scheme, target.host, target.port) != (asked.scheme, asked.host, asked.port):
                raise OriginError(url, f"redirected to another place, {target.host}", "Check the address given")
        raise OriginError(url, f"more than {_MOST_REDIRECTS} redirects", "Check the address given")


def open_origin(edgar: str, pace: Pace = EDGAR_PACE) -> Origin:
    """The origin that `edgar` names: a folder or file: address, a served mirror's base address, or the real service.

    `live` and https://www.sec.gov mean the service. Raises OriginError for a folder that is no mirror, an address of
    another kind, and an address that is not loopback while TRIBUTARY_EDGAR_IDENTITY is not set.
    """
    named = edgar.strip()
    if named == "live":
        return _open_service("https://www.sec.gov", pace)
    if named.startswith(("http://", "https://")):
        return _open_service(named, pace)
    if named.startswith("file:"):
        return _open_folder(Path(url2pathname(unquote(urlsplit(named).path))), edgar)
    if "://" in named or not named:
        raise OriginError(
            edgar or "(empty)", "not an address of EDGAR", "Give a mirror folder, an http address or live"
        )
    return _open_folder(Path(named).expanduser(), edgar)


def _open_folder(root: Path, named: str) -> Origin:
    """An origin over a mirror folder."""
    if not any((root / host).is_dir() for host in _HOSTS):
        problem = "not a mirror: " + (
            f"it holds none of {', '.join(_HOSTS)}" if root.is_dir() else "there is no folder"
        )
        raise OriginError(named, problem, "Give the folder that holds the folders named after EDGAR's hosts")
    folder = FolderTransport(root)
    client = httpx.Client(transport=folder, trust_env=False)
    return Origin(client, lambda host: f"https://{host}", EDGAR_PACE, folder)


def _open_service(named: str, pace: Pace) -> Origin:
    """An origin over HTTP: the real service, or a mirror that serves both hosts as folders."""
    try:
        address = httpx.URL(named)
    except httpx.InvalidURL as fault:
        raise OriginError(
            named, f"not an address ({fault})", "Give an address such as http://127.0.0.1:8080"
        ) from fault
    server = address.host
    if address.userinfo:  # the address is written into the marts, logs and the manifest
        remedy = "Give the address without user name and password"
        raise OriginError(f"{address.scheme}://…@{server}", "the address contains a user name or password", remedy)
    if address.query or address.fragment or not server:
        problem = "an address of EDGAR has only a server and a path"
        raise OriginError(f"{address.scheme}://{server}{address.path}", problem, "Give it without ? and #")
    is_loopback = _is_loopback(server)
    headers = {"User-Agent": _identity(named, is_loopback=is_loopback), "Accept-Encoding": "gzip"}
    client = httpx.Client(
        headers=headers,
        timeout=_TIMEOUT,
        trust_env=not is_loopback,
        event_hooks={"request": [lambda _: pace.wait()]},
    )
    if server in (*_HOSTS, "sec.gov"):
        return Origin(client, lambda host: f"https://{host}", pace)
    return Origin(client, lambda host: f"{named.rstrip('/')}/{host}", pace)


def _identity(named: str, *, is_loopback: bool) -> str:
    """The User-Agent: the value of the environment variable, which may be missing for a loopback address only."""
    identity = os.environ.get(IDENTITY, "").strip()
    if _IDENTITY_SHAPE.fullmatch(identity) and identity.isascii():
        return identity
    if is_loopback and not identity:
        return "tributary"
    problem = f"is not a name and an e-mail address: {identity!r}" if identity else "is not set"
    raise OriginError(
        named, f"EDGAR requires the identity of the client, and {IDENTITY} {problem}", f'Set {IDENTITY}="Name e-mail"'
    )


def _is_loopback(server: str) -> bool:
    """Whether requests to this host stay on this machine."""
    try:
        return server == "localhost" or ipaddress.ip_address(server).is_loopback
    except ValueError:
        return False


def _should_retry(fault: Exception) -> bool | float:
    """Whether to retry, or after how many seconds, as the service requested."""
    if isinstance(fault, TemporaryFailure):
        return True if fault.wait is None else fault.wait <= _LONGEST_WAIT and fault.wait
    return isinstance(
        fault, httpx.TimeoutException | httpx.NetworkError | httpx.RemoteProtocolError | httpx.DecodingError
    )
