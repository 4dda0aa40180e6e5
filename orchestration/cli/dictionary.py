"""`tributary dictionary`: the data dictionary of the published version, as Markdown or HTML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from orchestration.cli.figures import console
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BrokenDbtProject, ensure_manifest

SUFFIXES: Final = (".md", ".html")


def dictionary(home_argument: Path | None, out: Path | None) -> int:
    """Write it to `out` in the format of its suffix, else as Markdown to standard output; returns the exit status."""
    home = Home.find(home_argument)
    errors = console(stderr=True)
    if out and out.suffix not in SUFFIXES:
        errors.print(
            f"{out}: is neither .md nor .html. Name a file with one of these endings.", highlight=False, soft_wrap=True
        )
        return 2
    if not home.published_file.is_file():
        errors.print(
            f"Nothing is published in {home.published}. Run `tributary refresh` first.", highlight=False, soft_wrap=True
        )
        return 3
    from orchestration.catalog.dictionary import read_dictionary
    from orchestration.catalog.dictionary_pages import as_html, as_markdown

    try:
        known = read_dictionary(home.published_file, ensure_manifest(home))
    except (BrokenDbtProject, KeyError) as fault:
        unknown = (
            f"{home.published_file}: has the table {fault}, which is not in the dbt project. Run `tributary refresh`."
        )
        errors.print(
            str(fault) if isinstance(fault, BrokenDbtProject) else unknown,
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
        return 1
    text = as_html(known) if out and out.suffix == ".html" else as_markdown(known)
    try:
        if out is None:
            sys.stdout.write(text)
        else:
            out.write_text(text, encoding="utf-8")
    except OSError as fault:
        errors.print(
            f"{out}: cannot be written ({fault.strerror or fault}). Name another file.", highlight=False, soft_wrap=True
        )
        return 1
    return 0
