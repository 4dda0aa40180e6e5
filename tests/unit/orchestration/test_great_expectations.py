"""Suites of Great Expectations: stored with its own types, run with counts and samples, shown without a network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from orchestration.quality.compiled_tests import counted_rows, failing_rows, is_plain
from tests.support.project import REPOSITORY

CODE = """
import json, sys
from pathlib import Path
import duckdb
from orchestration.quality import checkpoints
from orchestration.quality.expectation import Expectation, columns_as_declared, in_order, no_nulls, Native, unique
place = duckdb.connect()
place.execute("create schema landing")
rows = "('a', 1, 2, 0.5), ('b', 4, 3, 1.5), (null, 5, 6, null), ('b', 4, 9, 0.1)"
place.execute(f"create table landing.t as from (values {rows}) t (name, low, high, share)")
def one(name, *natives, query="select 1 where false", severity="error"):
    return Expectation("landing", name, "landing.t", None, severity, "0 rows", query, natives=natives)
share = Native("ExpectColumnValuesToBeBetween", {"column": "share", "min_value": 0, "max_value": 1})
known = Native("ExpectColumnValuesToBeInSet", {"column": "name", "value_set": ["a"]})
asked = [
    one("not_null", *no_nulls(["name", "low"])),
    one("order", in_order("low", "high")),
    one("order_with_a_null", in_order("share", "low")),
    one("share", share, severity="warn"),
    one("known", known),
    one("key", unique(["name", "low"])),
    one("rule", query="select low from landing.t where high > 5 and name is distinct from '{}'"),
    one("markup", query="select '<b>bold</b>' as name"),
    one("met", query="select low from landing.t where high > 50"),
    one("no_table", query="select * from landing.none"),
    one("no_column", *no_nulls(["nothing"])),
    columns_as_declared("landing", "landing.t", {"name": "VARCHAR", "low": "BIGINT", "high": "INTEGER"}),
]
found = checkpoints.run_checkpoint(place, asked, Path(sys.argv[1]), "run1")
places = [None, None]  # twice, as mutations do in one process
unkept = [checkpoints.run_checkpoint(place, asked, folder, "run2") for folder in places]
same = [[(one.success, one.rows) for one in each] == [(one.success, one.rows) for one in found] for each in unkept]
assert same == [True, True], same
fakes = [name for name in ("pandas", "scipy", "altair") if not getattr(sys.modules.get(name), "__file__", "real")]
print(json.dumps([[{o.expectation.expectation: [o.success, o.observed, o.rows] for o in found}, fakes]], default=str))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[str]]:
    """The context of one checkpoint, its outcomes, and modules that are not real."""
    folder = tmp_path_factory.mktemp("great_expectations")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(folder)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ((outcomes, fakes),) = json.loads(done.stdout.splitlines()[-1])
    return folder, outcomes, fakes


def test_a_native_expectation_that_fails_has_a_count_and_a_sample(run: tuple[Path, dict[str, Any], list[str]]) -> None:
    _, outcomes, _ = run
    assert outcomes["not_null"] == [False, "1 rows", [{"column_name": "name", "broken_rows": 1}]]
    assert outcomes["order"] == [
        False, "1 rows", [{"column_name": "low, high", "broken_rows": 1, "values": "3 | 4"}],
    ]  # fmt: skip
    assert outcomes["share"] == [False, "1 rows", [{"column_name": "share", "broken_rows": 1, "values": "1.5"}]]
    assert outcomes["known"] == [False, "2 rows", [{"column_name": "name", "broken_rows": 2, "values": "b, b"}]]
    assert outcomes["key"][:2] == [False, "2 rows"]
    assert outcomes["rule"] == [False, "2 rows", [{"low": 5}, {"low": 4}]]
    assert outcomes["met"] == [True, "0 rows", []]
    assert outcomes["order_with_a_null"] == [True, "0 rows", []]


def test_what_cannot_be_run_has_failed_and_the_others_have_not(run: tuple[Path, dict[str, Any], list[str]]) -> None:
    _, outcomes, _ = run
    for name in ("no_table", "no_column"):
        is_met, observed, _ = outcomes[name]
        assert not is_met
        assert observed.startswith("could not be run: ")
    is_met, _, rows = outcomes["columns_match_contract"]
    assert not is_met
    assert {row.get("found") for row in rows} >= {"share"}  # not declared
    assert {row.get("declared_type") for row in rows} >= {"bigint"}  # low is another type


def test_stored_objects_are_native(run: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, _, fakes = run
    suite = json.loads((folder / "expectations" / "landing" / "t.json").read_text())
    kinds = {one["type"]: one for one in suite["expectations"]}
    assert set(kinds) == {
        "expect_column_values_to_not_be_null", "expect_column_pair_values_a_to_be_greater_than_b",
        "expect_column_values_to_be_between", "expect_column_values_to_be_in_set",
        "expect_compound_columns_to_be_unique",
        "expect_table_columns_to_match_ordered_list", "unexpected_rows_expectation",
    }  # fmt: skip
    assert kinds["expect_column_values_to_be_between"]["severity"] == "warning"
    assert kinds["expect_column_values_to_be_in_set"]["meta"] == {"expectation": "known"}
    checkpoint = json.loads((folder / "checkpoints" / "landing.json").read_text())
    assert [one["name"] for one in checkpoint["validation_definitions"]] == ["landing.t"]
    assert checkpoint["actions"]
    assert (folder / "validation_definitions" / "landing.t.json").is_file()
    assert fakes == []


def test_great_expectations_alone_opens_what_is_stored(run: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, _, _ = run
    code = "import sys, great_expectations as gx; c = gx.get_context(mode='file', context_root_dir=sys.argv[1]);"
    code += " results = c.validation_results_store; (key,) = results.list_keys(); result = results.get(key);"
    code += " print(len(c.suites.get('landing.t').expectations), [v.name for v in c.validation_definitions.all()],"
    code += " len(result.results), result.success)"
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["14 ['landing.t'] 14 False"], done.stderr


def test_data_docs_have_no_outside_reference(run: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, _, _ = run
    pages = list((folder / "data_docs").rglob("*.html"))
    assert {page.parts[len(folder.parts) + 1] for page in pages} == {"index.html", "expectations", "validations"}
    for page in pages:
        text = page.read_text()
        assert not re.search(r"""=["']?https?://|<script|<link|<img|@import|url\(""", text), page
        for link in re.findall(r'href="([^"#]+)"', text):
            target = (page.parent / link).resolve()
            assert target.is_file() or target == (folder.parent / "index.html").resolve(), (page, link)
    (result,) = (page for page in pages if "validations" in page.parts)
    assert "low" in result.read_text()
    assert "12 rows" not in result.read_text()
    assert "&lt;b&gt;bold" in result.read_text()
    assert "<b>bold" not in result.read_text()


def a_test(**config: Any) -> dict[str, Any]:
    usual = {
        "severity": "ERROR",
        "error_if": "!= 0",
        "warn_if": "!= 0",
        "fail_calc": "count(*)",
        "where": None,
        "limit": None,
    }
    return {"database": "built", "compiled_code": 'select * from "built"."a"."t" -- rows', "config": usual | config}


def test_a_compiled_test_keeps_its_thresholds() -> None:
    code = 'select * from "a"."t" -- rows'
    assert list(failing_rows(a_test())) == [("error", code)]
    assert list(failing_rows(a_test(severity="warn"))) == [("warn", code)]
    both = dict(failing_rows(a_test(error_if="> 10")))
    assert both["warn"] == code
    assert both["error"] == f"select * from ({code}\n) where (select count(*) > 10 from ({code}\n))"  # noqa: S608 - compared, not run
    assert list(failing_rows(a_test(severity="warn", error_if="> 10"))) == [("warn", code)]
    ((_, limited),) = failing_rows(a_test(limit=5))
    assert limited == f"select * from ({code}\n) limit 5"  # noqa: S608 - compared, not run
    assert "having count(*) > 0" in counted_rows(a_test(), "error", "'it'")


@pytest.mark.parametrize(
    "config", [{"where": "x"}, {"error_if": "> 1"}, {"warn_if": "> 1"}, {"fail_calc": "sum(n)"}, {"limit": 1}]
)
def test_only_a_plain_test_becomes_an_expectation_on_rows(config: dict[str, Any]) -> None:
    assert is_plain(a_test())
    assert not is_plain(a_test(**config))
