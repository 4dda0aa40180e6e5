"""A disk that takes no more. Belongs here: telling such a fault from others, in one line.

It comes in many dresses: from Python, from DuckDB, from dbt's output, from the SQLite file of Dagster's records.
"""

from __future__ import annotations

import re
import shutil
from typing import Final

from orchestration.runtime.paths import Home

_FULL: Final = re.compile(r"no space left on device|disk is full|disk quota exceeded|file too large", re.IGNORECASE)
#: What SQLite says of a disk that is nearly full, and of one that is broken.
_IN_OUT: Final = re.compile(r"disk i/o error|input/output error", re.IGNORECASE)
#: Less than a refresh writes (docs/unattended.md): such a disk is taken to have been full at the fault.
_NEARLY_FULL_MB: Final = 100
_READ_ONLY: Final = re.compile(r"read-only file system|readonly database", re.IGNORECASE)


def disk_fault(told: str | BaseException, home: Home) -> str | None:
    """In one line, what is wrong with the disk of a home; None when the fault is another one."""
    text = told if isinstance(told, str) else " ".join(str(fault) for fault in _chain(told))
    there = next(folder for folder in (home.root, *home.root.resolve().parents) if folder.exists())
    free = shutil.disk_usage(there).free / 1e6
    if _FULL.search(text) or (_IN_OUT.search(text) and free < _NEARLY_FULL_MB):
        return f"{home.root}: the disk is full, or a limit is reached ({free:,.0f} MB free). Make room, refresh again."
    if _IN_OUT.search(text):
        return f"{home.root}: the disk fails (input/output error). See what the machine's log says of it."
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
