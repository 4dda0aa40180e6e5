"""Pages that are answers: a table is filled in whether its query is hidden or shown, and nothing else is touched."""

from __future__ import annotations

import re

import duckdb

from orchestration.catalog.documentation import ANSWER, PAGES, answered, pages

COOKBOOK = (PAGES / "cookbook.md").read_text(encoding="utf-8")
PAGE = """Prose.

```sql
select 'not asked'
```

<!-- sql
select 1 as one
-->
old
<!-- /sql -->

```sql
select cast(2.50 as decimal(9, 2)) as two, null as nothing, 'a|b' as bar
```

<!-- answer -->
<!-- /answer -->
"""


def test_both_kinds_of_question_are_answered() -> None:
    with duckdb.connect() as con:
        text = answered(PAGE, con)
        assert answered(text, con) == text
    assert "| one |\n| --- |\n| 1 |\n<!-- /sql -->" in text
    assert "| two | nothing | bar |\n| --- | --- | --- |\n| 2.5 | – | a\\|b |\n<!-- /answer -->" in text
    assert "old" not in text
    assert text.startswith("Prose.\n\n```sql\nselect 'not asked'\n```\n\n<!-- sql")


def test_the_cookbook_has_fifteen_questions_each_with_sql_an_answer_and_a_caution() -> None:
    assert PAGES / "cookbook.md" in pages()
    questions = re.split(r"^## ", COOKBOOK, flags=re.MULTILINE)[1:]
    assert [question.split(".")[0] for question in questions] == [str(number) for number in range(1, 16)]
    for question in questions:
        title = question.splitlines()[0]
        (answer,) = ANSWER.finditer(question)
        assert title.endswith("?")
        assert answer["shown"], title
        assert answer["table"].count("\n") > 2, title
        assert len(question.split("**Caution.**")[1].split()) > 10, title
