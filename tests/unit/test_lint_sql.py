"""The cache of the SQL lint: what is linted again after which change. Each file is linted by sqlfluff itself."""

from pathlib import Path

import pytest

from tests import lint_sql

ROOT = Path(__file__).parents[2]
CLEAN = "select {{ doubled('amount') }} as amount\nfrom sales\n"
PLAIN = "select amount\nfrom sales\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["lint_sql"])
    monkeypatch.setattr(lint_sql, "PROCESSES", 1)
    (tmp_path / ".sqlfluff").write_text((ROOT / ".sqlfluff").read_text())
    for path, text in {
        "macros/doubled.sql": "{% macro doubled(x) %}{{ added(x, x) }}{% endmacro %}\n",
        "macros/added.sql": "{% macro added(x, y) %}{{ x }} + {{ y }}{% endmacro %}\n",
        "models/calls.sql": CLEAN,
        "models/plain.sql": PLAIN,
    }.items():
        file = tmp_path / "dbt_project" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "dbt_project"


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that sqlfluff was given, in all runs of one test."""
    names: list[str] = []
    lint = lint_sql.lint

    def recorded(paths: list[str]) -> dict[str, list[str]]:
        names.extend(Path(path).name for path in paths)
        return lint(paths)

    monkeypatch.setattr(lint_sql, "lint", recorded)
    return names


def test_a_clean_file_is_linted_once(linted: list[str]) -> None:
    assert lint_sql.main() == 0
    assert sorted(linted) == ["added.sql", "calls.sql", "doubled.sql", "plain.sql"]
    assert lint_sql.main() == 0
    assert len(linted) == 4


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("models/plain.sql", ["plain.sql"]),
        ("macros/doubled.sql", ["calls.sql", "doubled.sql"]),
        ("macros/added.sql", ["added.sql", "calls.sql", "doubled.sql"]),
    ],
)
def test_a_change_lints_a_file_and_all_that_reach_it(
    project: Path, linted: list[str], path: str, expected: list[str]
) -> None:
    lint_sql.main()
    linted.clear()
    (project / path).write_text("-- Another comment.\n" + (project / path).read_text())
    assert lint_sql.main() == 0
    assert sorted(linted) == expected


def test_a_new_macro_lints_the_files_that_name_it(project: Path, linted: list[str]) -> None:
    lint_sql.main()
    linted.clear()
    (project / "macros/sales.sql").write_text("{% macro sales() %}orders{% endmacro %}\n")
    lint_sql.main()
    assert sorted(linted) == ["calls.sql", "plain.sql", "sales.sql"]


def test_findings_are_reported_on_every_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "models/plain.sql").write_text("SELECT amount\nfrom sales\n")
    for _ in range(2):
        assert lint_sql.main() == 1
        assert capsys.readouterr().out == ("dbt_project/models/plain.sql:1:1: CP01 Keywords must be lower case.\n")


def test_a_fault_in_a_macro_is_reported(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint_sql.main()
    (project / "macros/added.sql").write_text("{% macro added(x, y) %}{{ x }} + + from {{ y }}{% endmacro %}\n")
    assert lint_sql.main() == 1
    assert "calls.sql:" in capsys.readouterr().out


def test_other_settings_or_all_lint_everything(linted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lint_sql.main()
    with lint_sql.CONFIGURATION.open("a") as settings:
        settings.write("\n# A comment.\n")
    lint_sql.main()
    monkeypatch.setattr("sys.argv", ["lint_sql", "--all"])
    lint_sql.main()
    assert len(linted) == 12


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"dbt_project/models/plain.sql": 1}', "\x00"])
def test_a_damaged_cache_counts_as_empty(linted: list[str], damage: str) -> None:
    lint_sql.main()
    lint_sql.CACHE.write_text(damage)
    assert lint_sql.main() == 0
    assert len(linted) == 8


def test_a_file_that_the_linter_gives_up_on_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sqlfluff.core.Linter.lint_rendered", fail)
    assert lint_sql.main() == 1
    assert lint_sql.read_cache() == {}
