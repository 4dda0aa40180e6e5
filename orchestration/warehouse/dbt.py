"""dbt in this process: its manifest, parsed only when the project has changed, and runs of selected nodes.

Decides when to parse, where dbt's files are, and how failures are reported. Which nodes are built is decided in
`build_state`. Importing dbt takes more than a second, so it is imported only where it runs.
"""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from orchestration.runtime.paths import Home
from orchestration.runtime.processes import without_garbage_collection
from orchestration.warehouse.fingerprint import dbt_project_hash

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

#: Names the build database to dbt's profile.
BUILD_VARIABLE: Final = "TRIBUTARY_BUILD_DB"
#: Number of parsed states of the project that are kept, because an older process may still use its own.
KEPT_STATES: Final = 5
#: Tag of the nodes that a run builds. It is set in memory, never in the project.
SELECTED: Final = "tributary_selected"
PARSED: Final = "partial_parse.msgpack"
#: The manifest that was parsed when the environment was set up (`make`); new data directories start from it.
PREBUILT: Final = Home(Path(sys.prefix) / "share" / "tributary")
KEPT: Final = (PARSED, "manifest.json", "semantic_manifest.json")

_FAILED: Final = frozenset({"error", "fail", "runtime error"})
Node = dict[str, Any]


class BrokenDbtProject(Exception):
    """dbt could not parse its project; the text is what dbt printed, in one line."""


@dataclass(frozen=True)
class NodeResult:
    """The result of one model or data test: dbt's status and message, and its duration in seconds."""

    unique_id: str
    status: str
    message: str
    seconds: float
    failed_rows: int

    @property
    def is_failed(self) -> bool:
        """Whether dbt counts it as failed; a warning is not, nor is a node that was skipped."""
        return self.status in _FAILED

    @property
    def is_passed(self) -> bool:
        """Whether a model was built, or a test found nothing."""
        return self.status in ("success", "pass")

    @property
    def failure(self) -> str:
        """The reason of the failure in one line, with the remedy."""
        kind, _, *names = self.unique_id.split(".")
        message = " ".join(self.message.split())
        if kind == "model":
            return f"dbt_project, model {names[-1]}: {message}. Fix the model, or the tables that it reads."
        if self.status == "fail":
            return f"dbt_project, check {names[0]}: {message}. The description of the check states the rule."
        return f"dbt_project, check {names[0]} could not run: {message}."


def ensure_manifest(home: Home) -> Path:
    """The manifest of the dbt project as it is now, with the compiled SQL of its data tests.

    Parses only when the project has changed. Raises BrokenDbtProject when dbt refuses the project.
    """
    state = _state(home)
    if state is None:
        parsed(home)
        state = _state(home)
        assert state is not None  # noqa: S101 - just created
    return state / "manifest.json"


def parsed(home: Home) -> Manifest:
    """The parsed dbt project; the result is kept in the data directory for each state of the project.

    A changed project is parsed completely, because dbt's partial parsing loses the YAML of a singular test when a macro
    of that test has changed. One process at a time parses. Raises BrokenDbtProject.
    """
    target = home.build / "dbt" / "target"
    target.mkdir(parents=True, exist_ok=True)
    with FileLock(home.build / "dbt" / "parse.lock"), without_garbage_collection():
        state = _state(home)
        if state:
            shutil.copyfile(state / PARSED, target / PARSED)
        # dbt parses again when the database has another name: a constant one, and nothing is opened here.
        parse = ["parse", "--log-level", "none", "--no-write-json", *([] if state else ["--no-partial-parse"])]
        found: Manifest = _invoke(home, parse, database="warehouse.duckdb")
        if state is None:
            compile_tests = ["compile", "--log-level", "none", "--select", "resource_type:test", "--no-populate-cache"]
            results = _invoke(home, compile_tests, found).results
            broken = next((one.message for one in results if one.status in _FAILED), None)
            if broken:
                raise _broken(broken)
            _keep(target, home.build / "dbt" / _state_name(home))
        return found


def _state_name(home: Home) -> str:
    return dbt_project_hash(home.dbt_project)[:16]


def _state(home: Home) -> Path | None:
    """The folder of the parsed project in its current state, in the data directory or the environment; None when
    missing.
    """
    places = (place.build / "dbt" / _state_name(home) for place in (home, PREBUILT))
    return next((folder for folder in places if (folder / PARSED).is_file()), None)


def run(home: Home, manifest: Manifest, unique_ids: Iterable[str]) -> Iterator[NodeResult]:
    """Build these models and run these data tests, in dbt's order; results as they come.

    The connection to the build database is always closed at the end. Raises BrokenDbtProject when dbt itself cannot
    run.
    """
    wanted = frozenset(unique_ids)
    for node in manifest.nodes.values():
        node.tags = [tag for tag in node.tags if tag != SELECTED] + [SELECTED] * (node.unique_id in wanted)
    arrived: queue.SimpleQueue[NodeResult | BaseException | None] = queue.SimpleQueue()

    def listen(event: Any) -> None:
        if event.info.name == "NodeFinished":
            result = event.data.run_result
            arrived.put(
                NodeResult(
                    event.data.node_info.unique_id, result.status, result.message, result.execution_time,
                    result.num_failures,
                )
            )  # fmt: skip

    def work() -> None:
        try:
            build = ["build", "--no-write-json", "--select", f"tag:{SELECTED}", "--indirect-selection", "empty"]
            _invoke(home, build, manifest, listen)
            arrived.put(None)
        except BaseException as fault:  # raised again in the waiting thread
            arrived.put(fault)

    worker = threading.Thread(target=work, name="dbt")
    worker.start()
    try:
        while (result := arrived.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        worker.join()


def _invoke(
    home: Home, arguments: list[str], manifest: Manifest | None = None, listen: Any = None, database: str = ""
) -> Any:
    """Run one dbt command in this process; its result. Failed nodes do not raise."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    target = home.build / "dbt" / "target"
    project = str(home.dbt_project)
    settings = (
        "--project-dir", project, "--profiles-dir", project, "--target-path", str(target), "--log-path", str(target),
        "--log-level-file", "none", "--no-use-colors",
    )  # fmt: skip
    with _environment(BUILD_VARIABLE, database or str(home.build_database)):
        try:
            done = dbtRunner(manifest, [listen] if listen else []).invoke([*arguments, *settings])
        finally:
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call] # dbt-duckdb has no types here
    if done.exception is not None:
        raise _broken(done.exception) from done.exception
    return done.result


def _keep(target: Path, folder: Path) -> None:
    """Keep the parsed state of the project; the oldest states are removed."""
    for left in folder.parent.glob(".*"):  # by an interrupted process
        shutil.rmtree(left)
    pending = folder.with_name(f".{folder.name}")
    pending.mkdir()
    for file in KEPT:
        shutil.copy(target / file, pending)
    shutil.rmtree(folder, ignore_errors=True)
    pending.rename(folder)
    known = sorted(folder.parent.glob(f"[0-9a-f]*/{PARSED}"), key=lambda path: path.stat().st_mtime_ns)
    for old in known[:-KEPT_STATES]:
        shutil.rmtree(old.parent, ignore_errors=True)


@cache
def read_manifest(path: Path) -> dict[str, Any]:
    """A kept manifest. It is never rewritten, because its folder is named by the fingerprint of its inputs."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _broken(message: object) -> BrokenDbtProject:
    line = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", str(message)).split())
    return BrokenDbtProject(f"dbt_project cannot be read: {line}. Fix the file that it names.")


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before


if __name__ == "__main__":
    parsed(PREBUILT)
