"""The raw store: fetched bytes, unchanged, stored once, named by their hash, with the address they came from.

raw/objects/ab/ab12…        the bytes
raw/objects/ab/ab12….json   where and when they were first seen, by address
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from sources.atomic_files import write_atomically
from sources.edgar.http.client import Answer
from sources.errors import BadInput

_LAND_AGAIN: Final = "Delete the object and its .json, then fetch again"


def sha256_of(data: bytes) -> str:
    """The name that bytes have in the store: 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class RawStore:
    """Content-addressed bytes below one folder. Processes may share it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, answer: Answer) -> str:
        """Store an answer's bytes with their address; returns their SHA-256.

        An address is recorded once for the same bytes, at the first fetch. Storing known bytes again writes nothing,
        unless the stored ones were altered.
        """
        sha256 = sha256_of(answer.data)
        path = self.path_of(sha256)
        if not self.is_whole(sha256):
            write_atomically(answer.data, path)
        if answer.address not in (seen["address"] for seen in self.retrievals(sha256)):
            self._record(sha256, answer)
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether there are bytes of this hash; their content is not checked."""
        return self.path_of(sha256).is_file()

    def is_whole(self, sha256: str) -> bool:
        """Whether there are bytes of this hash, and they are those that were stored."""
        try:
            return sha256_of(self.path_of(sha256).read_bytes()) == sha256
        except OSError:
            return False

    def get(self, sha256: str) -> bytes:
        """The bytes of this hash. Raises BadInput when there are none, or when they are not those that were stored."""
        path = self.path_of(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise BadInput(f"raw object {sha256}", "not in the raw store", "Fetch again") from None
        if sha256_of(data) != sha256:
            problem = f"altered since it was stored (its bytes now hash to {sha256_of(data)})"
            raise BadInput(f"raw object {sha256}", problem, _LAND_AGAIN, "the whole file")
        return data

    def retrievals(self, sha256: str) -> list[dict[str, Any]]:
        """Where the bytes came from: address, fetched_at (UTC), status, headers, in the order first seen."""
        sidecar = self.path_of(sha256).with_name(f"{sha256}.json")
        try:
            recorded: list[dict[str, Any]] = json.loads(sidecar.read_text("utf-8"))["retrievals"]
        except FileNotFoundError:
            return []
        except (ValueError, KeyError, TypeError) as fault:
            raise BadInput(sidecar.name, f"not a record of retrievals ({fault})", _LAND_AGAIN) from fault
        return recorded

    def path_of(self, sha256: str) -> Path:
        """The path of the bytes of this hash, whether or not they exist."""
        return self.root / "objects" / sha256[:2] / sha256

    def _record(self, sha256: str, answer: Answer) -> None:
        """Add one retrieval to the record of the bytes."""
        retrieval = {
            "address": answer.address,
            "fetched_at": answer.fetched_at.isoformat(timespec="seconds"),
            "status": answer.status,
            "headers": answer.headers,
        }
        with FileLock(self.root / ".retrievals.lock"):
            known = self.retrievals(sha256)
            if answer.address in (seen["address"] for seen in known):
                return
            content = {"sha256": sha256, "size_bytes": len(answer.data), "retrievals": [*known, retrieval]}
            text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            write_atomically(text.encode(), self.path_of(sha256).with_name(f"{sha256}.json"))
