"""Tests of the programs that read a published version."""
