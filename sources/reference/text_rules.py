"""Characters that a reader does not see, or takes for others: blanks, and letters of two scripts in one word."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sources.reference.loaded import Loaded

#: An id is in the characters of a file name, so that it is typed and compared without doubt.
ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
WORD: Final = re.compile(r"[^\W\d_]{2,}")
#: Scripts whose letters look like Latin ones.
ALIKE: Final = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH")
QUOTATION: Final = chr(34)


def check_text(loaded: Loaded) -> None:
    """Record the cells of a table whose text is not what it seems."""
    for column in loaded.table.columns:
        is_id = column.name.endswith("_id") and column.kind in ("string", "enum")
        for index, row in loaded.filled(column.name):
            text = row[column.name]
            if not isinstance(text, str):
                continue
            found = _complaint(text) or (_id_complaint(text) if is_id else None)
            if found:
                loaded.fault(index, column.name, *found)


def _complaint(text: str) -> tuple[str, str] | None:
    for character in text:
        kind = unicodedata.category(character)
        if character not in " \n" and kind in ("Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn"):
            name = f"U+{ord(character):04X} {unicodedata.name(character, 'a control character')}"
            return f"{text!r} has the invisible character {name}", "Delete it, or type an ordinary blank."
    if "  " in text:
        return f"{text!r} has two blanks in a row", "Type one."
    if text.count(QUOTATION) % 2:
        return (
            f"{text!r} has an odd number of quotation marks",
            "Put the cell in quotation marks, and double those in it.",
        )
    for word in WORD.findall(text):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in word}
        if "LATIN" in scripts and scripts.intersection(ALIKE):
            other = next(letter for letter in word if unicodedata.name(letter, "?").split()[0] in ALIKE)
            return f"{word!r} has {unicodedata.name(other)} among Latin letters", "Type the word anew."
    return None


def _id_complaint(text: str) -> tuple[str, str] | None:
    if ID.fullmatch(text):
        return None
    return f"{text!r} is not an id", "Write letters of the Latin alphabet, digits, hyphens, underscores and points."
