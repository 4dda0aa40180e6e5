"""The command as it is installed: other tests call it in their own process, which is the same but for the process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import run_as_child, run_here

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("words", "status"), [(["versions"], 0), (["rollback", "no-such-build"], 1), (["versions", "--no-such-option"], 2)]
)
def test_a_child_says_what_the_call_says(words: list[str], status: int, published: Path) -> None:
    """Status, output and the last line of errors: those of wrong usage begin with the program's name."""
    command, *rest = words
    child, here = (
        (done.returncode, done.stdout, done.stderr.splitlines()[-1:])
        for done in (run(command, "--home", published, *rest) for run in (run_as_child, run_here))
    )
    assert child == here
    assert child[0] == status
