"""Verdicts on the article's claims, in display order, each with the name of its colour.

In its own module, because the page needs the order without loading the chart libraries.
"""

from __future__ import annotations

from typing import Final

VERDICTS: Final = {
    "supported": "green",
    "overstated": "orange",
    "understated": "orange",
    "contradicted": "purple",
    "internally_inconsistent": "purple",
    "mixed_evidence": "gold",
    "outside_evidence_range": "gold",
    "unverified": "grey",
    "not_checkable": "grey",
}
