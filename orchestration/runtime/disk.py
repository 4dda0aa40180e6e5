"""Recognise a full, failing or read-only disk from an error, and describe it in one line.

The error may come from Python, DuckDB, dbt's output or the SQLite files of Dagster.
"""

from __future__ import annotations

import re
import shutil
from typing import Final

from orchestration.runtime.paths import Home

_FULL: Final = re.compile(r"no space left on device|disk is full|disk quota exceeded|file too large", re.IGNORECASE)
#: SQLite's message for a disk that is nearly full, and for one that is broken.
_IN_OUT: Final = re.compile(r"disk i/o error|input/output error", re.IGNORECASE)
#: Less than a refresh writes (docs/unattended.md): with less free space the disk counts as full.
_NEARLY_FULL_MB: Final = 100
_READ_ONLY: Final = re.compile(r"read-only file system|readonly database", re.IGNORECASE)


def disk_fault(error: str | BaseException, home: Home) -> str | None:
    """One line on a fault of the disk of a data directory; None for any other error."""
    text = error if isinstance(error, str) else " ".join(str(fault) for fault in _chain(error))
    there = next(folder for folder in (home.root, *home.root.resolve().parents) if folder.exists())
    free = shutil.disk_usage(there).free / 1e6
    if _FULL.search(text) or (_IN_OUT.search(text) and free < _NEARLY_FULL_MB):
        return f"{home.root}: the disk is full, or over quota ({free:,.0f} MB free). Free space, then refresh again."
    if _IN_OUT.search(text):
        return f"{home.root}: the disk fails (input/output error). Check the system log of the machine."
    if _READ_ONLY.search(text):
        return f"{home.root}: cannot be written (Read-only file system). Make it writable, then refresh again."
    return None


def _chain(fault: BaseException) -> list[BaseException]:
    """A fault and those it was raised from."""
    chain: list[BaseException] = []
    found: BaseException | None = fault
    while found is not None and found not in chain:
        chain.append(found)
        found = found.__cause__ or found.__context__
    return chain
