"""The published versions: which exist, which is current, which were withdrawn, whether one is damaged.

Reads and prunes `published/versions/`, and keeps the record of withdrawn versions, `published/withdrawn.json`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from orchestration.runtime.paths import Home
from sources.atomic_files import write_atomically
from sources.errors import BadInput

#: Environment variable that says how many versions are kept, the current one included.
KEEP_VARIABLE: Final = "TRIBUTARY_KEEP_VERSIONS"
KEPT_VERSIONS: Final = 5
#: A version that is being made, and one that is being removed; both are ignored.
STAGING: Final = ".staging-"
REMOVING: Final = ".removing-"


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawn version: when it was withdrawn (UTC, ISO 8601), and to which version readers went back."""

    build_id: str
    withdrawn_at: str
    went_back_to: str
    run: dict[str, Any]

    @property
    def input_fingerprint(self) -> str | None:
        """Hash of its inputs and code; None when its manifest could not be read."""
        return self.run.get("input_fingerprint")


@dataclass(frozen=True)
class Version:
    """One version on disk. `manifest` is None when it cannot be read."""

    build_id: str
    folder: Path
    manifest: dict[str, Any] | None
    is_current: bool
    withdrawal: Withdrawal | None

    @property
    def size_bytes(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


def kept_versions() -> int:
    """How many versions are kept. Raises BadInput when TRIBUTARY_KEEP_VERSIONS is not a whole number above zero."""
    text = os.environ.get(KEEP_VARIABLE, "").strip() or str(KEPT_VERSIONS)
    if not (text.isdecimal() and int(text) > 0):
        raise BadInput(KEEP_VARIABLE, f"{text!r} is not a number of versions to keep", "Give a whole number from 1 on")
    return int(text)


def current_build(home: Home) -> str | None:
    """The build id of the current version, damaged or not; None when nothing is published."""
    try:
        return (home.published / "current").readlink().name
    except OSError:
        return None


def versions(home: Home) -> list[Version]:
    """Every version on disk, the newest build first."""
    folder = home.published / "versions"
    current, taken_back = current_build(home), {one.build_id: one for one in withdrawals(home)}
    names = sorted((path.name for path in folder.iterdir()), reverse=True) if folder.is_dir() else []
    return [
        Version(name, folder / name, manifest_of(folder / name), name == current, taken_back.get(name))
        for name in names
        if not name.startswith(".")
    ]


def manifest_of(folder: Path) -> dict[str, Any] | None:
    """The manifest of a version's folder; None when it is missing or not a manifest."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and {"build_id", "files", "runs"} <= manifest.keys() else None


def published_damage(home: Home) -> str | None:
    """The damage of the current version, as text; None when it is undamaged or nothing is published."""
    current = current_build(home)
    return damage(home.published, current) if current else None


def damage(folder: Path, build: str | None = None) -> str | None:
    """The damage of a version, as text; None when every file has the hash of the manifest.

    `build` is the version's build id, where the folder's name is another.
    """
    manifest = manifest_of(folder)
    if manifest is None:
        return "its manifest.json cannot be read"
    if manifest["build_id"] != (build or folder.name):
        return f"its manifest.json is that of {manifest['build_id']}"
    for name, sha256 in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        if hash_of(path) != sha256:
            return f"{name} is not the published file"
    return None


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def withdrawals(home: Home) -> list[Withdrawal]:
    """The withdrawn versions, the earliest build first. Raises BadInput when the record cannot be read."""
    path = home.published / "withdrawn.json"
    try:
        return [Withdrawal(**one) for one in json.loads(path.read_text(encoding="utf-8"))["withdrawn"]]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError) as fault:
        remedy = "Correct it, or remove it: a refresh may then publish a withdrawn version again"
        raise BadInput(str(path), f"not a record of withdrawn versions ({fault})", remedy) from None


def write_withdrawals(records: Iterable[Withdrawal], home: Home) -> None:
    """Replace the record of withdrawn versions by these."""
    content = {"withdrawn": [vars(one) for one in sorted(records, key=lambda one: one.build_id)]}
    write_atomically((json.dumps(content, indent=1) + "\n").encode(), home.published / "withdrawn.json")


def history(home: Home) -> list[dict[str, Any]]:
    """Every run that was published, in order, with `withdrawn_at` where it was withdrawn.

    The manifest of the current version, or of the newest that can be read, lists the runs before it; the record of
    withdrawals lists those after it.
    """
    current_first = sorted(versions(home), key=lambda one: not one.is_current)
    runs: list[dict[str, Any]] = next((one.manifest["runs"] for one in current_first if one.manifest), [])
    taken_back = {one.build_id: one for one in withdrawals(home)}
    known = {run["build_id"] for run in runs}
    runs = [*runs, *(one.run | {"build_id": one.build_id} for one in taken_back.values() if one.build_id not in known)]
    return [
        run | {"withdrawn_at": one.withdrawn_at if (one := taken_back.get(run["build_id"])) else None} for run in runs
    ]


def withdrawn_of(input_fingerprint: str, home: Home) -> Withdrawal | None:
    """The withdrawn version of these inputs and code, if it must not be published again automatically.

    A later version of the same inputs that is not withdrawn cancels this, because a person forced its publication.
    """
    same = [run for run in history(home) if run.get("input_fingerprint") == input_fingerprint]
    if not same or not same[-1]["withdrawn_at"]:
        return None
    return next(one for one in withdrawals(home) if one.build_id == same[-1]["build_id"])


def remove_version(folder: Path) -> None:
    """Remove a version, renaming its folder first, so that an incomplete folder is never taken for a version."""
    doomed = folder.with_name(REMOVING + folder.name)
    folder.rename(doomed)
    shutil.rmtree(doomed)


def clear_unfinished(home: Home) -> list[Path]:
    """Remove the files of an interrupted publication or removal; returns their paths."""
    folder = home.published / "versions"
    left = [path for mark in (STAGING, REMOVING) for path in sorted(folder.glob(f"{mark}*"))]
    for path in left:
        shutil.rmtree(path)
    return left


def prune(home: Home) -> None:
    """Remove versions beyond the number to keep: withdrawn ones first, then the oldest; never the current one.

    A withdrawn version must not displace one that a rollback could use.
    """
    by_worth = sorted(
        versions(home), key=lambda one: (one.is_current, one.withdrawal is None, one.build_id), reverse=True
    )
    for one in by_worth[kept_versions() :]:
        remove_version(one.folder)
