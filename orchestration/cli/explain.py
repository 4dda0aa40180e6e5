"""`tributary explain`: the inputs of one published number, printed as a tree or JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from orchestration.cli.figures import console
from orchestration.lineage.explain import explain
from orchestration.lineage.explanation import Evidence, Explanation, InputGroup, InputRow
from orchestration.lineage.graph import Lineage
from orchestration.lineage.row_query import CannotExplain, Row, open_read_only
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BrokenDbtProject

#: Columns of the terminal; wide enough that addresses are not broken into lines and can be copied.
WIDE = 4000
#: Number of facts that were not chosen that are shown; JSON has all of them.
SHOWN = 8
#: Kinds of evidence that have an address.
PLACES = ("source", "filing", "fact", "document")


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
            explanation = explain(con, table, where, column, Lineage.of(home))
    except (CannotExplain, BrokenDbtProject) as fault:
        console(stderr=True).print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(explanation), default=str, indent=2, ensure_ascii=False))
    else:
        Console(width=WIDE).print(_tree(explanation), highlight=False)
    return 0


def printed(explanation: Explanation) -> str:
    """The explanation as `tributary explain` prints it, without colours."""
    plain = Console(width=WIDE, color_system=None)
    with plain.capture() as captured:
        plain.print(_tree(explanation), highlight=False)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _tree(explanation: Explanation) -> Tree:
    title = Text.assemble((explanation.what, "bold"), " = ", (_amount(explanation), "bold green"))
    if explanation.description:
        title.append(f"\n{' '.join(explanation.description.split())}", style="dim")
    tree = Tree(title)
    _add_rule(tree, explanation)
    if explanation.curated:
        _add_curated(tree, explanation.curated)
    for operand in explanation.operands:
        tree.add(_tree(operand))
    for fact in explanation.facts:
        _add_fact(tree, fact)
    cited: set[str] = set()
    for group in explanation.groups:
        _add_group(tree, group, cited)
    for evidence in explanation.evidence:
        _add_evidence(tree, evidence, cited)
    _add_not_chosen(tree, explanation.not_chosen)
    if explanation.versions:
        versions = tree.add(Text("versions"))
        for version in explanation.versions:
            stated = version["derivation"] if version["value_usd"] is not None else version["null_reason"]
            versions.add(Text(f"from {version['known_at']}: {_usd(version['value_usd'])}  {stated}{_filing(version)}"))
    return tree


def _add_rule(tree: Tree, explanation: Explanation) -> None:
    """The row, the unit, how the number is computed, and why there is none."""
    if explanation.key:
        tree.add(Text(f"row: {_key_text(explanation.key)}"))
    if explanation.unit:
        tree.add(Text(f"unit: {explanation.unit}"))
    if explanation.sql_files:
        rule = tree.add(Text(f"computed in {', '.join(explanation.sql_files)}"))
        for sentence in re.split(r"(?<=[.]) +(?=[A-Z`])", explanation.rule):
            rule.add(Text(sentence, style="dim"))
    if explanation.null_reason:
        code = f" ({explanation.null_reason_code})" if explanation.null_reason_code else ""
        tree.add(Text(f"no figure: {explanation.null_reason}{code}", style="yellow"))
    for need in explanation.needed:
        tree.add(Text(f"needed: {need}", style="yellow"))
    if explanation.caveat:
        tree.add(Text(f"mind: {explanation.caveat}", style="yellow"))
    if explanation.formula:
        tree.add(Text(f"= {explanation.formula}"))
    if explanation.row_values:
        tree.add(Text("from this row: " + _values_text(explanation.row_values, {})))


def _add_not_chosen(tree: Tree, not_chosen: list[Row]) -> None:
    if not not_chosen:
        return
    others = tree.add(Text(f"not chosen, of {len(not_chosen)} other facts"))
    for fact in not_chosen[:SHOWN]:
        others.add(
            Text(
                f"{_usd(fact['value_usd'])}  {fact['slot']}{_place(fact)}, {fact['form']} "
                f"{fact['accession']}, known {_day(fact['known_at'])}: {fact['why']}"
            )
        )
    if len(not_chosen) > SHOWN:
        others.add(Text(f"and {len(not_chosen) - SHOWN} more: --json", style="dim"))


def _add_group(tree: Tree, group: InputGroup, cited: set[str]) -> None:
    """The input rows of one table, each with its key, values and evidence; what is given above is not repeated."""
    count = f"{group.row_count:,} row{'s' if group.row_count != 1 else ''}"
    branch = tree.add(Text.assemble((group.table, "bold"), f": {count} {group.relation}".rstrip()))
    for row in group.rows:
        _add_row(branch, row, cited)
    if group.row_count > len(group.rows):
        branch.add(Text(f"and {group.row_count - len(group.rows):,} more", style="dim"))


def _add_row(tree: Tree, row: InputRow, cited: set[str]) -> None:
    reason = f" ({row.null_reason})" if row.null_reason else ""
    repeated = "  (see above)" if row.is_repeated else ""
    line = f"{_key_text(row.key)}: {_values_text(row.values, row.units)}{reason}{repeated}"
    branch = tree.add(Text(line))
    for group in row.groups:
        _add_group(branch, group, cited)
    for evidence in row.evidence:
        _add_evidence(branch, evidence, cited)


def _add_evidence(tree: Tree, evidence: Evidence, cited: set[str]) -> None:
    """A filing, fact, source or curated row; its title and address once."""
    mark = f"{evidence.kind} {evidence.name}"
    text = mark
    if evidence.kind not in ("source", "filing") or mark not in cited:
        text += f": {evidence.text}" if evidence.text else ""
        text += f", known {evidence.date}" if evidence.date else ""
        text += f", {evidence.url or 'no address is known'}" if evidence.kind in PLACES else ""
    cited.add(mark)
    tree.add(Text(text))


def _key_text(key: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in key.items())


def _values_text(values: Row, units: dict[str, str]) -> str:
    return ", ".join(f"{name} {_number(value, name, units.get(name, ''))}" for name, value in values.items())


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
    branch = tree.add(Text(f"curated: {row['file']}, row {row['scenario_id']}, source {row['source_id']}"))
    branch.add(Text(str(row["note"])))
    publisher = f", {row['publisher']}" if row["publisher"] else ""
    branch.add(Text(f"{row['source_title']}{publisher}: {row['source_url'] or 'no address is known'}"))


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
    is_money = explanation.what.endswith("_usd") or explanation.facts
    if is_money and isinstance(explanation.value, Decimal) and not explanation.what.endswith("_share"):
        return _usd(explanation.value)
    return _number(explanation.value, explanation.what.rpartition(".")[2], explanation.unit)


def _number(value: object, name: str, unit: str) -> str:
    """A value as text: money with its currency, years and positions without separators."""
    if value is None:
        return "null"
    if isinstance(value, Decimal):
        return _usd(value) if name.endswith("_usd") else _plain(value)
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if re.match(r"((fiscal|calendar) )?year", unit) or name.endswith("year") else f"{value:,}"
    return str(value)


def _usd(amount: Decimal | None) -> str:
    return "null" if amount is None else f"{amount:,.2f}".removesuffix(".00") + " USD"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _day(moment: object) -> str:
    return str(moment)[:10]
