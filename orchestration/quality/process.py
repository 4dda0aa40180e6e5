"""The process that the gates run in. Belongs here: starting it, asking it, ending it. Not: what it does (`__main__`).

One process answers for all doors of a run: Great Expectations is imported once, while the run does other work. It ends
when its input does, so it never outlives the run, however that ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from orchestration.runtime.paths import PROJECT


class GateBroken(Exception):
    """The gate itself did not run; the text says why."""


@dataclass
class GateProcess:
    """The gates, ready to be asked. Use it as a context, or `close` it."""

    #: CPU seconds that it has taken, its start included.
    cpu_seconds: float = 0.0
    _child: subprocess.Popen[str] | None = None
    _said: IO[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin to load, if that has not begun; nothing waits for it."""
        if self._child is None:
            self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the process
            self._child = subprocess.Popen(
                [sys.executable, "-m", "orchestration.quality"],
                cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True,
            )  # fmt: skip

    def ask(self, question: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The outcomes of a door, a row for each expectation. Raises GateBroken when it cannot answer."""
        self.start()
        with tempfile.TemporaryDirectory() as scratch:
            answer = Path(scratch) / "answer.json"
            is_answered = self._exchange(json.dumps({**question, "answer": str(answer)}))
            if not is_answered:
                raise GateBroken(f"The gate of {question['door']} could not run: {self._last_words()}")
            told = json.loads(answer.read_text(encoding="utf-8"))
        self.cpu_seconds = told["cpu_seconds"]
        if "broken" in told:
            raise GateBroken(f"The gate of {question['door']} could not run: {told['broken']}")
        outcomes: list[dict[str, Any]] = told["outcomes"]
        return outcomes

    def close(self) -> None:
        """End it."""
        if self._child and self._child.stdin and self._said:
            self._child.stdin.close()
            self._child.wait()
            self._child = None
            self._said.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _exchange(self, question: str) -> bool:
        """Whether the question was answered; what else it prints is passed over."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return False
        try:
            child.stdin.write(question + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            return False
        return any(line.strip() == "answered" for line in iter(child.stdout.readline, ""))

    def _last_words(self) -> str:
        if self._said is None:
            return "it was not started"
        self._said.seek(0)
        said = [line for line in self._said.read().splitlines() if line.strip() and "leaked" not in line]
        return said[-1] if said else "it ended without a word"
