"""What dbt knows of a published table: its SQL, its grain, and the tables that each column comes from.

Reads dbt's manifest of the project, and the compiled SQL of the last build where the data directory has it. Walks
through the models that are not published, down to published tables, curated files and landed tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from orchestration.lineage.sql_names import literals_read, names_beside, names_read
from orchestration.runtime.paths import Home
from orchestration.warehouse.build_database import PRIVATE_SCHEMAS
from orchestration.warehouse.dbt import ensure_manifest, read_manifest

#: Source of the dbt project with the curated tables.
CURATED: Final = "reference"
#: Names that say nothing about where a value comes from.
GENERIC: Final = frozenset(["note", "confidence", "label", "name", "position"])


@dataclass(frozen=True)
class Parent:
    """A table that a column is computed from. `names` are the names that the SQL on the way reads."""

    kind: str  # published | curated | landed
    table: str  # schema.table of a published one, else its name in the source
    names: frozenset[str]
    description: str = ""
    #: Texts that the SQL compares columns with, as SQL, by column.
    literals: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Lineage:
    """The lineage of the published tables. `compiled` has compiled SQL, `reference` the curated tables as Parquet."""

    def __init__(self, manifest: Mapping[str, Any], compiled: Path | None = None, reference: Path | None = None):
        self._nodes: Mapping[str, Any] = manifest["nodes"]
        self._sources: Mapping[str, Any] = manifest["sources"]
        self._macros: Mapping[str, Any] = manifest["macros"]
        self._compiled = compiled
        self.reference = reference
        self._parents: dict[tuple[str, str], list[Parent]] = {}

    @classmethod
    def of(cls, home: Home) -> Lineage:
        """The lineage of the dbt project that a data directory is built with. Raises BrokenDbtProject."""
        compiled = home.build / "dbt" / "target" / "compiled"
        return cls(read_manifest(ensure_manifest(home)), compiled, home.reference)

    def grain(self, table: str) -> list[str]:
        """Columns that identify a row, from the data test `unique_grain`; none for an unknown table."""
        return self._grains.get(self._tables.get(table, ""), [])

    def rule(self, table: str) -> str:
        """The grain and decisions of the model, as its YAML describes them."""
        node = self._node(table)
        return " ".join(node["description"].split()) if node else ""

    def sql_files(self, table: str) -> list[str]:
        """The file of the model, then those of the project's macros with whole queries that its query is in."""
        node = self._node(table)
        if not node:
            return []
        macros = [self._macros[macro] for macro in node["depends_on"]["macros"] if macro in self._macros]
        queries = sorted({m["original_file_path"] for m in macros if "macros/rows/" in m["original_file_path"]})
        return [f"dbt_project/{path}" for path in (node["original_file_path"], *queries)]

    def row_names(self, table: str, column: str) -> frozenset[str]:
        """Names on the way to a column in the SQL of its own model: other columns of the row may be among them."""
        node = self._node(table)
        return names_beside(self._sql(node), column) if node else frozenset()

    def parents(self, table: str, column: str) -> list[Parent]:
        """The tables that a column is computed from, published ones first."""
        if (table, column) not in self._parents:
            self._parents[table, column] = self._found_parents(table, column)
        return self._parents[table, column]

    def curated_files(self, table: str, column: str, depth: int = 3) -> list[str]:
        """Names of the curated tables behind a column, through published tables too; nearest first."""
        parents = self.parents(table, column)
        found = [parent.table for parent in parents if parent.kind == "curated"]
        for parent in parents:
            if parent.kind == "published" and depth and parent.names:
                known = self._columns(parent.table)
                read = [column] if column in known else sorted(parent.names & known)[:3]
                found += [name for one in read for name in self.curated_files(parent.table, one, depth - 1)]
        return list(dict.fromkeys(found))

    def _columns(self, table: str) -> frozenset[str]:
        node = self._node(table)
        return frozenset(node["columns"]) if node else frozenset()

    def _found_parents(self, table: str, column: str) -> list[Parent]:
        node = self._node(table)
        found: dict[str, frozenset[str]] = {}
        if node:
            self._walk(node, frozenset([column]), found, {})
        literals = self._literals(table) if node else {}
        parents = [replace(self._parent(key, names), literals=literals.get(key, {})) for key, names in found.items()]
        order = {"published": 0, "curated": 1, "landed": 2}
        return sorted(parents, key=lambda parent: (order[parent.kind], parent.table))

    @cached_property
    def _tables(self) -> dict[str, str]:
        return {
            f"{node['schema']}.{node['name']}": key
            for key, node in self._nodes.items()
            if node["resource_type"] == "model" and node["config"]["materialized"] == "table"
            if node["schema"] not in PRIVATE_SCHEMAS
        }

    @cached_property
    def _published(self) -> frozenset[str]:
        return frozenset(self._tables.values())

    @cached_property
    def _grains(self) -> dict[str, list[str]]:
        return {
            node["attached_node"]: node["test_metadata"]["kwargs"]["columns"]
            for node in self._nodes.values()
            if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "unique_grain"
        }

    def _node(self, table: str) -> Mapping[str, Any] | None:
        return self._nodes.get(self._tables.get(table, ""))

    def _walk(
        self, node: Mapping[str, Any], names: frozenset[str], found: dict[str, frozenset[str]], seen: dict[str, Any]
    ) -> None:
        """Collect in `found` what the node reads for these names, through models that are not published."""
        known = seen.get(node["unique_id"], frozenset())
        if node["unique_id"] in seen and names <= known:
            return
        seen[node["unique_id"]] = known | names
        read = names_read(self._sql(node), names) - GENERIC
        for key in node["depends_on"]["nodes"]:
            if key in self._published or key in self._sources:
                found[key] = found.get(key, frozenset()) | read
            elif key in self._nodes:
                self._walk(self._nodes[key], read, found, seen)

    def _literals(self, table: str) -> dict[str, dict[str, frozenset[str]]]:
        """For each table that is read through one unpublished model alone, the texts that this model compares with."""
        found: dict[str, list[dict[str, frozenset[str]]]] = {}
        pending, seen = [self._tables[table]], set()
        while pending:
            key = pending.pop()
            seen.add(key)
            for read in self._nodes[key]["depends_on"]["nodes"]:
                if read in self._published:
                    found.setdefault(read, []).append(literals_read(self._sql(self._nodes[key])))
                elif read in self._nodes and read not in seen:
                    pending.append(read)
        return {read: every[0] for read, every in found.items() if len(every) == 1}

    def _parent(self, key: str, names: frozenset[str]) -> Parent:
        if key in self._published:
            node = self._nodes[key]
            return Parent("published", f"{node['schema']}.{node['name']}", names)
        source = self._sources[key]
        kind = "curated" if source["source_name"] == CURATED else "landed"
        return Parent(kind, source["name"], names, " ".join((source["description"] or "").split()))

    def _sql(self, node: Mapping[str, Any]) -> str:
        """The compiled SQL of a model, or its template with the macros that it calls."""
        if self._compiled:
            file = self._compiled / node["package_name"] / node["original_file_path"]
            if file.is_file():
                return _text(file)
        macros = (self._macros.get(macro, {}) for macro in node["depends_on"]["macros"])
        own = (macro["macro_sql"] for macro in macros if macro.get("package_name") == node["package_name"])
        return "\n".join((str(node["raw_code"]), *own))


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
