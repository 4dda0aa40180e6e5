"""Shown text → number or text, exactly as the registries say."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.edgar.schemas import canonical
from sources.edgar.xbrl.text_transforms import read_text
from sources.edgar.xbrl.transforms import TOO_WIDE, read_number, read_plain, words_as_number


@pytest.mark.parametrize(
    ("shown", "transform", "expected"),
    [
        ("1,234.50", "ixt:num-dot-decimal", "1234.5"),
        ("1 234.50", "ixt:numdotdecimal", "1234.5"),
        (".5", "ixt:num-dot-decimal", "0.5"),
        ("1,234.50", "ixt:numcommadot", "1234.5"),
        ("1 234.5", "ixt:numspacedot", "1234.5"),
        ("12,34,567.8", "ixt:numdotdecimalin", "1234567.8"),
        ("1’234.5", "ixt:num-dot-decimal-apos", "1234.5"),
        ("1.234,50", "ixt:num-comma-decimal", "1234.5"),
        ("1.234,50", "ixt:numdotcomma", "1234.5"),
        ("1 234,5", "ixt:numspacecomma", "1234.5"),
        ("1234,5", "ixt:numcomma", "1234.5"),
        ("1'234,5", "ixt:num-comma-decimal-apos", "1234.5"),
        ("5 euro 7 cents", "ixt:num-unit-decimal", "5.07"),
        ("1,000 dollars 50 cents", "ixt:numunitdecimal", "1000.5"),
        ("１２円３４銭", "ixt:numunitdecimal", "12.34"),
        ("5 rupees 7 paise", "ixt:numunitdecimalin", "5.07"),
        ("—", "ixt:zerodash", "0"),
        ("-", "ixt:numdash", "0"),
        ("anything", "ixt:fixed-zero", "0"),
        ("", "ixt:fixed-zero", "0"),
        ("No", "ixt-sec:numwordsen", "0"),
        ("one hundred and twenty-three thousand", "ixt-sec:numwordsen", "123000"),
        (" 24.4 ", None, "24.4"),
        ("007", None, "7"),
    ],
)
def test_numbers(shown: str, transform: str | None, expected: str) -> None:
    assert read_number(shown, transform, None, None) == (expected, expected, None)


@pytest.mark.parametrize(
    ("shown", "transform"),
    [
        ("1,234", None),
        ("", None),
        ("—", "ixt:num-dot-decimal"),
        ("(5)", "ixt:num-dot-decimal"),
        ("1.2.3", "ixt:num-dot-decimal"),
        ("1,2,3", "ixt:num-comma-decimal"),
        ("5", "ixt:zerodash"),
        ("several", "ixt-sec:numwordsen"),
        ("5", "ixt:no-such-thing"),
        ("5", "ixt:fixed-empty"),
        ("two years", "ixt-sec:durwordsen"),
        ("9" * 3000, None),
        ("٣", "ixt:num-dot-decimal"),
        ("1_000", None),
        ("NaN", None),
        ("INF", None),
    ],
)
def test_what_is_no_number_says_so(shown: str, transform: str | None) -> None:
    reading = read_number(shown, transform, None, None)
    assert reading.text is None
    assert reading.value is None
    assert reading.problem


def test_scale_and_sign() -> None:
    assert read_number("1.5", None, "6", "-").text == "-1500000"
    assert read_number("1.5", None, "-2", None).text == "0.015"
    assert read_number("0", None, "6", "-").text == "0"
    assert "scale" in (read_number("1", None, "six", None).problem or "")
    assert "beyond" in (read_number("1", None, "999999999", None).problem or "")
    assert "sign" in (read_number("1", None, None, "+").problem or "")


def test_too_wide_keeps_its_exact_text() -> None:
    assert read_number("1", None, "20", None) == ("1" + "0" * 20, None, TOO_WIDE)
    assert read_number("1", None, "-19", None) == ("0." + "0" * 18 + "1", None, TOO_WIDE)
    assert read_number("1", None, "19", None).value == "1" + "0" * 19


def test_instance_numbers() -> None:
    assert read_plain(" -1.50E3 ").text == "-1500"
    assert read_plain("+.5").text == "0.5"
    assert read_plain("1,5").problem


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4)


@given(DECIMALS, st.integers(-3, 5), st.sampled_from(["ixt:num-dot-decimal", "ixt:num-comma-decimal", None]))
def test_a_number_shown_is_the_number_read(number: Decimal, scale: int, transform: str | None) -> None:
    with localcontext() as exact:
        exact.prec = 60
        shown = format(abs(number).scaleb(-scale), ",f" if transform else "f")
        expected = canonical(number)
    if transform == "ixt:num-comma-decimal":
        shown = shown.translate({ord(","): ".", ord("."): ","})
    reading = read_number(shown, transform, str(scale), "-" if number < 0 else None)
    assert reading == (expected, expected, None)


@given(st.text(max_size=40), st.sampled_from([None, "ixt:num-dot-decimal", "ixt:numunitdecimal", "ixt-sec:numwordsen"]))
def test_any_text_gives_a_number_or_a_reason(text: str, transform: str | None) -> None:
    reading = read_number(text, transform, None, None)
    assert (reading.value is None) == (reading.problem is not None)


ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """English words."""
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelt(number // size)} {word}" + (f"{joint}{spelt(rest)}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**12 - 1))
def test_words_are_read_back(number: int) -> None:
    assert words_as_number(spelt(number)) == number
    assert words_as_number(spelt(number).capitalize()) == number


@pytest.mark.parametrize(
    "words", ["", "and", "twenty thirty", "hundred", "one two", "thousand", "no one", "1.5", "two-ish"]
)
def test_words_that_are_no_number(words: str) -> None:
    assert words_as_number(words) is None


@pytest.mark.parametrize(
    ("shown", "transform", "expected"),
    [
        ("January 26, 2025", "ixt:date-monthname-day-year-en", "2025-01-26"),
        ("Sept. 3rd, 24", "ixt:datemonthdayyearen", "2024-09-03"),
        ("26 January 2025", "ixt:date-day-monthname-year-en", "2025-01-26"),
        ("01/26/2025", "ixt:date-month-day-year", "2025-01-26"),
        ("26.01.2025", "ixt:date-day-month-year", "2025-01-26"),
        ("01/26/2025", "ixt:dateslashus", "2025-01-26"),
        ("26/01/2025", "ixt:dateslasheu", "2025-01-26"),
        ("January 26, 2025", "ixt:datelongus", "2025-01-26"),
        ("2025-01-26", "ixt:date-year-month-day", "2025-01-26"),
        ("--01-26", "ixt:date-month-day", "--01-26"),
        ("February 29", "ixt:date-monthname-day-en", "--02-29"),
        ("26 January", "ixt:datelongdaymonthuk", "--01-26"),
        ("January 2025", "ixt:date-monthname-year-en", "2025-01"),
        ("anything", "ixt:fixed-true", "true"),
        ("anything", "ixt:booleanfalse", "false"),
        ("☒", "ixt-sec:boolballotbox", "true"),
        ("☐", "ixt-sec:boolballotbox", "false"),
        ("The Nasdaq Global Select Market", "ixt-sec:exchnameen", "NASDAQ"),
        ("New York Stock Exchange LLC", "ixt-sec:exchnameen", "NYSE"),
        ("Nasdaq BX, Inc.", "ixt-sec:exchnameen", "BX"),
        ("Nasdaq PHLX LLC", "ixt-sec:exchnameen", "Phlx"),
        ("NYSE Arca, Inc.", "ixt-sec:exchnameen", "NYSEArca"),
        ("New York Stock Exchange (NYSE)", "ixt-sec:exchnameen", "NYSE"),
        ("Long-Term Stock Exchange, Inc.", "ixt-sec:exchnameen", "LTSE"),
        ("None", "ixt-sec:exchnameen", "NONE"),
        ("State of California", "ixt-sec:stateprovnameen", "CA"),
        ("British Columbia", "ixt-sec:stateprovnameen", "A1"),
        ("Québec, Canada", "ixt-sec:edgarprovcountryen", "A8"),
        ("Cayman Islands", "ixt-sec:edgarprovcountryen", "E9"),
        ("Delaware", "ixt-sec:edgarprovcountryen", "DE"),
        ("Georgia", "ixt-sec:edgarprovcountryen", "2Q"),
        ("Georgia", "ixt-sec:stateprovnameen", "GA"),
        ("Georgia", "ixt-sec:countrynameen", "GE"),
        ("The People’s Republic of China", "ixt-sec:countrynameen", "CN"),
        ("CÔTE D'IVOIRE", "ixt-sec:countrynameen", "CI"),
        ("The Netherlands", "ixt-sec:countrynameen", "NL"),
        ("☒", "ixt-sec:yesnoballotbox", "Yes"),
        ("First quarter of 2025", "ixt-sec:datequarterend", "2025-03-31"),
        ("Non-accelerated filer", "ixt-sec:entityfilercategoryen", "Non-accelerated Filer"),
        ("  as   shown ", None, "as shown"),
    ],
)
def test_texts(shown: str, transform: str | None, expected: str) -> None:
    assert read_text(shown, transform) == (expected, None)


@pytest.mark.parametrize(
    ("shown", "transform"),
    [
        ("February 30, 2025", "ixt:date-monthname-day-year-en"),
        ("soon", "ixt:date-month-day"),
        ("26 de enero de 2025", "ixt:date-day-monthname-year-es"),
        ("令和5年3月31日", "ixt:date-jpn-era-year-month-day"),
        ("令和5年3月31日", "ixt:dateerayearmonthdayjp"),
        ("11 01 1947", "ixt:date-ind-day-monthname-year-hi"),
        ("Atlantis", "ixt-sec:stateprovnameen"),
        ("Nasdaq Copenhagen", "ixt-sec:exchnameen"),
        ("Delaware", "ixt-sec:countrynameen"),
        ("2025", "ixt-sec:datequarterend"),
        ("x", "ixt-sec:unheardof"),
    ],
)
def test_a_text_that_cannot_be_transformed_stays_as_shown(shown: str, transform: str) -> None:
    text, problem = read_text(shown, transform)
    assert text == shown
    assert problem
