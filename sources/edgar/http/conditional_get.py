"""Asking an origin for no more than is new.

Belongs here: deciding whether an address is asked at all, on condition, or not; keeping what comes. Not: which files
are wanted (`landing`), how one is fetched (`client`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sources.edgar.http.client import Host, Origin
from sources.edgar.http.raw_store import RawStore
from sources.edgar.http.response_cache import Memory, Remembered, validators

#: What is asked for again of what is settled: nothing, files that were not there, all.
Patience = Literal["nothing", "absent", "all"]


@dataclass(frozen=True)
class Got:
    """A file that is in the raw store. `is_new` says that its bytes came now."""

    address: str
    sha256: str
    size_bytes: int
    store: RawStore
    is_new: bool

    def data(self) -> bytes:
        """Its bytes. Raises BadInput when the raw store was altered."""
        return self.store.get(self.sha256)


@dataclass(frozen=True)
class Asking:
    """One company's questions to one origin."""

    origin: Origin
    store: RawStore
    memory: Memory
    patience: Patience = "nothing"

    def again(self, patience: Patience) -> Asking:
        """The same, with this patience."""
        return Asking(self.origin, self.store, self.memory, patience)

    def ask(self, host: Host, path: str, *, is_settled: bool = False) -> Got | None:
        """The file, or None where the origin has none.

        `is_settled` says that the answer of a service does not change once it was given, as far as `patience` goes.
        """
        address = f"https://{host}{path}"
        known = self._at_hand(address)
        if known and self._stands(known, self.origin.tag_of(host, path), is_settled=is_settled):
            return self._known(address, known)
        answer = self.origin.get(host, path, known.conditions if known and self.patience != "all" else None)
        if answer.status == 304 and known:
            return self._known(address, known)
        if answer.status != 200:
            self.memory.keep(address, Remembered(None, None, etag=""))
            return None
        sha256, size = self.store.put(answer), len(answer.data)
        self.memory.keep(address, Remembered(sha256, size, **validators(answer.headers)))
        return Got(address, sha256, size, self.store, is_new=True)

    def doubt(self, got: Got) -> None:
        """Ask for this file again next time, and without condition: what came cannot be read."""
        self.memory.forget(got.address)

    def _at_hand(self, address: str) -> Remembered | None:
        """What is known of an address, unless the raw store has lost its bytes."""
        known = self.memory.of(address)
        return known if known and (known.sha256 is None or self.store.has(known.sha256)) else None

    def _stands(self, known: Remembered, tag: str | None, *, is_settled: bool) -> bool:
        """Whether what is known still holds, without asking."""
        if tag is not None:  # a folder: one look at the file tells
            return tag == known.etag and self.patience != "all"
        if not is_settled or self.patience == "all":
            return False
        return known.sha256 is not None or self.patience == "nothing"

    def _known(self, address: str, known: Remembered) -> Got | None:
        """What is known, as an answer."""
        if known.sha256 is None or known.size_bytes is None:
            return None
        return Got(address, known.sha256, known.size_bytes, self.store, is_new=False)
