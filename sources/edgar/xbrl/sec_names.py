"""The names of the SEC's transforms as EDGAR's codes: countries, states and provinces, exchanges, kinds of filer.

The table is `sec_names.csv`: a name as `_plain` writes it, and its code under each transform. Source of the names and
codes: the SEC's transformation registry 2015-08-31 (`countrynameen`, `stateprovnameen`, `edgarprovcountryen`,
`exchnameen`), EDGAR's list of state and country codes for states and the provinces of Canada, and names in common use
for the same place (Vietnam, Russia). A country is an ISO 3166 code for `countrynameen`, EDGAR's own code for
`edgarprovcountryen`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("sec_names.csv")
_TRANSFORMS: Final = frozenset({"countrynameen", "stateprovnameen", "edgarprovcountryen", "exchnameen"})
_FILERS: Final = ("Large Accelerated Filer", "Accelerated Filer", "Non-accelerated Filer")
#: What may surround a name without changing it; an exchange's form of company, a state's title, a province's country.
_AROUND: Final = {
    "exchnameen": re.compile(r" (llc|inc|incorporated|l l c)$"),
    "stateprovnameen": re.compile(r"^(state|commonwealth|province) of | canada$"),
    "edgarprovcountryen": re.compile(r"^(state|commonwealth|province) of | canada$"),
}


def sec_code(text: str, transform: str) -> str | None:
    """EDGAR's code for a name under a transform (local name, lower case); None when the table does not have it.

    A name is compared without case, accents, punctuation and «the», and never by its beginning alone: Nasdaq BX is not
    Nasdaq.
    """
    if transform == "entityfilercategoryen":
        wanted = _plain(text)
        return next((one for one in _FILERS if _plain(one) == wanted), None)
    if transform not in _TRANSFORMS:
        return None
    codes, name = _codes(transform), _plain(text)
    around = _AROUND.get(transform)
    shorter = around.sub("", name) if around else name
    return codes.get(name) or codes.get(shorter) or codes.get(_plain(re.sub(r"\(.*?\)", " ", text)))


@cache
def _codes(transform: str) -> dict[str, str]:
    """Code by name of one transform."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row[transform] for row in csv.DictReader(file) if row[transform]}


def _plain(text: str) -> str:
    """A name in lower case, without accents, punctuation and «the»; words separated by one space."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    letters = "".join(one for one in folded if not unicodedata.combining(one))
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", letters)).split()
    return " ".join(word for word in words if word != "the")
