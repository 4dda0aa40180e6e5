"""The quality process ends when it must, and says why it could not answer."""

from __future__ import annotations

import signal

import pytest

from orchestration.quality.process import QualityProcess, QualityProcessFailed


def test_a_killed_process_names_the_signal() -> None:
    """As the system does where memory is short. The disk is not blamed."""
    with QualityProcess() as process:
        process.start()
        assert process._child is not None
        process._child.send_signal(signal.SIGKILL)
        process._child.wait()
        with pytest.raises(QualityProcessFailed, match=r"landing could not run: its process was killed by .*SIGKILL"):
            process.ask({"suite": "landing"})
