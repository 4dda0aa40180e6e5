"""Small builds for tests: a build file with marts that contain their build id, and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.release.publish import publish
from orchestration.runtime.paths import Home


def build(folder: Path, number: int = 1, quarantined: Sequence[str] | None = None) -> Path:
    """A build file with two marts that hold `number`, and what must stay private; with items of ops.quarantine."""
    path = folder / f"build-{number}.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        for schema in ("levy", "ops", "staging", "intermediate", "landing"):
            con.execute(f"create schema {schema}")
            con.execute(f"use {schema}")
            con.execute("create table made as select $n::int as n, range as i from range(1000)", {"n": number})
        if quarantined is not None:
            con.execute(
                "create table ops.quarantine as select unnest($ids::varchar[]) as quarantine_id, 'MADE' as ticker,"
                " '10-K' as form, '0000000042-24-000001' as accession, 'made.htm' as document, 'fact' as scope,"
                " 3 as fact_no, 'it is\ntruncated.' as reason",
                {"ids": list(quarantined)},
            )
        con.execute("create table main.stray as select 1 as n")
        con.execute("create view levy.looked_at as from levy.made")
        con.execute("comment on table levy.made is 'Whose figure, and what it''s for'")
        con.execute("comment on column levy.made.n is 'The number; it''s made up'")
    return path


def record(number: int = 1, input_fingerprint: str = "made up") -> dict[str, Any]:
    """What is recorded of a run. Build ids sort by time."""
    return {
        "build_id": f"build-{number:03}",
        "started_at": datetime(2026, 1, 1, tzinfo=UTC),
        "git_commit": None,
        "tributary_version": "0",
        "input_fingerprint": input_fingerprint,
    }


def put_out(
    home: Home,
    folder: Path,
    number: int = 1,
    input_fingerprint: str = "made up",
    quarantined: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Publish build `number`; its manifest."""
    return publish(build(folder, number, quarantined), home, record(number, input_fingerprint), {"made": "up"})
