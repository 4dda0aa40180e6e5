"""Which nodes a build runs: those that a change of code, variables or data can reach, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.warehouse import build_state

SOURCES = {"facts": "facts of today", "chips": "chips of today"}
COLUMNS = {"facts": "value DOUBLE", "chips": "price DOUBLE"}
SETTINGS = "name: toy\nvars:\n  draws: 10\n"


def node(
    name: str, code: str, *parents: str, kind: str = "model", config: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A node as dbt's manifest has it."""
    return {
        "resource_type": kind, "name": name, "alias": name, "schema": "marts", "raw_code": code, "columns": {},
        "description": "", "config": dict(config or {"materialized": "table"}), "depends_on": {"nodes": list(parents)},
    }  # fmt: skip


def macro(name: str, code: str, package: str = "toy") -> dict[str, Any]:
    """A macro as dbt's manifest has it."""
    return {"name": name, "package_name": package, "macro_sql": code}


@pytest.fixture
def manifest() -> dict[str, Any]:
    """Revenue from facts, supply from chips by way of two macros and a variable, and what reads both."""
    nodes = {
        "model.toy.revenue": node("revenue", "select {{ usd('value') }}", "source.toy.landing.facts"),
        "model.toy.supply": node("supply", "{{ simulated() }}", "source.toy.landing.chips"),
        "model.toy.substitution": node("substitution", "select 1", "model.toy.supply"),
        "model.toy.dictionary": node("dictionary", "{% for n in graph.nodes %}1{% endfor %}"),
        "test.toy.revenue": node("revenue_is_positive", "select 2", "model.toy.revenue", kind="test"),
        "unit_test.toy.revenue": node("example", "", kind="unit_test"),
    }
    macros = {
        "macro.toy.usd": macro("usd", "cast({{ x }} as decimal)"),
        "macro.toy.simulated": macro("simulated", "{{ drawn( 1 ) }}"),
        "macro.toy.drawn": macro("drawn", "{{ var('draws') }}"),
        "macro.toy.unused": macro("unused", "1"),
        "macro.toy.generate_schema_name": macro("generate_schema_name", "marts"),
        "macro.dbt.generate_schema_name": macro("generate_schema_name", "default", "dbt"),
    }
    return {"metadata": {"project_name": "toy"}, "nodes": nodes, "macros": macros}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files of a dbt project that are no nodes."""
    (tmp_path / "dbt_project.yml").write_text(SETTINGS)
    (tmp_path / "profiles.yml").write_text("toy: {}\n")
    return tmp_path


def prints(manifest: Mapping[str, Any], project: Path, **changed: str) -> dict[str, str]:
    """Fingerprints of all models and tests, with these sources changed."""
    wanted = [unique_id for unique_id in manifest["nodes"] if not unique_id.startswith("unit_test.")]
    return build_state.fingerprints(manifest, project, SOURCES | changed, COLUMNS, wanted)


def names(stale: frozenset[str]) -> set[str]:
    return {unique_id.rpartition(".")[2] for unique_id in stale if unique_id.startswith("model.")}


def test_nothing_is_stale_when_nothing_has_changed(manifest: dict[str, Any], project: Path) -> None:
    known = prints(manifest, project)
    assert build_state.stale(prints(manifest, project), known, manifest) == frozenset()
    order = list(known)
    assert order.index("model.toy.supply") < order.index("model.toy.substitution")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("a new filing", {"revenue"}),
        ("a curated row", {"supply", "substitution"}),
        ("SQL", {"revenue", "dictionary"}),
        ("a description", {"substitution", "dictionary"}),
        ("a macro", {"revenue"}),
        ("a macro of a macro", {"supply", "substitution"}),
        ("a macro that nothing calls", set()),
        ("a macro of every node", {"revenue", "supply", "substitution", "dictionary"}),
        ("a variable", {"supply", "substitution"}),
        ("the profile", {"revenue", "supply", "substitution", "dictionary"}),
    ],
)
def test_what_a_change_reaches_is_built(
    manifest: dict[str, Any], project: Path, changed: str, expected: set[str]
) -> None:
    known = prints(manifest, project)
    nodes, macros, sources = manifest["nodes"], manifest["macros"], {}
    match changed:
        case "a new filing":
            sources = {"facts": "facts of tomorrow"}
        case "a curated row":
            sources = {"chips": "another price"}
        case "SQL":
            nodes["model.toy.revenue"]["raw_code"] += " where true"
        case "a description":
            nodes["model.toy.substitution"]["description"] = "What China makes by itself."
        case "a macro":
            macros["macro.toy.usd"]["macro_sql"] = "round({{ x }}, 2)"
        case "a macro of a macro":
            macros["macro.toy.drawn"]["macro_sql"] = "{{ var('draws') }} + 1"
        case "a macro that nothing calls":
            macros["macro.toy.unused"]["macro_sql"] = "2"
        case "a macro of every node":
            macros["macro.toy.generate_schema_name"]["macro_sql"] = "other"
        case "a variable":
            (project / "dbt_project.yml").write_text(SETTINGS.replace("10", "20"))
        case "the profile":
            (project / "profiles.yml").write_text("toy: {threads: 4}\n")
    stale = build_state.stale(prints(manifest, project, **sources), known, manifest)
    assert names(stale) == expected
    assert ("test.toy.revenue" in stale) == ("revenue" in expected)


def test_what_failed_is_built_again_with_all_that_depends_on_it(manifest: dict[str, Any], project: Path) -> None:
    now = prints(manifest, project)
    known = {unique_id: one for unique_id, one in now.items() if unique_id != "model.toy.supply"}
    assert names(build_state.stale(now, known, manifest)) == {"supply", "substitution"}


def test_a_view_is_created_again_only_when_its_definition_has_changed(manifest: dict[str, Any], project: Path) -> None:
    nodes = manifest["nodes"]
    nodes["model.toy.supply"]["config"]["materialized"] = "view"
    known = prints(manifest, project)
    other_data = prints(manifest, project, chips="another price")
    assert names(build_state.stale(other_data, known, manifest)) == {"substitution"}

    other_columns = build_state.fingerprints(
        manifest, project, SOURCES, COLUMNS | {"chips": "price DECIMAL(9,2)"}, list(known)
    )
    assert names(build_state.stale(other_columns, known, manifest)) == {"supply", "substitution"}

    nodes["model.toy.supply"]["raw_code"] += " where true"
    assert "supply" in names(build_state.stale(prints(manifest, project), known, manifest))
    assert "supply" in names(build_state.stale(known, {}, manifest)), "an interrupted build"


def test_the_record_survives_and_forgets(manifest: dict[str, Any], project: Path) -> None:
    now = prints(manifest, project)
    with duckdb.connect() as con:
        assert build_state.recorded(con) == {}
        build_state.record(con, now)
        build_state.record(con, {"model.toy.supply": "another"})
        assert build_state.recorded(con) == now | {"model.toy.supply": "another"}
        build_state.forget(con, ["model.toy.supply"])
        assert "model.toy.supply" not in build_state.recorded(con)


def test_what_no_model_makes_any_more_is_dropped(manifest: dict[str, Any]) -> None:
    with duckdb.connect() as con:
        con.execute("create schema marts; create schema landing; create table marts.revenue as select 1 as n")
        con.execute("create table marts.gone as select 1 as n; create view marts.gone_view as select 1 as n")
        con.execute("create macro marts.gone_macro(n) as table select n; create table landing.facts as select 1 as n")
        build_state.drop_unknown_relations(con, manifest)
        left = con.execute("select schema_name || '.' || table_name from duckdb_tables() order by 1").fetchall()
        assert left == [("landing.facts",), ("marts.revenue",)]
        assert con.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)
        assert con.execute("select count(*) from duckdb_functions() where function_name = 'gone_macro'").fetchone() == (
            0,
        )


def test_an_expectation_is_met_again_while_nothing_that_it_reads_changes() -> None:
    relations = {"levy.levy_due": "a", "landing.published": "b"}
    one = build_state.fingerprint_of_expectation("key", ["levy.levy_due", "landing.published"], relations)
    same = build_state.fingerprint_of_expectation("key", ["landing.published", "levy.levy_due"], relations)
    assert one == same
    for key, changed in (("other", {}), ("key", {"landing.published": "c"})):
        assert build_state.fingerprint_of_expectation(key, relations, relations | changed) != one
    assert build_state.fingerprint_of_expectation("key", ["levy.levy_due", "levy.unknown"], relations) is None
