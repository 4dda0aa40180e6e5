"""A cache of charts, so that a chart is drawn again only when its data has changed.

    build/charts/<figure>.json   a line with the digest of key and content, then the drawing

The key covers the frames that the chart function is given, the code of the report, and the versions of the libraries. A
chart function reads nothing else, so a report with all charts in the cache loads neither Altair nor vl-convert. Files
are outside the versions, so pruning and rollback do not remove them. A missing or damaged file, or one with another
key, means that the chart is drawn; it is never an error.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from orchestration.report.figure import Figure
from orchestration.report.figures import FIGURES
from orchestration.report.queries import Answers

REPORT: Final = Path(__file__).parent
#: Libraries that draw.
LIBRARIES: Final = ("altair", "polars", "vl-convert-python")


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG for the page, and as files."""

    #: For the page, with colours as variables of the style sheet: wide, and for a phone.
    wide: str
    narrow: str
    #: Files: on a light background.
    svg: str
    png: bytes


def draw_all(answers: Answers, folder: Path) -> tuple[dict[str, Drawing | None], tuple[str, ...]]:
    """The drawing of every figure, None where there is nothing to draw, and the figures that had to be drawn."""
    drawings, drawn = {}, []
    for figure in FIGURES:
        file, key = folder / f"{figure.name}.json", _key(figure, answers)
        content = _read(file, key)
        if content is None:
            from orchestration.report.drawing import draw  # loads Altair and vl-convert

            content = _content(draw(partial(figure.chart, answers)))
            _keep(file, key, content)
            drawn.append(figure.name)
        drawings[figure.name] = _drawing(content)
    return drawings, tuple(drawn)


def _key(figure: Figure, answers: Answers) -> bytes:
    digest = hashlib.sha256(_code() + figure.name.encode())
    for frame in figure.frames(answers):
        digest.update(repr((frame.schema, frame.rows())).encode())
    return digest.digest()


@cache
def _code() -> bytes:
    """A digest of the report's code and of the versions of what it draws with."""
    digest = hashlib.sha256(repr([sys.version, *map(version, LIBRARIES)]).encode())
    for path in (*sorted(REPORT.rglob("*.py")), REPORT / "fonts.conf"):
        digest.update(path.read_bytes())
    return digest.digest()


def _read(file: Path, key: bytes) -> bytes | None:
    """The undamaged cached content of this key; else None."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if digest == _digest(key, content) else None


def _keep(file: Path, key: bytes, content: bytes) -> None:
    with suppress(OSError):  # the report does not need the cache
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_digest(key, content) + b"\n" + content)


def _digest(key: bytes, content: bytes) -> bytes:
    return hashlib.sha256(key + content).hexdigest().encode()


def _content(drawing: Drawing | None) -> bytes:
    if drawing is None:  # "nothing to draw" is cached, too
        return b"null"
    return json.dumps(asdict(drawing) | {"png": base64.b64encode(drawing.png).decode()}).encode()


def _drawing(content: bytes) -> Drawing | None:
    kept = json.loads(content)
    return None if kept is None else Drawing(**kept | {"png": base64.b64decode(kept["png"])})
