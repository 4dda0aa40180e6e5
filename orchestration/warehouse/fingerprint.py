"""The inputs of a build as hashes, to decide whether anything is new.

Equal fingerprints mean equal inputs and equal code, and so equal marts.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from orchestration.runtime.paths import DBT_PROJECT, PROJECT, REFERENCE, SNAPSHOT, Home

#: The name of the committed snapshot, in place of an address or a folder.
SNAPSHOT_WORD: Final = "snapshot"

_CODE_SUFFIXES: Final = frozenset({".py", ".sql", ".yml"})
_NOT_CODE: Final = frozenset({"__pycache__", "target", "logs"})


def code_hash(project: Path = DBT_PROJECT) -> str:
    """Hash of all code that decides the content of the marts: Python, the dbt project and the locked requirements."""
    roots = (PROJECT / "sources", PROJECT / "orchestration", project)
    return _tree_hash((*_code_files(roots), PROJECT / "requirements.lock"))


def dbt_project_hash(project: Path = DBT_PROJECT) -> str:
    """Hash of the dbt project alone: decides whether its manifest is current."""
    return _tree_hash(_code_files((project,)))


def describe(edgar: str, home: Home, ciks: Iterable[str]) -> dict[str, Any]:
    """Hashes of a build's inputs: the snapshot or each company's landing, the curated files, the code."""
    if edgar == SNAPSHOT_WORD:
        filings: dict[str, Any] = {SNAPSHOT_WORD: _hash_of(SNAPSHOT / "snapshot.json")}
    else:
        filings = {cik: _hash_of(home.raw / "landings" / f"{cik}.parquet") for cik in sorted(ciks)}
    return {
        "filings": filings,
        "reference": {path.name: _hash_of(path) for path in sorted(REFERENCE.iterdir()) if path.is_file()},
        "code": code_hash(home.dbt_project),
    }


def fingerprint(inputs: dict[str, Any]) -> str:
    """One hash of the result of `describe`."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def tributary_version() -> str:
    """Version of the installed package."""
    return version("tributary")


def git_commit() -> str | None:
    """Commit of the checkout, with `+changes` when files differ from it; None outside a checkout."""
    try:
        commit = _git("rev-parse", "HEAD")
        return commit + "+changes" if _git("status", "--porcelain") else commit
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(*arguments: str) -> str:
    command = ("git", "-C", str(PROJECT), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - our own words


def _code_files(roots: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(
        path
        for root in roots
        for path in sorted(root.rglob("*"))
        if path.suffix in _CODE_SUFFIXES and not _NOT_CODE & set(path.relative_to(root).parts)
    )


def _tree_hash(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        place = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path
        whole.update(f"{place.as_posix()} {_hash_of(path)}\n".encode())
    return whole.hexdigest()


def _hash_of(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
