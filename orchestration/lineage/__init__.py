"""Lineage from a published number to the facts in filings."""
