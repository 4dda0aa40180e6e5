"""The raw store: unchanged, once, and verified."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import atomic_files
from sources.edgar.http.client import Answer
from sources.edgar.http.raw_store import RawStore
from sources.errors import BadInput

FIRST = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)


def answer(data: bytes, address: str = "https://data.sec.gov/a.json", at: datetime = FIRST) -> Answer:
    return Answer(200, data, address, {"content-type": "application/json"}, at)


def state(root: Path) -> dict[str, tuple[int, bytes]]:
    """When each file was written, and what it holds."""
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in root.rglob("*") if p.is_file()}


def test_bytes_lie_under_their_hash_with_where_they_came_from(tmp_path: Path) -> None:
    sha256 = RawStore(tmp_path).put(answer(b"abc"))
    assert sha256 == hashlib.sha256(b"abc").hexdigest()
    assert (tmp_path / "objects" / sha256[:2] / sha256).read_bytes() == b"abc"
    assert json.loads((tmp_path / "objects" / sha256[:2] / f"{sha256}.json").read_text()) == {
        "sha256": sha256,
        "size_bytes": 3,
        "retrievals": [
            {
                "address": "https://data.sec.gov/a.json",
                "fetched_at": "2025-01-02T03:04:05+00:00",
                "status": 200,
                "headers": {"content-type": "application/json"},
            }
        ],
    }


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    store.put(answer(b"abc"))
    before = state(tmp_path)
    store.put(answer(b"abc", at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert state(tmp_path) == before


def test_the_same_bytes_from_another_address_are_recorded_once_more(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    for _ in range(3):
        for address in ("https://data.sec.gov/a.json", "https://data.sec.gov/b.json"):
            sha256 = store.put(answer(b"abc", address))
    assert [seen["address"][-6:] for seen in store.retrievals(sha256)] == ["a.json", "b.json"]


def test_an_altered_object_is_refused_and_heals_by_the_remedy(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    sha256 = store.put(answer(b"abc"))
    store.path_of(sha256).write_bytes(b"abd")
    with pytest.raises(BadInput, match="altered") as refused:
        store.get(sha256)
    assert sha256 in str(refused.value)
    store.path_of(sha256).unlink()
    store.path_of(sha256).with_name(f"{sha256}.json").unlink()
    store.put(answer(b"abc"))
    assert store.get(sha256) == b"abc"


def test_a_cut_object_heals_by_fetching_again(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    sha256 = store.put(answer(b"abc"))
    store.path_of(sha256).write_bytes(b"a")
    store.put(answer(b"abc"))
    assert store.get(sha256) == b"abc"


def test_what_was_never_stored_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not in the raw store"):
        RawStore(tmp_path).get("0" * 64)


def test_a_broken_record_is_refused(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    sha256 = store.put(answer(b"abc"))
    store.path_of(sha256).with_name(f"{sha256}.json").write_text("{")
    with pytest.raises(BadInput, match="not a record of retrievals"):
        store.put(answer(b"abc"))


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(atomic_files.os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        RawStore(tmp_path).put(answer(b"abc"))
    assert state(tmp_path) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.binary(max_size=40), max_size=5))
def test_whatever_is_put_comes_back(tmp_path: Path, bodies: list[bytes]) -> None:
    store = RawStore(tmp_path)
    names = [store.put(answer(body)) for body in bodies]
    assert [store.get(name) for name in names] == bodies
