"""A mirror folder that answers like EDGAR: host names, then URL paths.

Maps a request to a file below the folder, and never to one outside it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote

import httpx

from sources.errors import BadInput


class OriginError(BadInput):
    """EDGAR, or its mirror, cannot be reached or gave an unexpected answer. One line, with the remedy.

    `may_pass` is true for a temporary failure: a busy service, or a network that is down.
    """

    def __init__(
        self, file: str, problem: str, remedy: str, place: str | None = None, *, may_pass: bool = False
    ) -> None:
        super().__init__(file, problem, remedy, place)
        self.may_pass = may_pass


class RefusedAnswer(OriginError):
    """An answer that is not what was asked for, or cannot be read as that. It is not used, and asked for again."""


class FolderTransport(httpx.BaseTransport):
    """Answers https://<host>/<path> with the file <root>/<host>/<path>: 200, 304 where the ETag is known, or 404.

    A file's ETag consists of its size and modification time. Raises OriginError for a path that leads out of
    the folder (`..`, a link) and for a file that cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def tag_of(self, host: str, path: str) -> str:
        """The ETag of a file; "" where there is none."""
        try:
            found = os.stat(f"{self.root}/{host}{path}")  # noqa: PTH116 - thousands at a time
        except OSError:
            return ""
        return f'"{found.st_mtime_ns:x}-{found.st_size:x}"' if stat.S_ISREG(found.st_mode) else ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        refuse_escape(request.url.path, str(request.url))
        place = self.root / request.url.host / request.url.path.lstrip("/")
        try:
            file = place.resolve()
            if not file.is_relative_to(self.root):
                raise _escape(str(request.url))
            if not file.is_file():
                return httpx.Response(404, stream=httpx.ByteStream(b""))
            tag = self.tag_of(request.url.host, request.url.path)
            if tag == request.headers.get("if-none-match"):
                return httpx.Response(304, stream=httpx.ByteStream(b""), headers={"ETag": tag})
            return httpx.Response(200, stream=httpx.ByteStream(file.read_bytes()), headers={"ETag": tag})
        except (OSError, RuntimeError) as fault:
            reason = getattr(fault, "strerror", None) or "a link that leads back to itself"
            raise OriginError(str(request.url), f"cannot be read: {reason}", "Fix the file in the mirror") from fault


def refuse_escape(path: str, address: str) -> None:
    """Raise OriginError unless `path` is a plain absolute URL path: no `..`, no backslash, no control character."""
    plain = unquote(path)
    segments = plain.split("/")[1:]
    is_odd = "\\" in plain or any(ord(character) < 32 for character in plain)
    if not plain.startswith("/") or is_odd or any(segment in ("", ".", "..") for segment in segments):
        raise _escape(address)


def _escape(address: str) -> OriginError:
    """The error for a path that leads out of the mirror."""
    return OriginError(
        address, "the path leads out of the mirror", "Keep the file itself in the mirror, under its own path"
    )
