"""Processes of this machine: a unique name for each, whether one is alive, and ending orphans.

A process name is unique although the operating system reuses process ids. On Linux this uses `/proc`. On other systems
a process is named by its id alone and no orphan is found; children still end with their input, and their output is not
used.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_PR_SET_PDEATHSIG: Final = 1


def name_of(pid: int) -> str | None:
    """A name that no other process has had or will have: boot, number, start. None when there is no such process."""
    started = _started(pid)
    return None if started is None else f"{_boot()}-{pid}-{started}"


def this_process() -> str:
    """The name of the calling process."""
    return name_of(os.getpid()) or f"{_boot()}-{os.getpid()}-0"


def is_alive(name: str) -> bool:
    """Whether the process of this name is running; a zombie is not."""
    pid = name.split("-")[1] if name.count("-") == 2 else ""
    return pid.isdecimal() and name_of(int(pid)) == name


def end_processes_with(variable: str, value: str) -> list[int]:
    """End every other process that was started with this environment variable; returns their ids.

    Waits until they have ended. Each is held by a pidfd that was opened before its environment is read, so that a
    reused process id is not hit.
    """
    wanted = f"{variable}={value}".encode()
    ended = []
    for folder in _PROC.glob("[0-9]*"):
        pid = int(folder.name)
        if pid == os.getpid():
            continue
        with suppress(OSError):
            handle = os.pidfd_open(pid)
            try:
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
                    ended.append(pid)
            finally:
                os.close(handle)
    _wait_for(ended)
    return ended


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it dies; ends at once when it is dead already."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent process has ended.")


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Disable garbage collection meanwhile, for imports and parsing, which keep all of their objects.

    Collection would take a sixth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _wait_for(pids: list[int], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while any(_started(pid) is not None for pid in pids) and time.monotonic() < until:
        time.sleep(0.01)


def _boot() -> str:
    """The boot id of the machine, without dashes."""
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip().replace("-", "")
    except OSError:
        return "boot"


def _started(pid: int) -> str | None:
    """When a process started, in ticks since the machine did; None when it does not exist or is a zombie."""
    try:
        # The second field is a file name in brackets, and may hold spaces and brackets itself.
        state, *fields = (_PROC / f"{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except FileNotFoundError:
        return None if _PROC.joinpath("self/stat").exists() or not _exists(pid) else "0"
    except (OSError, ValueError):
        return None
    return None if state in "ZX" else fields[18]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
