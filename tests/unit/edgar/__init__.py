"""Tests of sources.edgar."""
