"""Which nodes of the dbt project a build must run: those whose code, variables or data have changed.

Contains fingerprints of models and data tests, and their record in the build database. A fingerprint covers the node's
SQL, configuration and columns, every macro that it can call, the variables if it reads any, and the fingerprints of all
nodes and sources that it depends on. A node with a recorded fingerprint succeeded on exactly this input: its table is
reused, its test is not run again. Views and table macros hold no data: they are created again only when their
definition has changed, which is the first part of a fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import duckdb
import yaml

Node = dict[str, Any]

#: The parts of a node that its fingerprint covers. Description and columns become comments and the contract.
_OWN: Final = ("raw_code", "schema", "name", "alias", "config", "columns", "description", "test_metadata")
_PACKAGES: Final = ("dbt-core", "dbt-adapters", "dbt-duckdb", "duckdb")
#: Materializations of models that hold no data.
_WITHOUT_DATA: Final = ("view", "table_macro")
#: How the record names tables of the schema `landing`.
_SOURCE: Final = "source.landing."


def fingerprints(
    manifest: Mapping[str, Any],
    project: Path,
    sources: Mapping[str, str],
    columns: Mapping[str, str],
    wanted: Iterable[str],
) -> dict[str, str]:
    """The fingerprint of each of these models and data tests of a manifest, by unique id, parents first.

    Two hashes with a dot between: of the definition, which covers the code down to the columns of the sources, and of
    the definition with all data. `sources` has the fingerprint of each table of the schema `landing`, by name, and
    `columns` its columns with their types. Raises KeyError for another source.
    """
    nodes: dict[str, Node] = {
        unique_id: node for unique_id, node in manifest["nodes"].items() if node["resource_type"] in ("model", "test")
    }
    settings = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    macros = _Macros(manifest["macros"], manifest["metadata"]["project_name"])
    everywhere = [
        [version(package) for package in _PACKAGES],
        (project / "profiles.yml").read_text(encoding="utf-8"),
        settings.get("flags"),
        macros.everywhere(),
    ]
    whole_graph = _hash({unique_id: _own(node) for unique_id, node in nodes.items()})
    found: dict[str, str] = {}

    def fingerprint(unique_id: str) -> str:
        if unique_id.startswith("source."):
            name = unique_id.rpartition(".")[2]
            return f"{_hash(columns.get(name))}.{sources[name]}"
        if unique_id not in found:
            node = nodes[unique_id]
            code = macros.reached_by(node["raw_code"])
            text = "\n".join(code)
            parents = [fingerprint(parent) for parent in sorted(node["depends_on"]["nodes"])]
            definition = _hash(
                [
                    everywhere, _own(node), code,
                    settings.get("vars") if re.search(r"\bvar\s*\(", text) else None,
                    whole_graph if re.search(r"\bgraph\b", text) else None,
                    [_definition(parent) for parent in parents],
                ]
            )  # fmt: skip
            found[unique_id] = f"{definition}.{_hash([definition, parents])}"
        return found[unique_id]

    chosen = dict.fromkeys(wanted)
    for unique_id in chosen:
        fingerprint(unique_id)
    return {unique_id: one for unique_id, one in found.items() if unique_id in chosen}


class _Macros:
    """The project's macros, and which of them a piece of code can call, directly or not."""

    def __init__(self, macros: Mapping[str, Node], project_name: str) -> None:
        self._code = {
            macro["name"]: macro["macro_sql"] for macro in macros.values() if macro["package_name"] == project_name
        }
        self._of_dbt = {macro["name"] for macro in macros.values() if macro["package_name"] != project_name}
        self._called = re.compile(
            rf"\b({'|'.join(map(re.escape, sorted(self._code)))})\s*\(" if self._code else r"(?!)"
        )

    def reached_by(self, code: str) -> list[str]:
        """This code, and that of every macro which it calls, directly or not; by name."""
        reached: set[str] = set()
        waiting = [code]
        while waiting:
            for name in set(self._called.findall(waiting.pop())) - reached:
                reached.add(name)
                waiting.append(self._code[name])
        return [code, *(self._code[name] for name in sorted(reached))]

    def everywhere(self) -> list[str]:
        """Macros that dbt calls for every node: materializations, and overrides of dbt's own macros."""
        return [
            code
            for name, code in sorted(self._code.items())
            if name.startswith(("materialization_", "duckdb__", "default__")) or name in self._of_dbt
        ]


def recorded(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprints of the nodes that succeeded in this build database, by unique id."""
    con.execute(
        "create table if not exists main.node_fingerprints"
        " (unique_id varchar primary key, fingerprint varchar not null)"
    )
    query = "select unique_id, fingerprint from main.node_fingerprints where not starts_with(unique_id, $1)"
    return dict(con.execute(query, [_SOURCE]).fetchall())


def record_sources(con: duckdb.DuckDBPyConnection, fingerprints: Mapping[str, str]) -> None:
    """Put the tables of the schema `landing` on record, by name; others are forgotten."""
    recorded(con)
    con.execute("delete from main.node_fingerprints where starts_with(unique_id, $1)", [_SOURCE])
    record(con, {_SOURCE + name: one for name, one in fingerprints.items()})


def landing_columns(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The columns of each table of the schema `landing` with their types, by name of the table."""
    query = (
        "select table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_index)"
        " from duckdb_columns() where schema_name = 'landing' group by all"
    )
    return dict(con.execute(query).fetchall())


def sources(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprints on record of the tables of the schema `landing`, by name."""
    query = "select unique_id, fingerprint from main.node_fingerprints where starts_with(unique_id, $1)"
    return {name.removeprefix(_SOURCE): one for name, one in con.execute(query, [_SOURCE]).fetchall()}


def stale(wanted: Mapping[str, str], known: Mapping[str, str], manifest: Mapping[str, Any]) -> frozenset[str]:
    """Nodes to run: those whose `wanted` fingerprint (parents first) is not recorded, and all that depends on them.

    Not among them are views and table macros whose recorded definition is the wanted one, whatever they depend on.
    """
    changed: set[str] = set()
    found: set[str] = set()
    for unique_id, one in wanted.items():
        node = manifest["nodes"][unique_id]
        recorded = known.get(unique_id)
        if recorded != one or not changed.isdisjoint(node["depends_on"]["nodes"]):
            changed.add(unique_id)
            has_data = node["config"]["materialized"] not in _WITHOUT_DATA
            if recorded is None or has_data or _definition(recorded) != _definition(one):
                found.add(unique_id)
    return frozenset(found)


def forget(con: duckdb.DuckDBPyConnection, unique_ids: Iterable[str]) -> None:
    """Delete nodes from the record before they are built, so that an interrupted run leaves no false record."""
    con.execute("delete from main.node_fingerprints where unique_id in (select unnest($1))", [list(unique_ids)])


def record(con: duckdb.DuckDBPyConnection, succeeded: Mapping[str, str]) -> None:
    """Record nodes that succeeded, with their fingerprints."""
    con.execute(
        "insert or replace into main.node_fingerprints select unnest($1), unnest($2)",
        [list(succeeded), list(succeeded.values())],
    )


def relations(con: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> dict[str, str]:
    """Recorded fingerprints of the tables of models and of `landing`, by schema and name."""
    known = recorded(con)
    named = {
        f"{node['schema']}.{node['alias']}": unique_id
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    landing = {f"landing.{name}": one for name, one in sources(con).items()}
    return {name: known[unique_id] for name, unique_id in named.items() if unique_id in known} | landing


def passed_before(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Outcomes, as JSON, of expectations that passed on this build database, by fingerprint."""
    con.execute(
        "create table if not exists main.expectations_met (fingerprint varchar primary key, outcome varchar not null)"
    )
    return dict(con.execute("select fingerprint, outcome from main.expectations_met").fetchall())


def keep_passed(con: duckdb.DuckDBPyConnection, met: Mapping[str, str]) -> None:
    """Replace the recorded outcomes by these."""
    con.execute("delete from main.expectations_met")
    con.execute("insert into main.expectations_met select unnest($1), unnest($2)", [list(met), list(met.values())])


def fingerprint_of_expectation(key: str, reads: Iterable[str], relations: Mapping[str, str]) -> str | None:
    """The fingerprint of an expectation and of all tables it reads; None when one of them has none."""
    parts = [relations.get(name) for name in sorted(reads)]
    return None if None in parts else _hash([key, parts])


def drop_unknown_relations(con: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> None:
    """Drop tables, views and macros of models that were removed or renamed: they must not be published."""
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    known = {(node["schema"], node["alias"]) for node in models}
    made = con.execute(
        "select schema_name, table_name, 'table' from duckdb_tables() where not internal"
        " union all select schema_name, view_name, 'view' from duckdb_views() where not internal"
        " union all select distinct schema_name, function_name, 'macro table' from duckdb_functions()"
        " where function_type = 'table_macro' and not internal"
    ).fetchall()
    for schema, name, kind in made:
        if schema not in ("landing", "main") and (schema, name) not in known:
            con.execute(f'drop {kind} "{schema}"."{name}"')


def _definition(fingerprint: str) -> str:
    return fingerprint.partition(".")[0]


def _own(node: Node) -> str:
    return _hash({part: node.get(part) for part in _OWN})


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
