"""Asking EDGAR and keeping what it answers."""
