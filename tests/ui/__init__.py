"""Tests of the pages that people look at: the report and the what-if app."""
