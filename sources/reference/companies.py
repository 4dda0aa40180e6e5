"""The registrants of the watched companies: the CIKs that each has and had at EDGAR.

SQL combines their filings (`stg_reference__successors`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl


def registrants(reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`ticker` and `cik` of every watched company, and of its predecessors, in the tables' order."""
    now = reference["companies"].select("ticker", "cik")
    before = reference["former_ciks"].join(now, on="ticker", how="semi", maintain_order="left")
    before = before.select("ticker", cik="former_cik")
    return pl.concat([now, before]).unique("cik", keep="first", maintain_order=True)
