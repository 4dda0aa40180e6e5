"""From a published number back to the facts in filings."""
