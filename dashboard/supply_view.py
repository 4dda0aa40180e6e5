"""Supply with other ranges. Its inputs and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard import charts
from dashboard.inputs import prefill_range, range_input, show_warnings
from dashboard.queries import Warehouse
from dashboard.state import SUPPLY, Range, SupplyRequest, read_supply, supply_query
from dashboard.theme import chart, figures, table
from orchestration.report import formatting

Row = dict[str, Any]
#: Inputs by heading; inputs that are not listed are under the last.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Yield": ("die_yield", "harvest_share", "assembly_yield"),
    "Wafers": ("ai_wafers_per_month", "equipment_share", "fill_share", "finished_in_year_share", "n3_dies"),
    "Memory (HBM)": (
        "hbm_stacks_received",
        "hbm_huawei_share",
        "cxmt_hbm_wafers_per_month",
        "cxmt_ramp_share",
        "hbm_stacks_per_wafer",
        "own_memory_stacks",
    ),
    "Packaging": ("packages_per_year", "two_die_share"),
}
OTHER: Final = "Stocks and the rest"
MAY_BE_UNLIMITED: Final = "packages_per_year"


def show(warehouse: Warehouse) -> dict[str, str]:
    """Inputs beside the answer; returns the request as parameters of an address. Raises NoAnswer."""
    scenarios = {row["scenario_id"]: row for row in warehouse.ask("supply_scenarios").to_dicts()}
    if not scenarios:
        st.info("The published file has no scenario of supply. Run `tributary refresh`.")
        return st.query_params.to_dict()
    inputs, answer = st.columns([1, 2], gap="large")
    with inputs:
        request = _request(warehouse, scenarios)
    with answer:
        if request is None:
            st.info("The answer follows when the inputs are in order.")
            return st.query_params.to_dict()
        _answer(warehouse.supply(request))
    st.session_state["supply_query"] = supply_query(request)
    return supply_query(request)


def _stored(warehouse: Warehouse, scenario: str) -> dict[str, list[Row]]:
    """Inputs of a scenario by name, each with a row a year."""
    stored: dict[str, list[Row]] = {}
    for row in warehouse.ask("supply_inputs", {"scenario": scenario}).to_dicts():
        stored.setdefault(row["parameter"], []).append(row)
    return stored


def _prefill_once(warehouse: Warehouse, scenarios: Mapping[str, Row]) -> None:
    if "supply_scenario" in st.session_state:
        return
    # Streamlit forgets the inputs of a view that is not shown; its last request is kept.
    query = st.session_state.get("supply_query") or (
        st.query_params.to_dict() if st.query_params.get("view") == SUPPLY else {}
    )
    wanted = query.get("scenario", "base")
    scenario = wanted if wanted in scenarios else next(iter(scenarios))
    stored = _stored(warehouse, scenario)
    years = [row["year"] for row in next(iter(stored.values()))]
    request, warnings = read_supply(query, SupplyRequest(scenario), frozenset(stored))
    if wanted not in scenarios:
        warnings.append(f"scenario={wanted[:40]} in the address is not a stored scenario; {scenario} is used instead.")
    if request.from_year is not None and request.from_year not in years:
        warnings.append(
            f"from={request.from_year} in the address is not a year of the simulation; the first is used instead."
        )
    state = st.session_state
    state["supply_warnings"] = warnings
    state["supply_scenario"] = scenario
    state["supply_from"] = request.from_year if request.from_year in years else years[0]
    for parameter, bounds in request.changes.items():
        state[f"supply_is_{parameter}"] = True
        if bounds is None:
            state[f"supply_free_{parameter}"] = True
        else:
            prefill_range(f"supply_{parameter}", bounds, is_share=stored[parameter][0]["unit"] == "share")


def _request(warehouse: Warehouse, scenarios: Mapping[str, Row]) -> SupplyRequest | None:
    _prefill_once(warehouse, scenarios)
    show_warnings(st.session_state.pop("supply_warnings", []))
    scenario = st.selectbox(
        "Stored scenario to start from",
        list(scenarios),
        format_func=lambda name: scenarios[name]["scenario_label"],
        key="supply_scenario",
        help="What is not changed below stays as in this scenario, which is shown beside the answer.",
    )
    st.caption(f"{scenarios[scenario]['note']}.")
    stored = _stored(warehouse, scenario)
    years = [row["year"] for row in next(iter(stored.values()))]
    from_year = st.selectbox("Changes hold from", years, key="supply_from")
    changes: dict[str, Range | None] = {}
    is_sound = True
    for group, parameters in _groups(stored).items():
        is_open = group == next(iter(GROUPS)) or any(st.session_state.get(f"supply_is_{name}") for name in parameters)
        with st.expander(group, expanded=is_open):
            for parameter in parameters:
                rows = stored[parameter]
                if not st.toggle(rows[0]["label"], key=f"supply_is_{parameter}"):
                    st.caption(_as_stored(rows))
                    continue
                if parameter == MAY_BE_UNLIMITED and st.checkbox("No limit", key=f"supply_free_{parameter}"):
                    changes[parameter] = None
                    continue
                bounds = _range(parameter, rows, from_year)
                is_sound = is_sound and bounds is not None
                changes[parameter] = bounds
    if not is_sound:
        return None
    return SupplyRequest(scenario, changes, None if from_year == years[0] else from_year)


def _groups(stored: Mapping[str, list[Row]]) -> dict[str, list[str]]:
    named = {name for names in GROUPS.values() for name in names}
    groups = {group: [name for name in names if name in stored] for group, names in GROUPS.items()}
    return groups | {OTHER: [name for name in stored if name not in named]}


def _range(parameter: str, rows: list[Row], from_year: int) -> Range | None:
    is_share = rows[0]["unit"] == "share"
    key = f"supply_{parameter}"
    if f"{key}_low" not in st.session_state:
        row = next(row for row in rows if row["year"] == from_year)
        prefill_range(key, (row["low"] or 0.0, row["mode"] or 0.0, row["high"] or 0.0), is_share=is_share)
    largest = max(row["high"] or 0 for row in rows)
    step = 1.0 if is_share or largest < 1000 else 10.0 ** (len(f"{largest:.0f}") - 2)
    return range_input(key, f"From {from_year}, in {_unit(rows[0]['unit'])}", is_share=is_share, step=step)


def _unit(unit: str) -> str:
    return "per cent" if unit == "share" else formatting.plain(unit)


def _as_stored(rows: list[Row]) -> str:
    """The stored ranges, one line for all years where they are the same."""
    texts = [f"{row['year']}: {_reading(row)}" for row in rows]
    if len({_reading(row) for row in rows}) == 1:
        return f"As stored: {_reading(rows[0])}"
    return "As stored. " + "; ".join(texts)


def _reading(row: Row) -> str:
    if row["low"] is None:
        return str(row["null_reason"])
    as_words = _percent if row["unit"] == "share" else _count
    low, mode, high = (as_words(row[part]) for part in ("low", "mode", "high"))
    return low if low == high else f"{low} to {high}, likeliest {mode}"


def _percent(value: float) -> str:
    return f"{value * 100:.3g}{formatting.NBSP}%"


def _count(value: float) -> str:
    return formatting.count(round(value))


def _answer(found: pl.DataFrame) -> None:
    rows = found.to_dicts()
    last = rows[-1]
    st.subheader(f"Accelerators a year, beside «{last['stored_scenario_label']}»")
    figures(
        [
            (f"Units in {last['year']}, median", formatting.count(last["units_p50"]),
             f"stored: {formatting.count(last['stored_units_p50'])}"),
            ("nine draws in ten", _spread(last, ""), f"stored: {_spread(last, 'stored_')}"),
            ("binds most often", last["most_often_binds"], f"stored: {last['stored_most_often_binds']}"),
        ]
    )  # fmt: skip
    chart(charts.supply, found, "Units a year: the median, and the band in which nine draws in ten lie.")
    chart(charts.limits, found, "What binds, in how many of the draws, with these inputs.")
    table([_line(row) for row in reversed(rows)])
    st.caption(
        f"{last['draws']:,} draws, seed {last['seed']}, the same as for the stored scenarios. Of {last['input_count']} "
        f"inputs {last['assumption_count']} stay as stored and are based on an assumption. This is what could be made, "
        "not what was sold."
    )
    st.download_button(
        "Download as CSV: every percentile, exact",
        found.write_csv(),
        file_name=f"tributary-supply-what-if-{last['build_id']}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _spread(row: Row, prefix: str) -> str:
    return formatting.spread(formatting.count(row[f"{prefix}units_p5"]), formatting.count(row[f"{prefix}units_p95"]))


def _line(row: Row) -> dict[str, str]:
    packaging = row["units_packaging_p50"]
    return {
        "Year": str(row["year"]),
        "Median": formatting.count(row["units_p50"]),
        "p5 to p95": _spread(row, ""),
        "Stored median": formatting.count(row["stored_units_p50"]),
        "Stored p5 to p95": _spread(row, "stored_"),
        "Logic allows": formatting.count(row["units_logic_p50"]),
        "Memory allows": formatting.count(row["units_memory_p50"]),
        "Packaging allows": formatting.count(packaging) if packaging is not None else row["packaging_null_reason"],
        "Binds": f"{row['most_often_binds']} in {formatting.share(row[row['most_often_binds'] + '_binds_share'])}",
        "Changed": formatting.plain((row["changed_inputs"] or "").replace(";", ", ")),
    }
