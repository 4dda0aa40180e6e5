"""The sidecar of a curated file: producer, source, access date, licence and method of the data.

Reads and checks `<name>.yml`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from sources.errors import BadInput
from sources.reference.cells import SHAPES

KEYS: Final = ("producer", "citation", "url", "accessed", "licence", "method")
EXAMPLE: Final = f"Write the keys {', '.join(KEYS)}, each with a text of its own."


def read_sidecar(path: Path, label: str) -> tuple[dict[str, str], list[BadInput]]:
    """The six texts of a sidecar, and its faults. `accessed` is a day as year-month-day."""
    if not path.is_file():
        return {}, [BadInput(label, "the sidecar is missing", EXAMPLE)]
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        return {}, [BadInput(label, "the sidecar is not UTF-8", "Save it as UTF-8.", f"byte {error.start + 1}")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the whole file"
        reason = str(getattr(error, "problem", None) or "unreadable")
        return {}, [BadInput(label, f"the sidecar is not YAML ({reason})", EXAMPLE, place)]
    if not isinstance(content, dict):
        return {}, [BadInput(label, "the sidecar has no keys", EXAMPLE, "the whole file")]
    texts = {key: _text(content.get(key)) for key in KEYS}
    faults = [BadInput(label, "the text is missing or empty", EXAMPLE, f"key {k}") for k, v in texts.items() if not v]
    faults += [
        BadInput(label, f"the key {key!r} is unknown", EXAMPLE, f"key {key}") for key in content if key not in KEYS
    ]
    if texts["url"] and not SHAPES["url"][0].fullmatch(texts["url"]):
        faults.append(BadInput(label, f"{texts['url']!r} is not a web address", SHAPES["url"][2], "key url"))
    if texts["accessed"] and not _is_day(texts["accessed"]):
        remedy = "Write year-month-day, such as 2026-11-23."
        faults.append(BadInput(label, f"{texts['accessed']!r} is not a date", remedy, "key accessed"))
    return texts, faults


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
