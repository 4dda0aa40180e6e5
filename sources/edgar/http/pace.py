"""The rate limit of requests to EDGAR, shared by every process on the machine.

Rule of the service (sec.gov, "Accessing EDGAR Data"): at most ten requests a second. It counts by address, so all data
directories, sensors and command lines of a machine share the limit. Requests are spread evenly, because a burst that is
within the limit here may arrive as more than ten requests within one second.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from sources.errors import BadInput

#: Seconds. A recorded start further ahead than this is from before a reboot, which resets the clock.
_FURTHEST_AHEAD: Final = 900.0


class Pace:
    """Limits requests per second: over all threads and, with a `ledger`, over all processes that share the file.

    The ledger is one small file that holds the earliest start of the next request, on the machine's monotonic clock.
    It is locked while it is read and written, never while a process sleeps. The lock of a dead process is released.
    """

    def __init__(self, per_second: float, ledger: Path | None = None) -> None:
        self._interval = 1 / per_second
        self._ledger = ledger
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Sleep until the next request may start. Raises BadInput when the ledger cannot be used."""
        with self._lock, self._shared():
            start = max(time.monotonic(), self._next)
            self._next = start + self._interval
        time.sleep(max(0.0, start - time.monotonic()))

    def hold(self, seconds: float) -> None:
        """Start no request for this long: the service asked for a pause, which applies to the whole machine."""
        with self._lock, self._shared():
            self._next = max(self._next, time.monotonic() + min(seconds, _FURTHEST_AHEAD))

    @contextmanager
    def _shared(self) -> Iterator[None]:
        """Load `_next` from the ledger, and write it back at the end."""
        with _locked(self._ledger) if self._ledger else nullcontext() as handle:
            if handle is not None:
                noted = _number(os.pread(handle, 64, 0))
                self._next = noted if noted <= time.monotonic() + _FURTHEST_AHEAD else 0.0
            yield
            if handle is not None:
                os.pwrite(handle, f"{self._next:<32.6f}".encode(), 0)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """An open handle on this file, locked exclusively."""
    try:
        handle = _opened(path)
    except OSError as fault:
        problem = f"the rate limit cannot be recorded there ({fault.strerror})"
        raise BadInput(
            str(path), problem, "Delete the file, or make it writable for every user who runs Tributary"
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """A handle for reading and writing. A missing file is made for all users; symbolic links are not followed."""
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        try:
            handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            return os.open(path, flags)
        os.fchmod(handle, 0o666)
        return handle


def _number(noted: bytes) -> float:
    """The time in a ledger; zero when it cannot be read."""
    try:
        return float(noted)
    except ValueError:
        return 0.0


#: One folder for all processes, whatever TMPDIR is.
_SHARED: Final = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 - opened with care
#: The limit of this machine: nine, so that jitter on the network stays below ten.
EDGAR_PACE: Final = Pace(per_second=9, ledger=_SHARED / "tributary-edgar-pace")
