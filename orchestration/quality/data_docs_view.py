"""The view of Data Docs: the content that Great Expectations renders, as a page that opens without a network.

Its own templates load Bootstrap, jQuery, Vega and icons from outside, and take a fifth of the time of all checkpoints.
A content block is a dictionary with a `content_block_type`; here are the types that pages of suites, results and the
index have. The frame of the page and its style are in `data_docs_views/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from great_expectations.render.components import RenderedDocumentContent
from great_expectations.render.view.view import DefaultJinjaPageView
from jinja2 import Environment, FileSystemLoader, Template

Block = Mapping[str, Any]

_VIEWS: Final = Path(__file__).parent / "data_docs_views"
#: The name of a parameter in a text, as in `string.Template`.
_PARAMETER: Final = re.compile(r"(?<!\$)\$(?:\{(\w+)\}|(\w+))")
_PLAIN: Final[Block] = {}
_LINK: Final = "_table_row_link_path"
#: Columns of the index that repeat another one.
REPEATED: Final = {"batch_identifier"}
#: Parameters that Great Expectations fills with HTML of its own; all other text is escaped.
TRUSTED: Final = {"html_success_icon"}


class OfflinePage(DefaultJinjaPageView):
    """The page of a suite or of a result, or the index."""

    def __init__(self, custom_styles_directory: str | None = None, custom_views_directory: str | None = None) -> None:
        del custom_styles_directory, custom_views_directory  # without the templates of Great Expectations

    def render(self, document: RenderedDocumentContent, template: str | None = None, **_: Any) -> str:
        """The page as HTML."""
        del template
        content: dict[str, Any] = document.to_json_dict()
        kind, title = content["renderer_type"], content.get("page_title")
        depth = content["expectation_suite_name"].count(".") + (4 if "Validation" in kind else 1) if title else 0
        sections = [(one.get("section_name"), _block(one["content_blocks"])) for one in content["sections"]]
        return _frame().render(title=title or "", home="../" * depth, sections=sections)


@cache
def _frame() -> Template:
    return Environment(loader=FileSystemLoader(_VIEWS), autoescape=True).get_template("page.j2")


def _block(content: Any) -> str:
    """A content block, several of them, or a text."""
    if isinstance(content, list):
        return "\n".join(map(_block, content))
    if not isinstance(content, dict):
        return "" if content is None else escape(str(content))
    return _heading(content) + _BODIES[content["content_block_type"]](content)


def _heading(block: Block) -> str:
    parts = [block[name] for name in ("header", "subheader") if block.get(name)]
    lines = [_block(part) if isinstance(part, dict) else _element("h5", escape(str(part))) for part in parts]
    return _element("div", "".join(lines), block.get("styling", {}).get("header", {})) if lines else ""


def _element(name: str, content: str, styling: Block = _PLAIN) -> str:
    """An element with the classes and the link of a styling; `content` is HTML."""
    classes, link = styling.get("classes"), styling.get("attributes", _PLAIN).get("href")
    opened = name + (f' class="{" ".join(classes)}"' if classes else "") + (f' href="{escape(link)}"' if link else "")
    return f"<{opened}>{content}</{name}>"


def _string_template(block: Block) -> str:
    """A text with parameters, each in its own style."""
    text = block["string_template"]
    styling, values = text.get("styling") or _PLAIN, text.get("params") or _PLAIN

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in values:
            return found[0]
        shown = values[name] if name in TRUSTED else escape(str(values[name]))
        style = styling.get("params", _PLAIN).get(name, styling.get("default"))
        return shown if style is None else _element(style.get("tag", "span"), shown, style)

    filled = _PARAMETER.sub(value, escape(text.get("template", "")).replace("\n", "<br>"))
    return _element(text.get("tag", "span"), filled, styling)


def _table(block: Block) -> str:
    rows = [_row("th", block["header_row"])] if block.get("header_row") else []
    return _element("table", "\n".join([*rows, *(_row("td", row) for row in block["table"])]))


def _row(kind: str, cells: Sequence[Any]) -> str:
    return _element("tr", "".join(_element(kind, _block(cell)) for cell in cells))


def _linked_table(block: Block) -> str:
    """A list of pages: each cell links to the page of its row."""
    shown = [one for one in block["table_columns"] if str(one.get("visible")).lower() != "false"]
    shown = [one for one in shown if one["field"] not in REPEATED]
    head = _row("th", [one["title"] for one in shown])
    rows = [
        "".join(
            _element("td", _element("a", _block(row.get(one["field"])), {"attributes": {"href": row[_LINK]}}))
            for one in shown
        )
        for row in block["table_data"]
    ]
    return _element("table", "\n".join([head, *(_element("tr", row) for row in rows)]))


def _details(block: Block) -> str:
    summary = _element("summary", _block(block.get("collapse_toggle_link", "Show more...")))
    return _element("details", summary + _block(block["collapse"]))


_BODIES: Final[Mapping[str, Callable[[Block], str]]] = {
    "bootstrap_table": _linked_table,
    "bullet_list": lambda block: _element("ul", "\n".join(_element("li", _block(one)) for one in block["bullet_list"])),
    "collapse": _details,
    "content_block_container": lambda block: _block(block["content_blocks"]),
    "header": lambda _: "",
    "string_template": _string_template,
    "table": _table,
    "tabs": lambda block: "".join(
        _element("h2", escape(one["tab_name"])) + _block(one["tab_content"]) for one in block["tabs"]
    ),
    "text": lambda block: "".join(_element("p", _block(one)) for one in block["text"]),
    "value_list": lambda block: _block(block["value_list"]),
}
