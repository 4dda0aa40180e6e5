"""The connections that documentation recommends: its snippets run, and readers see the newest version at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import sqlalchemy as sa

from orchestration.catalog.documentation import PAGES
from orchestration.release.client import newest_engine, open_newest
from orchestration.release.publish import publish
from orchestration.runtime.paths import Home
from tests.support.project import REPOSITORY

pytestmark = pytest.mark.integration

CONNECTIONS = (PAGES / "connections.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n# ([\w ]+)\n(.*?)```", CONNECTIONS, re.DOTALL)


@pytest.fixture
def release(tmp_path: Path) -> Callable[[int], Path]:
    """Publish the n-th version of one small mart; returns the published file."""
    home = Home(tmp_path / "home")

    def publish_version(number: int) -> Path:
        build = tmp_path / "build.duckdb"
        build.unlink(missing_ok=True)
        with duckdb.connect(str(build)) as con:
            con.execute("create schema levy")
            con.execute(f"create table levy.made as select {number} as n")
        run = {
            "build_id": f"2026010{number}T000000000000Z-00000000",
            "started_at": datetime.now(UTC),
            "git_commit": None,
            "tributary_version": "0",
            "input_fingerprint": "",
        }
        publish(build, home, run, {})
        return home.published_file

    return publish_version


def test_there_is_a_snippet_for_each_python_reader() -> None:
    assert [name for name, _ in SNIPPETS] == [
        "duckdb",
        "polars",
        "pandas",
        "sqlalchemy",
        "sqlalchemy alone",
        "one version",
    ]


@pytest.mark.parametrize(("name", "code"), SNIPPETS, ids=[name for name, _ in SNIPPETS])
def test_a_snippet_of_the_page_runs(name: str, code: str, published: Path) -> None:
    code = code.replace("data/published", str(published / "published"))
    if name == "sqlalchemy alone":
        code += "print(engine.connect().execute(sa.text('select count(*) from levy.headline')).scalar_one())"
    elif name == "one version":
        code += "print(due.height + expense.height)"
    elif name != "duckdb":
        *before, last = code.rstrip().splitlines()
        code = "\n".join([*before, f"print(len({last}))"])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "NVDA" in done.stdout or int(done.stdout) > 0


def test_an_engine_sees_each_version_as_it_is_published(release: Callable[[int], Path]) -> None:
    """Also while an older connection is still open, which through the fixed name would hide the new version."""
    engine = newest_engine(release(1))
    old = engine.connect()
    assert old.execute(sa.text("select n from levy.made")).scalar_one() == 1
    for number in range(2, 6):
        release(number)
        with engine.connect() as con:
            assert con.execute(sa.text("select n from levy.made")).scalar_one() == number
        assert pd.read_sql("select n from levy.made", engine)["n"].tolist() == [number]
    assert old.execute(sa.text("select n from levy.made")).scalar_one() == 1
    old.close()


def test_an_engine_cannot_write(release: Callable[[int], Path]) -> None:
    with newest_engine(release(1)).connect() as con, pytest.raises(sa.exc.DBAPIError, match="read-only"):
        con.execute(sa.text("create table levy.mine as select 1 as n"))


def test_a_connection_opens_the_version_of_the_moment(release: Callable[[int], Path]) -> None:
    old = open_newest(release(1))
    new = open_newest(release(2))
    assert (old.sql("from levy.made").fetchall(), new.sql("from levy.made").fetchall()) == ([(1,)], [(2,)])
    old.close()
    new.close()


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_newest(tmp_path / "tributary.duckdb")
