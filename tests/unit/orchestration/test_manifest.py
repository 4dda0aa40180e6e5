"""What a home keeps of dbt's parsing: one folder for each state of the project, and no more than are of use."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.runtime.paths import DBT_PROJECT, Home
from orchestration.warehouse import dbt
from orchestration.warehouse.dbt import KEPT, KEPT_STATES, BrokenDbtProject, ensure_manifest, parsed

LAYOUT = "select 1 as n"


def test_states_of_old_projects_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest stay, and nothing is made twice."""
    asked: list[str] = []

    def invoke(home: Home, arguments: list[str], *_: Any, **__: Any) -> SimpleNamespace:
        asked.append(arguments[0])
        for file in KEPT:
            (home.build / "dbt" / "target" / file).write_text("{}")
        return SimpleNamespace(results=[])

    monkeypatch.setattr(dbt, "_invoke", invoke)
    monkeypatch.setattr(dbt, "PREBUILT", Home(tmp_path / "environment"))
    home = Home(tmp_path / "home")
    for number in range(KEPT_STATES + 3):
        monkeypatch.setattr(dbt, "dbt_project_hash", lambda _, number=number: f"{number:016x}")
        made = ensure_manifest(home)
        assert ensure_manifest(home) == made
        os.utime(made.with_name(dbt.PARSED), ns=(number, number))
    states = sorted(int(path.parent.name, 16) for path in (home.build / "dbt").glob(f"[0-9a-f]*/{dbt.PARSED}"))
    assert states == list(range(3, KEPT_STATES + 3))
    assert asked == ["parse", "compile"] * (KEPT_STATES + 3)


def small_project(folder: Path) -> Path:
    """A dbt project of one model, on our profile."""
    folder.mkdir()
    (folder / "dbt_project.yml").write_text("name: small\nversion: 1.0.0\nconfig-version: 2\nprofile: tributary\n")
    (folder / "profiles.yml").write_bytes((DBT_PROJECT / "profiles.yml").read_bytes())
    (folder / "models").mkdir()
    (folder / "models" / "one.sql").write_text(LAYOUT)
    return folder


def test_an_unchanged_project_is_not_parsed_again(tmp_path: Path) -> None:
    """dbt finds what it parsed and reads no file of the project anew; a changed one is parsed as a whole."""
    home = Home(tmp_path / "home", small_project(tmp_path / "small"))
    first = parsed(home)
    node = first.nodes["model.small.one"]
    again = parsed(home)
    assert again.nodes["model.small.one"].created_at == node.created_at
    (home.dbt_project / "models" / "one.sql").write_text(LAYOUT + " where true")
    changed = parsed(home)
    assert changed.nodes["model.small.one"].created_at > node.created_at
    assert len(list((home.build / "dbt").glob(f"*/{dbt.PARSED}"))) == 3  # two states, and dbt's own folder
    assert not list(home.build.glob("*.duckdb*")), "parsing opens no database"


def test_a_project_that_dbt_refuses_is_named_in_a_line(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", small_project(tmp_path / "small"))
    (home.dbt_project / "models" / "one.sql").write_text("select * from {{ ref('nowhere') }}")
    with pytest.raises(
        BrokenDbtProject, match=r"^dbt_project cannot be read: .*nowhere.* Fix the file that it names\.$"
    ):
        ensure_manifest(home)
