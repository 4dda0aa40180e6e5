"""One gate in a process of its own: `python -m orchestration.gates BUILD_FILE MANIFEST ANSWER`.

Great Expectations takes five CPU seconds and 250 MB to import, and prints what it likes; here all of that ends with
the process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from orchestration.gates.expected import expected_of_marts


def main(build_file: Path, manifest: Path, answer: Path) -> None:
    """Put the marts of a build file to the test; the outcomes and the cost go into `answer` as JSON."""
    from orchestration.gates.gx import put_to_the_test

    outcomes = put_to_the_test(build_file, expected_of_marts(manifest))
    answer.write_text(
        json.dumps(
            {
                "cpu_seconds": round(time.process_time(), 2),
                "outcomes": [
                    {
                        "suite": o.expectation.suite,
                        "expectation": o.expectation.expectation,
                        "table_name": o.expectation.table_name,
                        "column_name": o.expectation.column_name,
                        "severity": o.expectation.severity,
                        "success": o.success,
                        "observed": o.observed,
                        "expected": o.expectation.expected,
                        "query": " ".join(o.expectation.query.split()),
                        "rows": json.dumps(o.rows, default=str),
                    }
                    for o in outcomes
                ],
            }
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
