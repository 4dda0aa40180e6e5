"""Data tests as dbt compiled them: what dbt itself would run, and when it would call the result an error or a warning.

The SQL has everything that the YAML says of a test: its `where`, its arguments and their quoting. Thresholds
(`error_if`, `warn_if`, `fail_calc`, `limit`) are not in it, because dbt compares them with the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Node = dict[str, Any]

#: dbt's own settings of a test: it fails with one row.
NO_ROW: Final = "!= 0"
COUNT: Final = "count(*)"


def compiled(node: Node) -> str:
    """The SQL that selects the failing rows; without the name of dbt's database, as the suite runs on another one."""
    code: str = node["compiled_code"]
    if (limit := node["config"].get("limit")) is not None:
        code = f"select * from ({code}\n) limit {limit}"  # noqa: S608 - our own project
    return code.replace(f'"{node["database"]}".', "")


def severities(node: Node) -> Iterator[tuple[str, str]]:
    """`error` and `warn` of a test, each with the condition on its `fail_calc` that dbt compares.

    A test of severity `error` also warns where its `warn_if` is another; one of severity `warn` has no `error_if`.
    """
    config = node["config"]
    if config["severity"].lower() == "error":
        yield "error", config["error_if"]
    if config["severity"].lower() == "warn" or config["warn_if"] != config["error_if"]:
        yield "warn", config["warn_if"]


def is_plain(node: Node) -> bool:
    """Whether a test fails with any row of its whole table, so that an expectation on rows says the same."""
    config = node["config"]
    usual = (config["error_if"], config["warn_if"], config["fail_calc"]) == (NO_ROW, NO_ROW, COUNT)
    return usual and config.get("where") is None and config.get("limit") is None


def failing_rows(node: Node) -> Iterator[tuple[str, str]]:
    """The severities of a test, each with a query of its failing rows; no row where dbt would not call it that."""
    code, calculated = compiled(node), node["config"]["fail_calc"]
    for severity, condition in severities(node):
        if (condition, calculated) == (NO_ROW, COUNT):
            yield severity, code
            continue
        judged = f"select {calculated} {condition} from ({code}\n)"  # noqa: S608 - our own project
        yield severity, f"select * from ({code}\n) where ({judged})"  # noqa: S608 - our own project


def counted_rows(node: Node, severity: str, label: str) -> str:
    """The number of failing rows of a test beside a label; no row where dbt would not call it that."""
    rows = dict(failing_rows(node))[severity]
    return f"select {label} as column_name, count(*) as broken_rows from ({rows}\n) having count(*) > 0"  # noqa: S608 - our own project
