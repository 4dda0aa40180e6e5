"""Great Expectations without what it needs for data in pandas: expectations run and return failing rows."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.project import REPOSITORY

CODE = """
import json, sys
import duckdb
from orchestration.quality.expectation import Expectation
from orchestration.quality.gx_import import without_statistics_and_pandas
with without_statistics_and_pandas():
    from orchestration.quality import checkpoints
place = duckdb.connect()
place.execute("create schema landing")
place.execute("create table landing.t as select unnest([1.0::double, 'nan', null]) as it, null::date as on_day")
asked = [
    Expectation("landing", "met", "landing.t", "it", "error", "0 rows", "select * from landing.t where it = 7"),
    Expectation("landing", "broken", "landing.t", "it", "error", "0 rows", "select * from landing.t where it = 1"),
    Expectation("landing", "missing", "landing.t", "no", "error", "0 rows", "select nothing from landing.t"),
]
found = [[one.success, one.observed.split(":")[0], one.rows] for one in checkpoints.run_checkpoint(place, asked)]
import pandas
try:
    pandas.DataFrame({"a": [1]})
except TypeError as fault:
    refused = str(fault)
print(json.dumps([found, refused, isinstance(3, pandas.DataFrame), pandas.isna(None), pandas.isna(float("nan")),
                  pandas.isna(0), sys.modules["great_expectations"].__version__]))
"""


def test_great_expectations_decides_without_pandas() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found, refused, *answers, version = json.loads(done.stdout.splitlines()[-1])
    assert found == [
        [True, "0 rows", []],
        [False, "1 rows", [{"it": 1.0, "on_day": None}]],
        [False, "could not be run", []],
    ]
    assert refused == "pandas is not available in the quality process: an expectation is SQL"
    assert answers == [False, True, True, False]
    assert version.startswith("1.")
