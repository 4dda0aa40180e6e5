"""The dbt project runs in one direction: sources, staging, intermediate, marts. A folder says what is read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any, Final

import pytest

from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest, read_manifest

Node = dict[str, Any]

#: What models of each layer may read. A step under `marts/<mart>/intermediate` belongs to its mart.
MAY_READ: Final = {
    "staging": {"source", "staging"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
    "metrics": set[str](),
}
#: Sources that exist at the landing checkpoint alone, before there is a build.
CHECKPOINT: Final = "checkpoint"


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return read_manifest(ensure_manifest(Home(tmp_path_factory.mktemp("home"))))


def layer(unique_id: str, manifest: dict[str, Any]) -> str:
    """The folder under `models` that a node lies in, or `source`."""
    if unique_id in manifest["sources"]:
        return "source"
    return PurePosixPath(manifest["nodes"][unique_id]["original_file_path"]).parts[1]


def models(manifest: dict[str, Any]) -> list[Node]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def test_a_model_reads_only_what_lies_before_it(manifest: dict[str, Any]) -> None:
    backwards = [
        (node["name"], parent)
        for node in models(manifest)
        for parent in node["depends_on"]["nodes"]
        if layer(parent, manifest) not in MAY_READ[layer(node["unique_id"], manifest)]
    ]
    assert backwards == []


def test_a_source_has_one_staging_model_and_no_other_reader(manifest: dict[str, Any]) -> None:
    """Tests of the landing checkpoint read sources: they run on files, before there is a build."""
    readers: dict[str, list[str]] = defaultdict(list)
    for node in manifest["nodes"].values():
        if not node["original_file_path"].startswith("tests/landing/"):
            for parent in set(node["depends_on"]["nodes"]) & manifest["sources"].keys():
                readers[parent].append(node["name"])
    expected = {
        unique_id: [f"stg_{source['source_name']}__{source['name']}"]
        for unique_id, source in manifest["sources"].items()
        if source["source_name"] != CHECKPOINT
    }
    assert readers == expected


def test_a_step_of_a_mart_is_read_by_that_mart_alone(manifest: dict[str, Any]) -> None:
    def mart(unique_id: str) -> tuple[str, ...]:
        return PurePosixPath(manifest["nodes"][unique_id]["original_file_path"]).parts[1:4]

    steps = {
        node["unique_id"] for node in models(manifest) if mart(node["unique_id"])[::2] == ("marts", "intermediate")
    }
    others = [
        (node["name"], parent)
        for node in models(manifest)
        for parent in steps.intersection(node["depends_on"]["nodes"])
        if mart(node["unique_id"])[:2] != mart(parent)[:2]
    ]
    assert steps
    assert others == []


def test_names_and_schemas_are_those_of_the_folder(manifest: dict[str, Any]) -> None:
    """`stg_<source>__<table>`, `int_<what>`, and the plain name of a published table; a mart's folder is its schema."""
    other = []
    for node in models(manifest):
        _, folder, *rest, _ = PurePosixPath(node["original_file_path"]).parts
        is_step = folder == "intermediate" or (folder == "marts" and rest[1:] == ["intermediate"])
        if folder == "staging":
            (source,) = rest
            is_right = node["name"].startswith(f"stg_{source}__") and node["schema"] == "staging"
        elif is_step:
            is_right = node["name"].startswith("int_") and node["schema"] == "intermediate"
        elif folder == "marts":
            is_right = not node["name"].startswith(("int_", "stg_")) and [node["schema"]] == rest
        else:
            is_right = folder == "metrics"
        if not is_right:
            other.append(node["original_file_path"])
    assert other == []
