"""The script that Streamlit runs; the page is in `page`."""

from dashboard.page import show

show()
