"""Conditional requests to an origin: only what is new or changed is fetched.

Decides whether an address is requested, with or without conditions, and keeps the answer. Which files are needed is
decided in `landing`; one request is made by `client`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from sources.edgar.http.client import Answer, Host, Origin, RefusedAnswer
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import AnswerCache, CachedAnswer, validators
from sources.errors import BadInput

#: Which immutable files are requested again: none, those that were missing, or all.
Refetch = Literal["nothing", "absent", "all"]
#: Reads the bytes of a file with this name; raises BadInput when it cannot.
Reader = Callable[[bytes, str], object]


@dataclass(frozen=True)
class StoredFile:
    """A file in the raw store. `is_new` is true when its bytes were fetched now."""

    address: str
    sha256: str
    size_bytes: int
    store: RawStore
    is_new: bool

    def data(self) -> bytes:
        """Its bytes. Raises BadInput when the raw store was altered."""
        return self.store.get(self.sha256)

    def is_usable(self, read: Reader | None = None) -> bool:
        """Whether its bytes are those that were stored, and `read` can read them."""
        try:
            data = self.data()
            if read:
                read(data, self.address.rpartition("/")[2])
        except BadInput:
            return False
        return True


@dataclass(frozen=True)
class CompanyRequests:
    """The requests for one company to one origin.

    With `refused`, an answer that is not what was asked for is added to it and the last good one is used, if there is
    one; without, it is raised. `not_asked` has, by accession, faults of filings because of which something is not
    requested.
    """

    origin: Origin
    store: RawStore
    cache: AnswerCache
    refetch: Refetch = "nothing"
    refused: list[RefusedAnswer] | None = None
    not_asked: list[tuple[str, BadInput]] = field(default_factory=list)

    def with_refetch(self, refetch: Refetch) -> CompanyRequests:
        """The same requests, with this refetch policy."""
        return replace(self, refetch=refetch)

    def fetch(
        self, host: Host, path: str, *, is_settled: bool = False, read: Reader | None = None
    ) -> StoredFile | None:
        """The file, or None where the origin has none.

        `is_settled` is true for a file that never changes at a service once it is available, subject to `refetch`.
        With `read`, an answer that it cannot read is refused, too: its bytes are stored, but not used. What was altered
        in the raw store is then fetched again. No refused answer is recorded, so the next landing asks again.
        """
        address = f"https://{host}{path}"
        known = self._cached(address)
        if read and known and known.sha256 and not self.store.is_whole(known.sha256):
            known = None
        if known and self._is_current(known, self.origin.tag_of(host, path), is_settled=is_settled):
            return self._known(address, known)
        try:
            answer = self.origin.get(host, path, known.conditions if known and self.refetch != "all" else None)
            if read and answer.status == 200:
                self._read(answer, read, host, path)
        except RefusedAnswer as fault:
            if self.refused is None:
                raise
            self.refused.append(fault)
            kept = self._known(address, known) if known else None
            return kept if kept and kept.is_usable(read) else None
        if answer.status == 304 and known:
            return self._known(address, known)
        if answer.status != 200:
            self.cache.keep(address, CachedAnswer(None, None, etag=""))
            return None
        sha256, size = self.store.put(answer), len(answer.data)
        self.cache.keep(address, CachedAnswer(sha256, size, **validators(answer.headers)))
        return StoredFile(address, sha256, size, self.store, is_new=True)

    def fetch_again_next_time(self, got: StoredFile) -> None:
        """Fetch this file without conditions next time, because its content could not be read."""
        self.cache.forget(got.address)

    def _read(self, answer: Answer, read: Reader, host: Host, path: str) -> None:
        """Raise RefusedAnswer for an answer that cannot be read, after its bytes were stored."""
        try:
            read(answer.data, path.rpartition("/")[2])
        except BadInput as fault:
            self.store.put(answer)
            raise self.origin.refusal(host, path, fault) from fault

    def _cached(self, address: str) -> CachedAnswer | None:
        """The cached answer of an address, unless the raw store has lost its bytes."""
        known = self.cache.of(address)
        return known if known and (known.sha256 is None or self.store.has(known.sha256)) else None

    def _is_current(self, known: CachedAnswer, tag: str | None, *, is_settled: bool) -> bool:
        """Whether the cached answer is current, without a request."""
        if tag is not None:  # a folder: the ETag is read from the file system
            return tag == known.etag and self.refetch != "all"
        if not is_settled or self.refetch == "all":
            return False
        return known.sha256 is not None or self.refetch == "nothing"

    def _known(self, address: str, known: CachedAnswer) -> StoredFile | None:
        """The cached answer as a file."""
        if known.sha256 is None or known.size_bytes is None:
            return None
        return StoredFile(address, known.sha256, known.size_bytes, self.store, is_new=False)
