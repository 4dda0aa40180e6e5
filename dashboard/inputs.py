"""Inputs of both views: a range of three numbers, and warnings about the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.state import Range

PARTS: Final = ("low", "likeliest", "high")


def prefill_range(key: str, bounds: Range, *, is_share: bool) -> None:
    """Put a range into the three inputs of `key`; shares are shown as per cent."""
    for part, number in zip(PARTS, bounds, strict=True):
        st.session_state[f"{key}_{part}"] = round(number * 100, 10) if is_share else float(number)


def range_input(key: str, label: str, *, is_share: bool, step: float = 1.0) -> Range | None:
    """Three number inputs, already filled; None, with an error message, when the three are not in order."""
    st.markdown(f"**{label}**")
    numbers = [
        column.number_input(
            f"{part}, %" if is_share else part,
            min_value=0.0,
            max_value=100.0 if is_share else None,
            step=step,
            format="%.4g" if is_share else "%.0f",
            key=f"{key}_{part}",
        )
        for part, column in zip(PARTS, st.columns(3), strict=True)
    ]
    low, mode, high = (round(number / 100, 12) for number in numbers) if is_share else numbers
    if not low <= mode <= high:
        st.error(f"{label}: low, likeliest and high must be in this order.")
        return None
    return low, mode, high


def show_warnings(warnings: Sequence[str]) -> None:
    """Show which parts of the address were ignored."""
    for text in warnings:
        st.warning(text)
