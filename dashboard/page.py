"""The app's page: its layout, and the conversion between address and page. Views are in `levy_view` and `supply_view`,
queries in `queries`."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import levy_view, supply_view
from dashboard.queries import NoAnswer, NothingPublished, Warehouse
from dashboard.state import LEVY, SUPPLY, view_of
from orchestration.report import formatting
from orchestration.runtime.paths import Home

#: Streamlit's captions have a contrast of 4.4 on the light background; with this style it is above 4.5 on both.
STYLE: Final = "<style>[data-testid='stCaptionContainer'] { color: inherit; opacity: 0.75; }</style>"
VIEWS: Final = {LEVY: "The levy: what it costs", SUPPLY: "Supply: how long until China can do without"}


def show() -> None:
    """Draw the page for the address, and write the request to the address."""
    st.set_page_config(page_title="Tributary: what if", layout="wide", menu_items={"About": None})
    st.html(STYLE)
    st.title("What if?")
    try:
        warehouse = Warehouse.find(Home.find())
        version = warehouse.ask("version").row(0, named=True)
    except (NothingPublished, NoAnswer) as fault:
        st.info(str(fault))
        return
    st.caption(
        "Other rates, bases and ranges than those of the stored scenarios, computed by the warehouse's own macros. "
        f"Build {version['build_id']}; as of {formatting.moment(version['newest_filing_at'])}, the newest filing "
        f"({version['newest_filing']})."
    )
    if "view" not in st.session_state:
        st.session_state["view"] = view_of(st.query_params.to_dict())
    view = st.radio("Question", list(VIEWS), format_func=VIEWS.__getitem__, key="view", horizontal=True)
    shown = {LEVY: levy_view.show, SUPPLY: supply_view.show}[view]
    try:
        query = shown(warehouse)
    except NoAnswer as fault:
        st.error(str(fault))
        return
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
