"""`tributary app`: the what-if app on the published file, on this machine alone."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from orchestration.cli.figures import console
from orchestration.runtime.paths import HOME_VARIABLE, PROJECT, Home

SCRIPT: Final = PROJECT / "dashboard" / "app.py"
#: The command line, so that no configuration file changes it: loopback, no telemetry, no upload, no deployment.
SETTINGS: Final = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
}
#: The background of inputs, light and dark, as in the report.
SOFT: Final = ("#f4f6f8", "#1d232c")
#: Colours of the report's charts, by Streamlit's names for them.
THEME: Final = {
    "primaryColor": "blue",
    "backgroundColor": "ground",
    "textColor": "ink",
    "borderColor": "line",
    "linkColor": "blue",
}


def app(home_argument: Path | None, port: int) -> int:
    """Replace this process by Streamlit on loopback; 3 when nothing is published, 6 when the extra is not installed."""
    home = Home.find(home_argument)
    if find_spec("streamlit") is None:
        console(stderr=True).print(
            "The app needs the extra `app`, which is not installed. Run `make app`, or "
            "`pip install --require-hashes -r requirements-app.lock`.",
            style="red", markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip
        return 6
    if not home.published_file.is_file():
        console().print(
            f"Nothing is published in {home.published}. Run `tributary refresh` first.", highlight=False, soft_wrap=True
        )
        return 3
    os.environ[HOME_VARIABLE] = str(home.root)
    return os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *options(port)])  # noqa: S606 - this process becomes that program


def options(port: int) -> list[str]:
    """Options of `streamlit run`."""
    from orchestration.report.charts.theme import COLOURS

    settings = {**SETTINGS, "server.port": str(port)}
    for place, ground in enumerate(("light", "dark")):
        settings |= {f"theme.{ground}.{name}": COLOURS[colour][place] for name, colour in THEME.items()}
        settings[f"theme.{ground}.secondaryBackgroundColor"] = SOFT[place]
    return [f"--{name}={value}" for name, value in settings.items()]
