"""Where filings come from, as the command line and the environment name it."""

from __future__ import annotations

import os

from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.errors import BadInput


def named_origin(argument: str | None) -> str:
    """The origin given with --edgar, else TRIBUTARY_EDGAR, else the snapshot. Raises BadInput for an empty argument.

    An empty argument is a variable of a script that is not set, and must not mean the snapshot.
    """
    if argument is not None and not argument.strip():
        remedy = "Give a mirror folder, an address, or snapshot; without --edgar, TRIBUTARY_EDGAR counts"
        raise BadInput("--edgar", "the value is empty", remedy)
    return argument or os.environ.get("TRIBUTARY_EDGAR") or SNAPSHOT_WORD
