"""The SQL of a dbt model, compiled without dbt, so that a test runs the model itself on tables of its own."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, StrictUndefined

from orchestration.runtime.paths import DBT_PROJECT

#: What only dbt's own parser reads.
_OF_DBT_ALONE = re.compile(r"\{%-?\s*(?:materialization|test)\b")


def model_sql(name: str) -> str:
    """A model's SQL, in which `ref('x')` and `source('landing', 'x')` are a table x of the connection that runs it."""
    (path,) = (DBT_PROJECT / "models").rglob(f"{name}.sql")
    return compiled(path.read_text(encoding="utf-8"))


def compiled(text: str) -> str:
    """A text with calls of the project's macros, compiled as a model's SQL is."""
    environment = Environment(undefined=StrictUndefined, extensions=["jinja2.ext.do"])  # noqa: S701 - SQL, not HTML
    template = environment.from_string(_macros() + text)
    return template.render(ref=lambda model: model, source=lambda _, table: table, config=lambda **_: "")


@cache
def _macros() -> str:
    """All macros of the project, which a template defines by containing them."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((DBT_PROJECT / "macros").rglob("*.sql")))
    return "".join(text for text in texts if not _OF_DBT_ALONE.search(text))
