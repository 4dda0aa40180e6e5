"""Partitions by company. Belongs here: the list of tickers, as data/reference/companies.csv has it."""

from __future__ import annotations

import csv

from dagster import StaticPartitionsDefinition

from orchestration.runtime.paths import REFERENCE


def company_partitions() -> StaticPartitionsDefinition:
    """One partition for each watched company, by ticker; reads one small file and checks nothing (loading it does)."""
    with (REFERENCE / "companies.csv").open(encoding="utf-8-sig", newline="") as file:
        tickers = dict.fromkeys((row.get("ticker") or "").strip() for row in csv.DictReader(file))
    return StaticPartitionsDefinition([ticker for ticker in tickers if ticker])
