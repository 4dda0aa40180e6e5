"""What Streamlit runs. Belongs here: nothing but the call; the page is in `page`."""

from dashboard.page import show

show()
