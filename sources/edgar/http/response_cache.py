"""The cache of answers: for each address of an origin, the last answer's hash and validators; and what pages need.

The bytes are in the raw store. Deleting the cache is safe: the next landing then requests everything again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_TABLE: Final = """
    create table if not exists answers (
        origin text, cik text, address text, sha256 text, size_bytes integer, etag text, last_modified text,
        primary key (origin, address)
    ) without rowid
"""
#: Of a page by its content: which other pages it needs (`page_references`), so that it is searched once. Another name
#: when another search finds something else.
_NEEDS: Final = "create table if not exists needs_1 (sha256 text primary key, need text) without rowid"


@dataclass(frozen=True)
class CachedAnswer:
    """The last answer of one address. `sha256` and `size_bytes` are None where there was no such file (404)."""

    sha256: str | None
    size_bytes: int | None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Request headers that ask for the bytes only when they have changed; empty where there were no validators."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value} if self.sha256 else {}


class AnswerCache:
    """Answers of one company from one origin, kept in a small database below the raw store; a context manager.

    Each is written immediately, so that an interrupted landing continues where it stopped. Processes may share the
    file.
    """

    def __init__(self, path: Path, origin: str, cik: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._origin, self._cik = origin, cik
        self._db = _opened(path)
        rows = self._db.execute(
            "select address, sha256, size_bytes, etag, last_modified from answers where origin = ? and cik = ?",
            (origin, cik),
        )
        self._known = {address: CachedAnswer(*rest) for address, *rest in rows}

    def of(self, address: str) -> CachedAnswer | None:
        """The last answer of this address, if there is one."""
        return self._known.get(address)

    def keep(self, address: str, answer: CachedAnswer) -> None:
        """Record an answer; nothing is written when it is recorded already."""
        if self._known.get(address) == answer:
            return
        self._known[address] = answer
        row = (self._origin, self._cik, address, answer.sha256, answer.size_bytes, answer.etag, answer.last_modified)
        with self._db:
            self._db.execute("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?)", row)

    def forget(self, address: str) -> None:
        """Remove the record of an address."""
        self._known.pop(address, None)
        with self._db:
            self._db.execute(
                "delete from answers where origin = ? and cik = ? and address = ?", (self._origin, self._cik, address)
            )

    def need_of(self, sha256: str) -> str | None:
        """What was recorded of the page with this content; None when nothing was."""
        found = self._db.execute("select need from needs_1 where sha256 = ?", (sha256,)).fetchone()
        return None if found is None else str(found[0])

    def keep_need(self, sha256: str, need: str) -> None:
        """Record what the page with this content needs."""
        with self._db:
            self._db.execute("insert or replace into needs_1 values (?, ?)", (sha256, need))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()


def validators(headers: Mapping[str, str]) -> dict[str, str | None]:
    """The validators among an answer's headers."""
    return {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}


def _opened(path: Path) -> sqlite3.Connection:
    """The database. A file that is not a database is replaced by a new one, since it is only a cache."""
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as fault:
        if isinstance(
            fault, sqlite3.OperationalError
        ):  # cannot be opened or written, and a new file could not be either
            raise OSError(None, str(fault), str(path)) from fault
        path.unlink()
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute(_TABLE)
        connection.execute(_NEEDS)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
