"""Whether anything is new, and what came of looking. Belongs here: comparing inputs with what is published, the note of
the last look. Not: what the inputs are (`inputs`), publishing (`publish`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from orchestration.home import Home
from orchestration.inputs import describe, fingerprint
from orchestration.publish import is_whole, read_manifest
from sources.edgar.files import write_atomically

Outcome = Literal["published", "nothing new", "failed"]


@dataclass(frozen=True)
class Look:
    """How the last refresh ended: when (UTC, ISO 8601), from where, with what outcome, and the words for a failure."""

    at: str
    edgar: str
    outcome: Outcome
    told: str = ""


def is_anything_new(edgar: str, home: Home, ciks: Iterable[str]) -> bool:
    """Whether a filing, a curated file or the code differs from what the published version was made of."""
    manifest = read_manifest(home)
    if manifest is None or not is_whole(home, manifest):
        return True
    return fingerprint(describe(edgar, home, ciks)) != str(manifest["input_fingerprint"])


def note_look(home: Home, edgar: str, outcome: Outcome, told: str = "") -> None:
    """Note how a refresh ended, for `tributary status` and the alerts."""
    look = Look(datetime.now(UTC).isoformat(timespec="seconds"), edgar, outcome, told)
    write_atomically(json.dumps(asdict(look), indent=1).encode(), home.last_look)


def last_look(home: Home) -> Look | None:
    """How the last refresh ended; None when there was none, or its note cannot be read."""
    try:
        return Look(**json.loads(home.last_look.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
