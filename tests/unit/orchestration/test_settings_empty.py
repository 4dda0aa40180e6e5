"""Settings that name nothing are errors with a remedy, and a broken pipe is not taken for a fault of the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.cli import refresh as command
from orchestration.runtime.notify import CannotNotify, notifiers
from tests.support.commands import run_here


def test_an_empty_origin_is_refused(tmp_path: Path) -> None:
    done = run_here("refresh", "--edgar", "", "--home", tmp_path)
    assert done.returncode == 1
    assert " ".join(done.stderr.split()).startswith("--edgar: the value is empty. Give a mirror folder, an address")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("channels", [",", " , "])
def test_channels_without_a_name_are_refused(channels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIBUTARY_NOTIFY", channels)
    with pytest.raises(CannotNotify, match=r"names no channel\. Set it to log, or leave it unset"):
        notifiers()


def test_a_broken_pipe_is_no_fault_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> int:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(command, "_refresh", broken)
    done = run_here("refresh", "--home", tmp_path)
    assert done.returncode == 1
    assert "A pipe was closed at its other end" in done.stderr
    assert "cannot be written" not in done.stderr
