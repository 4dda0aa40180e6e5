"""What the headlines rest on, as published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.warehouse import rows

pytestmark = pytest.mark.integration


def test_a_filing_is_primary_and_a_quotation_is_one_report(published: Path) -> None:
    found = dict(
        rows(published, "select row_where, rests_on from ops.evidence_quality where table_name = 'levy.headline'")
    )
    assert found["ticker = 'NVDA'"] == "primary"
    assert found["ticker = 'AMAT'"] == "one_secondary"
    assert found["ticker = 'MRVL'"] == "not_findable"


def test_what_rests_on_less_says_so(published: Path) -> None:
    found = rows(published, "select is_well_supported, weak_inputs, statement from ops.evidence_quality")
    assert {good for good, _, _ in found} == {True, False}
    for good, weak_inputs, statement in found:
        assert (weak_inputs is None) == good, statement
        assert statement.startswith("does not rest on a primary source or two independent ones") != good


def test_supply_rests_on_assumptions_and_says_so(published: Path) -> None:
    found = rows(
        published, "select distinct rests_on from ops.evidence_quality where table_name = 'capacity.accelerator_supply'"
    )
    assert found == [("own",)]


def test_sources_that_cannot_be_found_are_marked(published: Path) -> None:
    found = rows(
        published, "select source_id from ops.citations where not is_findable and tier = 'secondary' order by 1"
    )
    assert ("bytedance-order-note",) in found
    assert not rows(published, "select 1 from ops.citations where is_findable and url is null and reference is null")


def test_documents_are_primary(published: Path) -> None:
    for table in ("levy.regimes", "levy.licensed_revenue", "capacity.yield_evidence", "watch.catalysts"):
        assert not rows(
            published,
            f"select r.source_id from {table} as r join ops.citations as s using (source_id)"  # noqa: S608 - our own names
            " where r.confidence = 'document' and s.tier != 'primary'",
        )
