"""EDGAR's JSON answers: lists of filings and companyfacts."""
