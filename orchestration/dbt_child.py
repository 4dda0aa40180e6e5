"""dbt as a child that dies with its parent: the command `tributary-dbt`, which takes what `dbt` takes.

A run that is killed would leave dbt at work on a build file that nobody wants. The kernel ends this one with it. It
says its version from what is installed, since dagster-dbt asks before every run and dbt takes three seconds to answer.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

from orchestration.processes import die_with_parent


def main() -> None:
    """Entry point of the command."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(
            f"Core:\n  - installed: {version('dbt-core')}\nPlugins:\n  - duckdb: {version('dbt-duckdb')}\n"
        )
        return
    die_with_parent()
    from dbt.cli.main import cli

    cli(prog_name="dbt")
