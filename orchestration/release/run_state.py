"""Whether anything is new, and what came of looking. Belongs here: comparing inputs with what is published, the note of
the last look. Not: what the inputs are (`inputs`), publishing (`publish`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from orchestration.release.publish import read_manifest
from orchestration.release.versions import published_damage, withdrawn_of
from orchestration.runtime.paths import Home
from orchestration.warehouse.fingerprint import describe, fingerprint
from sources.atomic_files import write_atomically

Outcome = Literal["published", "nothing new", "failed"]

#: What a failure leaves to readers: before publication, and after it.
NOTHING: Final = "Nothing was published; what was published before stands."
STANDS: Final = "What is published stands; what comes after publication is not done."


@dataclass(frozen=True)
class Look:
    """How the last refresh ended: when (UTC, ISO 8601), from where, with what outcome, and the words for a failure."""

    at: str
    edgar: str
    outcome: Outcome
    told: str = ""


def why_it_stands(edgar: str, home: Home, ciks: Iterable[str]) -> str | None:
    """Why nothing is to be built, in a sentence without its point: nothing is new, or what is was withdrawn.

    None when a filing, a curated file or the code differs from what the published version was made of, or when that is
    not whole.
    """
    manifest = read_manifest(home)
    if manifest is None or published_damage(home):
        return None
    build = manifest["build_id"]
    inputs = fingerprint(describe(edgar, home, ciks))
    if inputs == manifest["input_fingerprint"]:
        return f"Nothing new: no filing, curated file or code has changed since build {build}, which stands"
    withdrawn = withdrawn_of(inputs, home)
    if withdrawn is None:
        return None
    return (
        f"Not published: build {withdrawn.build_id}, of these same filings, curated files and code, was withdrawn on "
        f"{withdrawn.withdrawn_at[:16].replace('T', ' ')} UTC. Anything new will be published; --force publishes this "
        f"again. Build {build} stands"
    )


def note_look(home: Home, edgar: str, outcome: Outcome, told: str = "") -> None:
    """Note how a refresh ended, for `tributary status` and the alerts."""
    named = re.sub(r"//[^/@]*@", "//…@", edgar)  # an address that was refused may hold a secret
    named = re.sub(r"^(https?://[^?#]*)[?#].*", r"\1", named)
    look = Look(datetime.now(UTC).isoformat(timespec="seconds"), named, outcome, told)
    write_atomically(json.dumps(asdict(look), indent=1).encode(), home.last_look)


def last_look(home: Home) -> Look | None:
    """How the last refresh ended; None when there was none, or its note cannot be read."""
    try:
        return Look(**json.loads(home.last_look.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
