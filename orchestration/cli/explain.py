"""`tributary explain`: the inputs of one published number, printed as a tree or JSON."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from orchestration.cli.figures import console
from orchestration.lineage.explain import Explanation, explain
from orchestration.lineage.row_query import CannotExplain, Row, open_read_only
from orchestration.runtime.paths import Home

#: Columns of the terminal; wide enough that addresses are not broken into lines and can be copied.
WIDE = 4000
#: Number of facts that were not chosen that are shown; JSON has all of them.
SHOWN = 8


def explain_number(home_argument: Path | None, table: str, where: str, column: str | None, *, as_json: bool) -> int:
    """Print the explanation; 0, or 1 when the arguments do not select one number, 3 when nothing is published."""
    home = Home.find(home_argument)
    if not home.published_file.is_file():
        console(stderr=True).print(
            f"Nothing is published in {home.published}. Run `tributary refresh` first.", highlight=False
        )
        return 3
    try:
        with open_read_only(home.published_file) as con:
            explanation = explain(con, table, where, column)
    except CannotExplain as fault:
        console(stderr=True).print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(explanation), default=str, indent=2, ensure_ascii=False))
    else:
        Console(width=WIDE).print(_tree(explanation), highlight=False)
    return 0


def _tree(explanation: Explanation) -> Tree:
    title = Text.assemble((explanation.what, "bold"), " = ", (_amount(explanation), "bold green"))
    if explanation.description:
        title.append(f"\n{explanation.description}", style="dim")
    tree = Tree(title)
    if explanation.null_reason:
        tree.add(Text(f"no figure: {explanation.null_reason}", style="yellow"))
    if explanation.caveat:
        tree.add(Text(f"mind: {explanation.caveat}", style="yellow"))
    if explanation.formula:
        tree.add(Text(f"= {explanation.formula}"))
    if explanation.curated:
        _add_curated(tree, explanation.curated)
    for operand in explanation.operands:
        tree.add(_tree(operand))
    for fact in explanation.facts:
        _add_fact(tree, fact)
    if explanation.not_chosen:
        rivals = tree.add(Text(f"not chosen, of {len(explanation.not_chosen)} other facts"))
        for fact in explanation.not_chosen[:SHOWN]:
            rivals.add(
                Text(
                    f"{_usd(fact['value_usd'])}  {fact['slot']}{_place(fact)}, {fact['form']} "
                    f"{fact['accession']}, known {_day(fact['known_at'])}: {fact['why']}"
                )
            )
        if len(explanation.not_chosen) > SHOWN:
            rivals.add(Text(f"and {len(explanation.not_chosen) - SHOWN} more: --json", style="dim"))
    if explanation.versions:
        versions = tree.add(Text("versions"))
        for version in explanation.versions:
            stated = version["derivation"] if version["value_usd"] is not None else version["null_reason"]
            versions.add(Text(f"from {version['known_at']}: {_usd(version['value_usd'])}  {stated}{_filing(version)}"))
    return tree


def _add_fact(tree: Tree, fact: Row) -> None:
    anchor = f"#{fact['fact_id']}" if fact["fact_id"] and fact["source_kind"] == "inline_xbrl" else ""
    branch = tree.add(
        Text(
            f"{'+' if fact['sign'] > 0 else '−'} {_usd(fact['fact_value_usd'])}  {fact['metric']}{_place(fact)}, "
            f"{fact['period_start']} to {fact['period_end']} ({fact['fact_slot']})"
        )
    )
    where = [f"fact {fact['fact_id'] or fact['fact_no']}"]
    if fact["context_id"]:
        where.append(f"context {fact['context_id']}")
    if fact["decimals"]:
        where.append(f"decimals {fact['decimals']}")
    branch.add(Text(f"{fact['form']} {fact['accession']}, accepted {fact['known_at']} UTC: {fact['url']}{anchor}"))
    read_in = "read by hand, curated_facts.csv" if fact["source_kind"] == "curated" else fact["document"]
    branch.add(Text(f"{read_in}, {', '.join(where)}"))
    branch.add(
        Text(f"{fact['concept']} means {fact['metric']} (metric_concepts.csv, priority {fact['concept_priority']})")
    )
    if fact["geography_member"]:
        dimensions = f", with {fact['other_dimensions']}" if fact["other_dimensions"] else ""
        branch.add(
            Text(
                f"{fact['geography_member']} means {fact['geography']} (geography_members.csv, rule "
                f"{fact['geography_rule_id']}){dimensions}"
            )
        )
        branch.add(Text(f"basis {fact['geography_basis']} ({fact['basis_source']}): {fact['basis_evidence'] or '–'}"))


def _add_curated(tree: Tree, row: dict[str, Any]) -> None:
    if "evidence" in row:
        branch = tree.add(Text(f"curated: licensed_revenue.csv, {row['chip']}, source {row['source_id']}"))
        taken = f"{row['rate_share']} on {row['levy_base']} under {row['regime_id'] or row['scenario_id']}"
        branch.add(Text(f"{taken}, in effect on {row['days_share']} of the quarter's days"))
        branch.add(
            Text(
                f"revenue {_usd(row['licensed_revenue_usd'])}, from {_usd(row['licensed_revenue_low_usd'])} to "
                f"{_usd(row['licensed_revenue_high_usd'])}: {row['evidence']}"
            )
        )
        branch.add(
            Text(f"{row['source_url'] or 'no address'}, known {row['known_on']}, confidence {row['confidence']}")
        )
        return
    branch = tree.add(Text(f"curated: {row['source_name']}, row {row['scenario_id']}, source {row['source_id']}"))
    branch.add(Text(str(row["note"])))
    branch.add(Text(f"{row['producer']}: {row['url']}, sha256 {row['sha256'][:16]}…"))


def _place(fact: Row) -> str:
    return "" if fact["geography"] == "total" else f" {fact['geography']} on {fact['geography_basis']}"


def _filing(version: Row) -> str:
    if version["value_usd"] is None or version["derivation"] == "derived":
        return f"  {version['formula']}" if version["formula"] else ""
    return f" in {version['form']} {version['accession']}"


def _amount(explanation: Explanation) -> str:
    if explanation.value is None:
        computed = explanation.recomputed()
        return "null" if explanation.null_reason or computed is None else _plain(computed)
    return (
        _usd(explanation.value) if explanation.what.endswith("_usd") or explanation.facts else _plain(explanation.value)
    )


def _usd(amount: Decimal | None) -> str:
    return "null" if amount is None else f"{amount:,.2f}".removesuffix(".00") + " USD"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _day(moment: object) -> str:
    return str(moment)[:10]
