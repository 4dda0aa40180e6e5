"""How answers look. Belongs here: figures, charts and tables as both views show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from orchestration.report.charts.theme import Look


def figures(shown: Sequence[tuple[str, str, str]]) -> None:
    """Large figures: what it is, the figure, what stands beside it."""
    for (label, figure, beside), column in zip(shown, st.columns(len(shown)), strict=True):
        # A metric of Streamlit's own cuts a range short; a heading wraps.
        with column:
            st.markdown(f"{_literal(label)}\n\n### {_literal(figure)}")
            st.caption(_literal(beside))


def chart(draw: Callable[[pl.DataFrame, Look], Any], frame: pl.DataFrame, words_for_it: str) -> None:
    """A chart on the page's ground, and its one line of text; nothing where there is nothing to draw."""
    drawn = draw(frame, Look(is_dark=st.context.theme.type == "dark"))
    if drawn is None:
        return
    st.altair_chart(drawn.properties(description=words_for_it), width="stretch", theme=None)
    st.caption(words_for_it)


def table(lines: Sequence[dict[str, str]]) -> None:
    """Lines of text as a table that wraps; columns that are empty throughout are left out."""
    filled = [name for name in lines[0] if any(line[name] for line in lines)]
    st.table(pl.DataFrame([{name: line[name] for name in filled} for line in lines]))


def _literal(text: str) -> str:
    """Text as Markdown shows it unchanged: two dollar signs would be a formula."""
    return text.replace("$", r"\$")
