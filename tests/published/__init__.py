"""Tests of what the published file says, and of how it explains itself."""
