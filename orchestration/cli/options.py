"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder for all that is written. Default: TRIBUTARY_HOME, else data/ of the project.",
        file_okay=False,
    ),
]
