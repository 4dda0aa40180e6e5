"""Run the command line in this process or as a child process, and capture its output."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support.project import REPOSITORY

#: Wide enough that no line of output is broken.
WIDTH = {"COLUMNS": "200"}
IN_A_COPY = "from orchestration.cli.main import main; main()"


def run_as_child(
    *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
) -> CompletedProcess[str]:
    """Run the command `tributary` on the code beside these tests; with `project`, that of a copy of the project."""
    command = (
        [str(Path(sys.executable).with_name("tributary"))] if project is None else [sys.executable, "-c", IN_A_COPY]
    )
    return subprocess.run(
        [*command, *map(str, arguments)],
        env={**os.environ, **WIDTH, "PYTHONPATH": str(project or REPOSITORY), **(env or {})},
        cwd=project or REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def run_here(*arguments: str | Path, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """Run the command in this process, which has imported most of what it needs; what it sets is put back."""
    from orchestration.cli.main import main

    words = ["tributary", *map(str, arguments)]
    written = io.BytesIO(), io.BytesIO()
    out, errors = (io.TextIOWrapper(one, encoding="utf-8", write_through=True) for one in written)
    environment, status = dict(os.environ), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setattr(sys, "argv", words)
        patch.chdir(REPOSITORY)
        os.environ.update({**WIDTH, **(env or {})})
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            os.environ.clear()
            os.environ.update(environment)
    return CompletedProcess(words, status, *(one.getvalue().decode() for one in written))
