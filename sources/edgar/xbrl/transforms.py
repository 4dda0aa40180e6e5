"""The inline XBRL transforms, from displayed text to value.

Contains the number transforms of registries 1 to 5 (`ixt`) and of the SEC (`ixt-sec`), scale and sign, plain XBRL
numbers, and booleans. Dates and names are in `text_transforms`.

Numbers are handled as digits, never as floats, and never rounded. A name is compared without hyphens and in lower case,
because the registries spell one transform in several ways (numdotdecimal, num-dot-decimal).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: Namespace → name of the registry in the `format` column.
_REGISTRIES: Final = (
    (re.compile(r"https?://www\.xbrl\.org/(2008/)?inlineXBRL/transformation"), "ixt"),
    (re.compile(r"https?://www\.sec\.gov/inlineXBRL/transformation"), "ixt-sec"),
)
TOO_WIDE: Final = "too wide for DECIMAL(38,18)"
_WHOLE_DIGITS: Final = 20
_FRACTION_DIGITS: Final = 18
#: No reported number has a larger scale; the limit protects memory.
_MOST_SCALE: Final = 1000
_MOST_TEXT: Final = 2000

_POINT: Final = frozenset({"numcommadot", "numspacedot", "numdotdecimal", "numdotdecimalapos", "numdotdecimalin"})
_COMMA: Final = frozenset({"numdotcomma", "numspacecomma", "numcomma", "numcommadecimal", "numcommadecimalapos"})
_UNITED: Final = frozenset({"numunitdecimal", "numunitdecimalapos", "numunitdecimalin"})
_DASH: Final = frozenset({"numdash", "zerodash"})
_DASHES: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_SPACES: Final = " \t\r\n\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000"
_GROUPS: Final = {mark: re.compile(f"[{mark}'`´’′＇{_SPACES}]") for mark in ".,"}
_NUMBER: Final = re.compile(r"([0-9]*)(?:\.([0-9]*))?")
_PLAIN: Final = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?")
_UNITS_OF: Final = re.compile(r"[^0-9.,]*([0-9][0-9.,'`´’′＇\s，．]*)([^0-9]+?)([0-9]{1,2})[^0-9]*")
_FULL_WIDTH: Final = {0xFF10 + digit: ord("0") + digit for digit in range(10)}

# fmt: off
_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "fourty": 40}
)
_LARGE: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
_NOTHING: Final = frozenset({"no", "none", "nil", "zero", "nothing", "non"})
_WORD: Final = re.compile(r"[a-z]+|[0-9]+")


class Reading(NamedTuple):
    """The value of a text: exact canonical text, and the text that fits the value column, or the reason when there is
    none.
    """

    text: str | None
    value: str | None
    problem: str | None = None


def registry(namespace: str | None) -> str | None:
    """`ixt` or `ixt-sec` for a transform namespace; None for another."""
    if namespace is None:
        return None
    return next((word for pattern, word in _REGISTRIES if pattern.match(namespace)), None)


def plain_name(name: str) -> str:
    """The local name of a transform as it is compared here."""
    return name.rpartition(":")[2].replace("-", "").lower()


def read_number(shown: str, transform: str | None, scale: str | None, sign: str | None) -> Reading:
    """The number that an inline fact shows: transform, then power of ten, then sign (Inline XBRL 1.1, 10.1.1)."""
    if len(shown) > _MOST_TEXT:
        return _unread(shown, "is too long for a number")
    if transform is None:
        digits, problem = _plain(shown.strip())
    else:
        digits, problem = _transformed(" ".join(shown.split()), transform)
    if digits is None:
        return Reading(None, None, problem)
    if sign not in (None, "", "-"):
        return Reading(None, None, f"the sign is {sign!r}; only '-' is known")
    try:
        power = int(scale) if scale else 0
    except ValueError:
        return Reading(None, None, f"the scale {scale!r} is no whole number")
    return _number(digits, power, is_turned=sign == "-")


def read_plain(text: str) -> Reading:
    """The number that an instance gives: xs:decimal, or xs:double with an exponent."""
    stripped = text.strip()
    if len(stripped) > _MOST_TEXT:
        return _unread(text, "is too long for a number")
    digits, problem = _plain(stripped)
    return Reading(None, None, problem) if digits is None else _number(digits, 0, is_turned=False)


def unreadable(value: str | None) -> str | None:
    """Why canonical text does not fit the value column; None when it does."""
    if value is None:
        return None
    whole, _, fraction = value.lstrip("-").partition(".")
    return None if len(whole) <= _WHOLE_DIGITS and len(fraction) <= _FRACTION_DIGITS else TOO_WIDE


class _Digits(NamedTuple):
    """A number as written: digits before and behind the point, and its sign and exponent."""

    whole: str
    fraction: str
    is_negative: bool = False
    exponent: int = 0


_Found = tuple[_Digits | None, str | None]


def _number(digits: _Digits, power: int, *, is_turned: bool) -> Reading:
    """Canonical text of digits · 10^power, with the sign inverted or not."""
    power += digits.exponent
    if abs(power) > _MOST_SCALE:
        return Reading(None, None, f"10^{power} is beyond any reported number")
    whole, fraction = digits.whole, digits.fraction
    if power > 0:
        moved = fraction[:power].ljust(power, "0")
        whole, fraction = whole + moved, fraction[power:]
    elif power < 0:
        padded = whole.rjust(-power, "0")
        whole, fraction = padded[:power], padded[power:] + fraction
    whole = whole.lstrip("0") or "0"
    fraction = fraction.rstrip("0")
    text = f"{whole}.{fraction}" if fraction else whole
    if digits.is_negative != is_turned and text != "0":
        text = f"-{text}"
    if len(whole) > _WHOLE_DIGITS or len(fraction) > _FRACTION_DIGITS:
        return Reading(text, None, TOO_WIDE)
    return Reading(text, text)


def _transformed(shown: str, transform: str) -> _Found:
    """The digits behind a shown text."""
    name = plain_name(transform)
    digits: _Digits | None = None
    if name == "fixedzero":
        digits = _Digits("0", "")
    elif name in _POINT:
        digits = _grouped(_GROUPS[","].sub("", shown))
    elif name in _COMMA:
        digits = _grouped(_GROUPS["."].sub("", shown).replace(".", " ").replace(",", "."))
    elif name in _DASH:
        digits = _Digits("0", "") if shown and set(shown.replace(" ", "")) <= _DASHES else None
    elif name in _UNITED:
        digits = _united(shown.translate(_FULL_WIDTH))
    elif name == "numwordsen":
        number = words_as_number(shown)
        digits = None if number is None else _Digits(str(number), "")
    else:
        return None, f"the transform {transform} gives no number"
    return digits, None if digits else f"{_quoted(shown)} is no number in the sense of {transform}"


def _grouped(text: str) -> _Digits | None:
    """A number with a point, whose grouping marks are gone."""
    found = _NUMBER.fullmatch(text)
    return _Digits(found[1], found[2] or "") if found and (found[1] or found[2]) else None


def _united(text: str) -> _Digits | None:
    """Whole and hundredth units: "5 euro 7 cent" is 5.07."""
    found = _UNITS_OF.fullmatch(text)
    return _Digits(re.sub(r"[^0-9]", "", found[1]), found[3].zfill(2)) if found else None


def _plain(text: str) -> _Found:
    found = _PLAIN.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return None, f"{_quoted(text)} is no plain number"
    return _Digits(found[2], found[3] or "", found[1] == "-", int(found[4] or 0)), None


def _unread(shown: str, why: str) -> Reading:
    return Reading(None, None, f"{_quoted(shown)} {why}")


def _quoted(text: str) -> str:
    """A text shortened for a one-line message."""
    collapsed = " ".join(text.split())
    return repr(collapsed if len(collapsed) <= 60 else f"{collapsed[:59]}…")


def words_as_number(text: str) -> int | None:
    """An English number ("no", "seventeen", "one hundred and twenty-three thousand"); None for other text."""
    lower = text.lower().strip()
    if lower in _NOTHING:
        return 0
    if re.search(r"[^a-z0-9,\s\u00a0‐‑–-]", lower):
        return None
    words = [word for word in _WORD.findall(re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", lower)) if word != "and"]
    total, group, last = 0, 0, 10**18
    has_number = False
    for word in words:
        if word in _LARGE:
            size = _LARGE[word]
            if not has_number or group == 0 or size >= last:
                return None
            total, group, last = total + group * size, 0, size
        elif word == "hundred":
            if not 1 <= group <= 99:
                return None
            group *= 100
        else:
            number = _SMALL.get(word, int(word) if word.isdigit() and len(word) <= 15 else None)
            room = _room(group)
            if number is None or number >= room:
                return None
            group += number
        has_number = True
    return total + group if has_number else None


def _room(group: int) -> int:
    """The limit of what may follow in a group: below 100 after a hundred, below 10 after a ten, nothing after a one."""
    if group == 0:
        return 10**15
    if group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 >= 20 else 0
