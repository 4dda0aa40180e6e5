"""Verdicts on the article's claims, in the order of a reader's interest, each with the name of its colour.

Apart from the chart that shows them: the page needs the order without loading what draws.
"""

from __future__ import annotations

from typing import Final

VERDICTS: Final = {
    "supported": "green",
    "overstated": "orange",
    "understated": "orange",
    "contradicted": "purple",
    "internally_inconsistent": "purple",
    "outside_evidence_range": "gold",
    "unverified": "grey",
    "not_checkable": "grey",
}
