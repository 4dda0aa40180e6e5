"""Whether anything is new, and the result of the last refresh.

Compares inputs with those of the published version, and keeps the record of the last check.
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

#: Added to the text of a failure before publication, and of a failure after it.
NOT_PUBLISHED: Final = "Nothing was published; the previous version stays current."
NOT_FOLLOWED_UP: Final = "The new version is published; the steps after publication did not finish."


@dataclass(frozen=True)
class LastCheck:
    """How the last refresh ended: time (UTC, ISO 8601), origin of filings, outcome, and the message of a failure."""

    at: str
    edgar: str
    outcome: Outcome
    message: str = ""


def reason_for_no_build(edgar: str, home: Home, ciks: Iterable[str]) -> str | None:
    """Why nothing is built, as a sentence without full stop: nothing is new, or the new version was withdrawn.

    None when a filing, a curated file or the code differs from those of the published version, or when that version is
    damaged.
    """
    manifest = read_manifest(home)
    if manifest is None or published_damage(home):
        return None
    build = manifest["build_id"]
    inputs = fingerprint(describe(edgar, home, ciks))
    if inputs == manifest["input_fingerprint"]:
        return f"Nothing new: no filing, curated file or code has changed since build {build}, which is current"
    withdrawn = withdrawn_of(inputs, home)
    if withdrawn is None:
        return None
    return (
        f"Not published: build {withdrawn.build_id}, of the same filings, curated files and code, was withdrawn on "
        f"{withdrawn.withdrawn_at[:16].replace('T', ' ')} UTC. New inputs will be published; --force publishes this "
        f"version again. Build {build} is current"
    )


def record_check(home: Home, edgar: str, outcome: Outcome, message: str = "") -> None:
    """Record how a refresh ended, for `tributary status` and the alerts."""
    named = re.sub(r"//[^/@]*@", "//…@", edgar)  # a refused address may contain a password
    named = re.sub(r"^(https?://[^?#]*)[?#].*", r"\1", named)
    check = LastCheck(datetime.now(UTC).isoformat(timespec="seconds"), named, outcome, message)
    write_atomically(json.dumps(asdict(check), indent=1).encode(), home.last_check)


def last_check(home: Home) -> LastCheck | None:
    """How the last refresh ended; None when there was none, or its record cannot be read."""
    try:
        record = json.loads(home.last_check.read_text("utf-8"))
        if "told" in record:  # the key of an earlier release
            record["message"] = record.pop("told")
        return LastCheck(**record)
    except (OSError, ValueError, TypeError):
        return None
