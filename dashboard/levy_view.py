"""The levy at any rate, on any base, from any day. Its inputs and its answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard import charts
from dashboard.inputs import prefill_range, range_input, show_warnings
from dashboard.queries import Warehouse
from dashboard.state import QUARTERS, SUPPLY, YEARS, LevyRequest, levy_query, read_levy
from dashboard.theme import chart, figures, table
from orchestration.report import formatting

Row = dict[str, Any]
#: Defaults where the scenario has none: the announced rate (per cent) and day.
RATE: Final = 15.0
START: Final = date(2025, 8, 11)


def show(warehouse: Warehouse) -> dict[str, str]:
    """Inputs beside the answer; returns the request as parameters of an address. Raises NoAnswer."""
    scenarios = {row["scenario_id"]: row for row in warehouse.ask("levy_scenarios").to_dicts()}
    bases = {row["base_name"]: row["label"] for row in warehouse.ask("levy_bases").to_dicts()}
    companies = {row["ticker"]: row for row in warehouse.ask("companies").to_dicts()}
    if not scenarios or not companies:
        st.info("The published file has no scenario of a levy. Run `tributary refresh`.")
        return st.query_params.to_dict()
    _prefill_once(scenarios, bases, companies)
    inputs, answer = st.columns([1, 2], gap="large")
    with inputs:
        request = _request(scenarios, bases, companies)
    with answer:
        if request is None:
            st.info("The answer follows when the inputs are in order.")
            return st.query_params.to_dict()
        _answer(warehouse.levy(request), request, scenarios[request.scenario]["scenario_label"])
    st.session_state["levy_query"] = levy_query(request)
    return levy_query(request)


def _of_scenario(row: Row, ticker: str) -> LevyRequest:
    passed = tuple(float(row[f"pass_through_{part}_share"]) for part in ("low", "point", "high"))
    low, point, high = passed
    return LevyRequest(
        row["scenario_id"], row["rate_share"], row["base_name"], row["effective_from"], (low, point, high), ticker
    )


def _prefill_once(scenarios: dict[str, Row], bases: dict[str, str], companies: dict[str, Row]) -> None:
    if "levy_scenario" in st.session_state:
        return
    # Streamlit forgets the inputs of a view that is not shown; its last request is kept.
    query = st.session_state.get("levy_query") or (
        {} if st.query_params.get("view") == SUPPLY else st.query_params.to_dict()
    )
    wanted = query.get("scenario", "article")
    scenario = wanted if wanted in scenarios else next(iter(scenarios))
    default = _of_scenario(scenarios[scenario], next(iter(companies)))
    request, warnings = read_levy(query, default)
    if wanted not in scenarios:
        warnings.append(f"scenario={wanted[:40]} in the address is not a stored scenario; {scenario} is used instead.")
    if request.base not in bases:
        warnings.append(f"base={request.base[:40]} in the address is not a base; the scenario's value is used instead.")
        request = replace(request, base=default.base)
    if request.ticker not in companies:
        warnings.append(f"company={request.ticker[:40]} in the address is not published.")
        request = replace(request, ticker=default.ticker)
    st.session_state["levy_warnings"] = warnings
    _prefill(request)


def _prefill(request: LevyRequest) -> None:
    state = st.session_state
    state["levy_scenario"] = request.scenario
    state["levy_company"] = request.ticker
    state["levy_periods"] = request.periods
    state["levy_base"] = request.base
    state["levy_own_rates"] = request.rate is None
    state["levy_rate"] = RATE if request.rate is None else float(request.rate * 100)
    state["levy_has_start"] = request.start is not None
    state["levy_start"] = request.start or START
    prefill_range("levy_passed", request.passed, is_share=True)


def _request(scenarios: dict[str, Row], bases: dict[str, str], companies: dict[str, Row]) -> LevyRequest | None:
    show_warnings(st.session_state.pop("levy_warnings", []))

    def follow() -> None:
        """A scenario that is chosen fills the inputs."""
        chosen = scenarios[st.session_state["levy_scenario"]]
        _prefill(_of_scenario(chosen, st.session_state["levy_company"]))

    scenario = st.selectbox(
        "Stored scenario to start from",
        list(scenarios),
        format_func=lambda name: scenarios[name]["scenario_label"],
        key="levy_scenario",
        on_change=follow,
        help="Fills the inputs below, and is shown beside the answer.",
    )
    ticker = st.selectbox(
        "Company", list(companies), format_func=lambda name: f"{companies[name]['company_name']} ({name})",
        key="levy_company",
    )  # fmt: skip
    base = st.selectbox("Base", list(bases), format_func=bases.__getitem__, key="levy_base")
    own_rates = base == "regimes" and st.checkbox("Each regime's own rate", key="levy_own_rates")
    rate = None
    if not own_rates:
        st.session_state.setdefault("levy_rate", RATE)
        percent = st.number_input(
            "Rate, % of the base", min_value=0.0, max_value=100.0, step=1.0, format="%.4g", key="levy_rate"
        )
        rate = round(Decimal(str(percent)) / 100, 6)
    start = None
    if st.checkbox("From a day on", key="levy_has_start", help="Without a day: for every period there is."):
        st.session_state.setdefault("levy_start", START)
        start = st.date_input("First day", key="levy_start", min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
    passed = range_input("levy_passed", "Passed on to buyers", is_share=True, step=5.0)
    st.caption(f"Stored scenario: {scenarios[scenario]['pass_through_note']}.")
    periods = st.radio("Periods", [YEARS, QUARTERS], key="levy_periods", horizontal=True)
    if passed is None:
        return None
    return LevyRequest(scenario, rate, base, start, passed, ticker, periods)


def _answer(found: pl.DataFrame, request: LevyRequest, stored_label: str) -> None:
    is_quarter = pl.col("fiscal_quarter").is_not_null()
    mine = found.filter(pl.col("ticker") == request.ticker).filter(
        is_quarter if request.periods == QUARTERS else ~is_quarter
    )
    known = mine.filter(pl.any_horizontal(pl.col("levy_high_usd", "stored_levy_high_usd").is_not_null()))
    st.subheader(f"{request.ticker}: what if, beside «{stored_label}»")
    rows = known.to_dicts()
    if rows:
        _headline([row for row in rows if row["levy_high_usd"] is not None] or rows)
        chart(charts.levy, known, "Levy by fiscal period, what if and the stored scenario.")
        table([_line(row) for row in reversed(rows)])
    else:
        st.info(f"No levy of {request.ticker} is known on this base: {_reasons(mine) or 'no period is in its scope'}.")
    unknown = mine.filter(pl.col("levy_usd").is_null() & pl.col("levy_high_usd").is_null())
    if rows and unknown.height:
        st.caption(f"No figure for {unknown.height} more {request.periods}: {_reasons(unknown)}.")
    st.download_button(
        "Download as CSV: every company and period, exact",
        found.write_csv(),
        file_name=f"tributary-levy-what-if-{found['build_id'][0] if found.height else 'empty'}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _headline(rows: list[Row]) -> None:
    row = rows[-1]
    period = formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"], row["period_end"])
    shown = [
        (f"Levy in {period}", _levy(row, ""), f"stored: {_levy(row, 'stored_')}"),
        (
            "as a share of R&D",
            formatting.share(row["levy_of_rnd_share"]),
            f"stored: {formatting.share(row['stored_levy_of_rnd_share'])}"
            + ("" if row["levy_usd"] is not None else "; of the levy only bounds are known"),
        ),
        ("borne by the company", _borne(row, ""), f"stored: {_borne(row, 'stored_')}"),
    ]
    if row["cumulative_levy_high_usd"] is not None:
        shown.append(
            ("since the first day", _levy(row, "", "cumulative_"), f"stored: {_levy(row, 'stored_', 'cumulative_')}")
        )
    figures(shown)


def _levy(row: Row, prefix: str, what: str = "") -> str:
    """The point; where it is not known, the bounds; where the period has no levy, a dash."""
    low, point, high = (row[f"{prefix}{what}levy_{part}usd"] for part in ("low_", "", "high_"))
    return formatting.usd(point) if point is not None else formatting.spread(formatting.usd(low), formatting.usd(high))


def _borne(row: Row, prefix: str) -> str:
    return formatting.spread(*(formatting.usd(row[f"{prefix}borne_by_company_{part}_usd"]) for part in ("low", "high")))


def _line(row: Row) -> dict[str, str]:
    low, high = formatting.usd(row["levy_low_usd"]), formatting.usd(row["levy_high_usd"])
    return {
        "Period": formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"], row["period_end"]),
        "Base": formatting.usd(row["base_usd"]),
        "Levy": formatting.usd(row["levy_usd"]),
        "Low to high": "" if row["levy_usd"] is not None and low == high else formatting.spread(low, high),
        "Stored": _levy(row, "stored_"),
        "Borne": _borne(row, ""),
        "of gross profit": formatting.share(row["levy_of_gross_profit_share"]),
        "of operating income": formatting.share(row["levy_of_operating_income_share"]),
        "of R&D": formatting.share(row["levy_of_rnd_share"]),
        "Note": row["null_reason"] or row["caveat"] or "",
    }


def _reasons(frame: pl.DataFrame) -> str:
    """Why there is no figure, most frequent first."""
    reasons = Counter(reason for reason in frame["null_reason"].to_list() if reason)
    return "; ".join(f"{reason} ({count})" if len(reasons) > 1 else reason for reason, count in reasons.most_common(4))
