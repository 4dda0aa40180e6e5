"""What extracting one filing costs, ours against Arelle's: CPU seconds and peak memory, each in a process of its own.

python benchmarks/extract_filing.py FILE
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_MEASURE = """
import json, resource, statistics, sys, time
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.process_time()
{imports}
imported, before = time.process_time() - started, peak()
spent = []
for _ in range({rounds}):
    started = time.process_time()
    facts = run(sys.argv[1])
    spent.append(time.process_time() - started)
print(json.dumps(dict(imports=imported, before=before, first=spent[0], best=min(spent),
    median=statistics.median(spent), peak=peak(), facts=facts)))
"""
_OURS = """
from pathlib import Path
from sources.edgar.xbrl.document import extract_document
def run(path):
    return extract_document(Path(path).read_bytes(), path).facts["is_numeric"].sum()
"""
_ARELLE = """
from arelle import Cntlr
controller = Cntlr.Cntlr(logFileName="logToBuffer", hasGui=False, disable_persistent_config=True)
controller.webCache.workOffline = True
def run(path):
    model = controller.modelManager.load(path)
    # A value is transformed when it is asked for.
    facts = sum(1 for fact in model.facts if fact.localName == "nonFraction" and fact.value is not None)
    model.close()
    return facts
"""


def measured(imports: str, file: Path, rounds: int) -> dict[str, float]:
    """The numbers of one way to read the file, from a fresh process."""
    program = _MEASURE.format(imports=imports, rounds=rounds)
    with tempfile.TemporaryDirectory() as settings:
        done = subprocess.run(
            [sys.executable, "-c", program, str(file)],
            cwd=Path(__file__).resolve().parents[1],
            env={**os.environ, "XDG_CONFIG_HOME": settings},
            capture_output=True,
            text=True,
            check=True,
        )
    result: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def main(file: Path) -> None:
    """Measure both and print them side by side."""
    results = {"tributary": measured(_OURS, file, 9), "arelle": measured(_ARELLE, file, 3)}
    print(f"{file.name}, {file.stat().st_size:,} bytes")
    print(f"{'':<10}{'facts':>7}{'imports':>10}{'first':>10}{'best':>10}{'median':>10}{'before':>10}{'peak':>10}")
    for name, found in results.items():
        times = "".join(f"{1000 * found[key]:>7.0f} ms" for key in ("imports", "first", "best", "median"))
        sizes = "".join(f"{found[key]:>7.0f} MB" for key in ("before", "peak"))
        print(f"{name:<10}{found['facts']:>7,.0f}{times}{sizes}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python benchmarks/extract_filing.py FILE")
    main(Path(sys.argv[1]).resolve())
