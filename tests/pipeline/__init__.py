"""Tests of a refresh from bytes to a published version: inputs, faults, jobs, quarantine, incremental builds."""
