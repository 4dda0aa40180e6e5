"""How fast EDGAR is asked: one pace for every process on the machine.

Belongs here: when the next request may start. Not: what is asked, nor what an answer means (`client`).

Rule of the service (sec.gov, "Accessing EDGAR Data"): at most ten requests a second. It counts an address, so two
homes, a sensor and a command line share the pace. Requests are spread evenly: a burst that is legal here may arrive as
more than ten in somebody else's second.
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

#: Seconds. A start that was noted further ahead than this is of another boot: the clock counts from there.
_FURTHEST_AHEAD: Final = 900.0


class Pace:
    """Lets at most so many requests a second through: of all threads and, with a `ledger`, of all who share it.

    The ledger is one small file that holds the earliest start of the next request, on the machine's monotonic clock.
    It is locked while it is read and written, never while anybody sleeps; the lock of a dead process is gone with it.
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
        """Let nobody start a request for so long: the service asked one of us to wait, and it means the address."""
        with self._lock, self._shared():
            self._next = max(self._next, time.monotonic() + min(seconds, _FURTHEST_AHEAD))

    @contextmanager
    def _shared(self) -> Iterator[None]:
        """`_next` as the ledger has it, and the ledger as `_next` is afterwards."""
        with _locked(self._ledger) if self._ledger else nullcontext() as handle:
            if handle is not None:
                noted = _number(os.pread(handle, 64, 0))
                self._next = noted if noted <= time.monotonic() + _FURTHEST_AHEAD else 0.0
            yield
            if handle is not None:
                os.pwrite(handle, f"{self._next:<32.6f}".encode(), 0)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """An open handle on this file, which nobody else has while it lasts."""
    try:
        handle = _opened(path)
    except OSError as fault:
        problem = f"the pace of requests cannot be kept there ({fault.strerror})"
        raise BadInput(
            str(path), problem, "Delete the file, or let everybody who asks EDGAR here write to it"
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """A handle for reading and writing; a missing file is made for all users, and none is opened through a link."""
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
    """The time that a ledger holds; an unreadable one holds none."""
    try:
        return float(noted)
    except ValueError:
        return 0.0


#: One folder for all, whatever TMPDIR says to one of them.
_SHARED: Final = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 - opened with care
#: The machine's. Nine, so that jitter on the way stays below ten. Outside of any home, since all homes share it.
EDGAR_PACE: Final = Pace(per_second=9, ledger=_SHARED / "tributary-edgar-pace")
