"""Query MetricFlow for metrics of the published version.

`mf` looks for dbt's semantic manifest in the project it runs in, and for the database in dbt's profile. So it runs in a
folder of links to our project, with the manifest of the published file. Metrics are defined in
`dbt_project/models/metrics`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from orchestration.runtime.paths import DBT_PROJECT, Home
from orchestration.warehouse.dbt import ensure_manifest

MF: Final = Path(sys.executable).with_name("mf")
#: Name of the semantic manifest, beside dbt's manifest.
SEMANTICS: Final = "semantic_manifest.json"


class CannotAsk(Exception):
    """MetricFlow is not installed or refused the query; the text has the reason."""


def ask(home: Home, metrics: str, by: str = "", extra: Sequence[str] = ()) -> str:
    """The result as CSV, with a header. `metrics` and `by` are comma-separated names.

    `extra` are further options of `mf query`. Raises CannotAsk.
    """
    if not MF.is_file():
        raise CannotAsk("Metrics need MetricFlow, which is not installed. Run `make metrics` once.")
    if not home.published_file.is_file():
        raise CannotAsk(f"Nothing is published in {home.published}. Run `tributary refresh` first.")
    semantics = ensure_manifest(home).with_name(SEMANTICS).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        (project / "target").mkdir(parents=True)
        for path in DBT_PROJECT.iterdir():
            if path.name not in ("target", "logs"):
                (project / path.name).symlink_to(path)
        built, published = home.build_database.stem, home.published_file.stem
        semantics = semantics.replace(f'\\"{built}\\".', f'\\"{published}\\".')
        semantics = semantics.replace(f'"database": "{built}"', f'"database": "{published}"')
        (project / "target" / SEMANTICS).write_text(semantics, encoding="utf-8")
        answer = Path(scratch) / "answer.csv"
        asked = subprocess.run(  # noqa: S603 - a fixed command, and options of the user
            [str(MF), "query", "--metrics", metrics, *(["--group-by", by] if by else []), *extra, "--csv", str(answer)],
            cwd=project, capture_output=True, text=True, check=False,
            env=os.environ
            | {
                "TRIBUTARY_PUBLISHED_DB": str(home.published_file.resolve()),
                "DBT_PROFILES_DIR": str(project),
                "DBT_PROJECT_DIR": str(project),
                "DBT_LOG_PATH": str(Path(scratch) / "logs"),
                "DBT_TARGET": "published",
            },
        )  # fmt: skip
        if asked.returncode or not answer.is_file():
            said = [line.strip() for line in (asked.stdout + asked.stderr).splitlines() if line.strip()]
            raise CannotAsk(f"MetricFlow refused: {' '.join(said)[-600:]}")
        return answer.read_text(encoding="utf-8")
