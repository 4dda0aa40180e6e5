"""Lints the SQL of both dbt projects with sqlfluff: `python -m tests.lint_sql`; with `--all` whatever the cache says.

sqlfluff expands the macros of each file, which costs a minute of CPU for the whole project. So a file is linted again
only when its verdict can have changed: with its own text, the text of a macro that it reaches, .sqlfluff, or the
linter's version. Only clean files are kept in the cache, so that a finding is reported on every run.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

PROJECT = Path("dbt_project")
TOY_PROJECT = Path("tests/toy_project")
CONFIGURATION = Path(".sqlfluff")
CACHE = Path(".sqlfluff_cache")
PROCESSES = 2
LINTER = ("sqlfluff", "sqlfluffrs", "jinja2")
DEFINITION = re.compile(r"\{%[-+]?\s*(?:macro|test|materialization)\s+(\w+)")
NAME = re.compile(r"\w+")


def keys() -> dict[str, str]:
    """By file, a hash of everything that sqlfluff's verdict on it depends on."""
    ours = [*PROJECT.rglob("*.sql"), *(path for path in TOY_PROJECT.rglob("*.sql") if not path.is_symlink())]
    texts = {path: path.read_text() for path in sorted(ours)}
    defined_in = defaultdict(set)
    for path, text in texts.items():
        if path.is_relative_to(PROJECT / "macros"):
            for name in DEFINITION.findall(text):
                defined_in[name].add(path)
    # A file that contains a macro's name anywhere, even in a comment, counts as calling it: at worst it is linted once
    # too often.
    calls = {
        path: set().union(*(defined_in[name] for name in set(NAME.findall(text)) & defined_in.keys()))
        for path, text in texts.items()
    }
    settings = [CONFIGURATION.read_text(), sys.version, *map(version, LINTER)]
    return {str(path): _hash(*settings, *(texts[read] for read in _reached(path, calls))) for path in texts}


def _reached(path: Path, calls: dict[Path, set[Path]]) -> list[Path]:
    """The file itself, then the files of all macros that it calls, directly or through others."""
    found, left = {path}, [path]
    while left:
        new = calls[left.pop()] - found
        found |= new
        left.extend(new)
    return [path, *sorted(found - {path})]


def _hash(*texts: str) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def read_cache() -> dict[str, str]:
    """The keys of the files that were clean when they were last linted; none if the cache is missing or damaged."""
    try:
        cache = json.loads(CACHE.read_text())
    except (OSError, ValueError):
        return {}
    return cache if isinstance(cache, dict) else {}


def write_cache(clean: dict[str, str]) -> None:
    # Replaced in one step: a second run at the same time reads the old cache or the new one, never half of one.
    with tempfile.NamedTemporaryFile("w", dir=".", prefix=CACHE.name, delete=False) as file:
        json.dump(clean, file, indent=0)
    Path(file.name).replace(CACHE)


def lint(paths: list[str]) -> dict[str, list[str]]:
    """By file, its findings. A file that sqlfluff gave up on has one, too."""
    from sqlfluff.core import FluffConfig, Linter

    # A user's own settings in the home directory are left out: they are no part of the key.
    configuration = FluffConfig.from_root(extra_config_path=str(CONFIGURATION), ignore_local_config=True)
    result = Linter(config=configuration).lint_paths(tuple(paths), processes=PROCESSES, retain_files=False)
    findings = {path: [f"{path}: sqlfluff gave up on this file"] for path in paths}
    for record in result.as_records():
        findings[record["filepath"]] = [
            "{}:{start_line_no}:{start_line_pos}: {code} {description}".format(record["filepath"], **violation)
            for violation in record["violations"]
        ]
    return findings


def main() -> int:
    current = keys()
    cache = {} if "--all" in sys.argv else read_cache()
    clean = {path: key for path, key in current.items() if cache.get(path) == key}
    changed = [path for path in current if path not in clean]
    if not changed:
        return 0
    findings = lint(changed)
    write_cache(clean | {path: current[path] for path in changed if not findings[path]})
    lines = [line for path in changed for line in findings[path]]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
