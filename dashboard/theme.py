"""Figures, charts and tables of both views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from orchestration.report.charts.theme import Theme


def figures(shown: Sequence[tuple[str, str, str]]) -> None:
    """Large figures: label, figure, comparison."""
    for (label, figure, beside), column in zip(shown, st.columns(len(shown)), strict=True):
        # Streamlit's metric truncates a range; a heading wraps.
        with column:
            st.markdown(f"{_literal(label)}\n\n### {_literal(figure)}")
            st.caption(_literal(beside))


def chart(draw: Callable[[pl.DataFrame, Theme], Any], frame: pl.DataFrame, description: str) -> None:
    """A chart on the page's background, with a description; nothing where there is nothing to draw."""
    drawn = draw(frame, Theme(is_dark=st.context.theme.type == "dark"))
    if drawn is None:
        return
    st.altair_chart(drawn.properties(description=description), width="stretch", theme=None)
    st.caption(description)


def table(lines: Sequence[dict[str, str]]) -> None:
    """Lines of text as a table that wraps; columns without values are left out."""
    filled = [name for name in lines[0] if any(line[name] for line in lines)]
    st.table(pl.DataFrame([{name: line[name] for name in filled} for line in lines]))


def _literal(text: str) -> str:
    """Text as Markdown shows it unchanged: two dollar signs would be a formula."""
    return text.replace("$", r"\$")
