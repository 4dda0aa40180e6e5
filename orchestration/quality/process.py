"""The client of the quality process: starting it, sending requests, ending it.

One process serves all suites of a run, so Great Expectations is imported once, while the run does other work. It ends
when its input ends, so it never outlives the run.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from orchestration.runtime.paths import PROJECT


class QualityProcessFailed(Exception):
    """The quality process failed; the text has the reason."""


@dataclass
class QualityProcess:
    """The quality process of a run. Use it as a context manager, or call `close`."""

    #: CPU seconds that it has used, including its start.
    cpu_seconds: float = 0.0
    _child: subprocess.Popen[str] | None = None
    _output: IO[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, if it is not running; does not wait until it is ready."""
        if self._child is None:
            self._output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the process
            self._child = subprocess.Popen(
                [sys.executable, "-m", "orchestration.quality"],
                cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._output, text=True,
            )  # fmt: skip

    def ask(self, request: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a suite; one row for each expectation. Raises QualityProcessFailed when it cannot be run."""
        self.start()
        with tempfile.TemporaryDirectory() as scratch:
            answer = Path(scratch) / "answer.json"
            is_answered = self._exchange(json.dumps({**request, "answer": str(answer)}))
            if not is_answered:
                raise QualityProcessFailed(f"The suite {request['suite']} could not run: {self._last_output()}")
            reply = json.loads(answer.read_text(encoding="utf-8"))
        self.cpu_seconds = reply["cpu_seconds"]
        if "broken" in reply:
            raise QualityProcessFailed(f"The suite {request['suite']} could not run: {reply['broken']}")
        outcomes: list[dict[str, Any]] = reply["outcomes"]
        return outcomes

    def close(self) -> None:
        """End it."""
        if self._child and self._child.stdin and self._output:
            with suppress(BrokenPipeError):  # it is gone, and what was not sent with it
                self._child.stdin.close()
            self._child.wait()
            self._child = None
            self._output.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _exchange(self, request: str) -> bool:
        """Send a request; returns whether it was answered. Other output of the process is ignored."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return False
        try:
            child.stdin.write(request + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            return False
        return any(line.strip() == "answered" for line in iter(child.stdout.readline, ""))

    def _last_output(self) -> str:
        if self._output is None:
            return "it was not started"
        self._output.seek(0)
        lines = [line for line in self._output.read().splitlines() if line.strip() and "leaked" not in line]
        status = self._child.wait() if self._child else 0
        if status < 0:
            return f"its process was killed by signal {-status} ({signal.Signals(-status).name}); is memory short?"
        return lines[-1] if lines else f"it ended without a message, with exit status {status}"
