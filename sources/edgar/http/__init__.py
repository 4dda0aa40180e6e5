"""Requests to EDGAR and the raw store of its answers."""
