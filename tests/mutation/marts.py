# ruff: noqa: S608 - SQL of our own, on our own copy
"""What goes wrong with marts between dbt and readers, and what changes without harm. SQL for the build file."""

from __future__ import annotations

from tests.mutation.harness import Mutation

HISTORY = "assert_mart_values_match_value_history"
SUMMARY, CURATED = "assert_summaries_match_detail", "assert_curated_values_unchanged"
DRAWS, EVIDENCE = "assert_percentiles_match_draws", "assert_claim_measures_match_evidence"
COMPLETE = "assert_yield_rows_complete"
#: One row: NVIDIA's R&D of a quarter; and its revenue in China.
A_QUARTER = "ticker = 'NVDA' and fiscal_year = 2025 and fiscal_quarter = 2"
A_YEAR = "ticker = 'NVDA' and fiscal_year = 2024 and fiscal_quarter is null"

HARM = [
    Mutation(name, "marts", sql, caught_by)
    for name, sql, caught_by in [
        ("a value in thousands",
         f"update rnd.rnd_expense set rnd_expense_usd = rnd_expense_usd / 1000 where {A_QUARTER}",
         ("rnd.rnd_expense", "assert_no_reversed_magnitude_jump")),
        ("two years in thousands",
         "update rnd.rnd_expense set rnd_expense_usd = rnd_expense_usd / 1000 where ticker = 'NVDA'"
         " and fiscal_quarter is null and fiscal_year in (2023, 2024)",
         ("rnd.rnd_expense", "assert_no_reversed_magnitude_jump")),
        ("the newest quarter in thousands",
         "update rnd.rnd_expense set rnd_expense_usd = rnd_expense_usd / 1000 where ticker = 'NVDA'"
         " and period_end = (select max(period_end) from rnd.rnd_expense where ticker = 'NVDA'"
         " and rnd_expense_usd is not null)",
         ("rnd.rnd_expense", "assert_no_reversed_magnitude_jump")),
        ("a half-year's dates put at a quarter",
         f"update rnd.rnd_expense set period_start = period_end - 181 where {A_QUARTER}",
         ("rnd.rnd_expense", "assert_period_length_plausible")),
        ("a sign flipped", f"update rnd.rnd_expense set rnd_expense_usd = -rnd_expense_usd where {A_QUARTER}",
         ("rnd.rnd_expense", "assert_rnd_expense_positive")),
        ("a quarter of research lost", f"update rnd.rnd_expense set rnd_expense_usd = 0 where {A_QUARTER}",
         ("rnd.rnd_expense", "assert_rnd_expense_positive")),
        ("a quarter's value put in the year",
         "update rnd.rnd_expense set rnd_expense_usd = (select rnd_expense_usd from rnd.rnd_expense"
         f" where {A_QUARTER}) where {A_YEAR}", ("levy.china_revenue", HISTORY)),
        ("a part taken for the whole of a year",
         "update ops.value_history set value_usd = value_usd / 3 where ticker = 'NVDA' and metric = 'rnd_expense'"
         " and slot = 'FY' and fiscal_year = 2024 and geography = 'total'",
         ("ops.value_history", "assert_annual_totals_fit")),
        ("a quarter's dates put at the year",
         f"update rnd.rnd_expense set period_start = period_end - 90 where {A_YEAR}",
         ("rnd.rnd_expense", "assert_period_length_plausible")),
        ("the China rows of a company dropped", "delete from levy.china_revenue where ticker = 'NVDA'",
         ("ops.refresh", "assert_published_rows_kept")),
        ("the supply of a year dropped", "delete from capacity.accelerator_supply where year = 2026",
         ("ops.refresh", "assert_published_rows_kept")),
        ("a headline that moved without evidence",
         "insert into ops.changes by name select build_id, 'b0' as from_build_id,"
         " 'levy.levy_to_date: x' as headline_id, 'levy_usd' as measure,"
         " 'Levy so far' as headline, 'levy.levy_to_date' as table_name, 'USD' as unit,"
         " 305e6 as value_before, 8.3e6 as value, true as is_beyond_tolerance, 'edited_row' as cause_code,"
         " 'rate_share 0.15 → 0.015' as causes, false as is_explained, true as stops_publication"
         " from ops.refresh where is_current",
         ("ops.changes", "assert_headlines_explained")),
        ("China and another place swapped in the newest report",
         "update intermediate.int_china_ranks set accession = 'new', china_rank = 2, china_rank_before = 3",
         ("levy.china_revenue", "assert_china_ranks_unchanged")),
        ("a published filing that is listed no longer",
         "insert into landing.published_filings values ('0001045810', '0001045810-22-999999')",
         ("ops.refresh", "assert_no_withdrawn_filing")),
        ("the levy of one quarter dropped",
         f"delete from levy.levy_due where scenario_id = 'article' and {A_QUARTER}",
         ("levy.levy_due", "assert_levy_due_for_each_china_revenue")),
        ("a basis silently mixed",
         "update levy.china_revenue set geography_basis = 'customer_headquarters'"
         f" where {A_YEAR} and geography_basis = 'billing_location' and version = 'first_reported'",
         ("levy.china_revenue", HISTORY)),
        ("a number made across bases",
         "update ops.metric_facts set geography_basis = 'ship_to' where geography_basis = 'billing_location'",
         ("ops.value_facts", "assert_value_facts_share_geography_basis")),
        ("a filing's rows twice", "insert into ops.metric_facts select * from ops.metric_facts limit 9",
         ("ops.metric_facts", "unique_grain")),
        ("a period shifted by a year", f"update rnd.rnd_expense set period_end = period_end - 364 where {A_QUARTER}",
         ("levy.china_revenue", HISTORY)),
        ("a report before its period", "update rnd.rnd_expense set known_at = known_at - interval '2 years'",
         ("rnd.rnd_expense", "assert_known_at_after_period_end")),
        ("companies swapped",
         "update rnd.rnd_expense set ticker = case ticker when 'AMD' then 'NVDA' else 'AMD' end"
         " where ticker in ('AMD', 'NVDA')", ("levy.china_revenue", HISTORY)),
        ("a column renamed", "alter table rnd.rnd_expense rename column rnd_expense_usd to rnd_usd",
         ("rnd.rnd_expense", "columns_match_contract")),
        ("a column's type changed", "alter table levy.precedents alter column levy type varchar",
         ("levy.precedents", "columns_match_contract")),
        ("a mart emptied", "delete from levy.headline", ("levy.headline", "table_not_empty")),
        ("a mart dropped", "drop table claims.claim_pairs", ("claims.claim_pairs", "columns_match_contract")),
        ("a key lost", "update levy.china_revenue set ticker = null where fiscal_year = 2024",
         ("levy.china_revenue", "not_null")),
        ("a row twice", "insert into levy.levy_due select * from levy.levy_due limit 1",
         ("levy.levy_due", "unique_grain")),
        ("a word that is not known", "update levy.licensed_revenue set destination = 'moon'",
         ("levy.licensed_revenue", "accepted_values")),
        ("a reference that leads nowhere", "update watch.catalysts set claim_id = 'S999' where claim_id is not null",
         ("watch.catalysts", "relationships")),
        ("a claim without a source", "update capacity.yield_evidence set source_id = null",
         ("capacity.yield_evidence", "not_null")),
        ("reasons lost", "update ops.value_history set null_reason = null where value_usd is null",
         ("ops.value_history", "reason_when_null")),
        ("reasons blanked", "update ops.value_history set null_reason = '' where value_usd is null",
         ("ops.value_history", "reason_when_null")),
        ("codes lost", "update ops.value_history set null_reason_code = null where value_usd is null",
         ("ops.value_history", "reason_code_of")),
        ("a code that is not listed", "update rnd.rnd_expense set null_reason_code = 'moon' where null_reason != ''",
         ("rnd.rnd_expense", "reason_code_of")),
        ("yields in percent", "update capacity.yield_consensus set yield_mid_share = yield_mid_share * 100",
         ("capacity.yield_consensus", "share_of_a_whole")),
        ("low above high", "update levy.levy_due set levy_low_usd = levy_high_usd * 2, levy_usd = levy_high_usd",
         ("levy.levy_due", "ascending_columns")),
        ("quantiles out of order", "update capacity.accelerator_supply set units_p5 = units_p95 + 1",
         ("capacity.accelerator_supply", "ascending_columns")),
        ("supply above its limits", "update capacity.accelerator_supply set units_p95 = units_p95 * 10",
         ("capacity.accelerator_supply", "assert_supply_percentiles_within_limits")),
        ("probabilities that exceed one", "update capacity.accelerator_supply set logic_binds_share = 1",
         ("capacity.accelerator_supply", "assert_binding_shares_sum_to_one")),
        ("an upper bound that leaves a product out",
         "update levy.levy_due set levy_high_usd = levy_low_usd, borne_by_company_high_usd = levy_low_usd"
         " where scenario_id = 'as_announced' and levy_high_usd is null",
         ("levy.levy_due", "assert_product_levies_add_up")),
        ("what is announced taken for in force",
         "update levy.product_levies set regime_id = 'us-revenue-share-15' where scenario_id = 'as_in_force'",
         ("levy.product_levies", "assert_only_regimes_in_force_bind")),
        ("a levy at another rate", "update levy.levy_due set levy_usd = levy_usd * 1.01 where scenario_id = 'article'",
         ("levy.levy_due", "assert_levy_equals_rate_times_base")),
        ("a share of something else", "update rnd.rnd_expense set rnd_intensity_share = rnd_intensity_share / 2",
         ("rnd.levy_vs_rnd", "assert_shares_equal_quotients")),
        ("China larger than everything", "update levy.china_revenue set total_revenue_usd = china_revenue_usd / 2",
         ("levy.china_revenue", "assert_china_revenue_within_total_revenue")),
        ("quarters that do not add up",
         "update ops.value_history set value_usd = value_usd * 1.1 where metric = 'rnd_expense' and slot = 'Q3'",
         ("ops.value_history", "assert_quarters_sum_to_fiscal_year")),
        ("a whole company in thousands",
         "update ops.value_history set value_usd = value_usd / 1000 where ticker = 'AVGO'",
         ("ops.value_history", "assert_reported_values_unchanged")),
        ("versions that overlap", "update ops.value_history set known_until = known_until + interval '9 days'",
         ("ops.value_history", "assert_value_versions_contiguous")),
        ("R&D grown sixfold in a year", f"update rnd.rnd_expense set rnd_growth_share = 5 where {A_QUARTER}",
         ("rnd.rnd_expense", "assert_rnd_growth_within_bounds")),
        ("a column that no dictionary has", "delete from ops.columns where column_name = 'levy_usd'",
         ("ops.columns", "assert_columns_listed_in_dictionary")),
        ("knowledge from the future", "update capacity.yield_consensus set newest_claim_on = date '2030-01-01'",
         ("capacity.yield_consensus", "assert_consensus_claims_known_by_as_of")),
        ("a headline in thousands", "update levy.headline set revenue_usd = revenue_usd / 1000 where ticker = 'NVDA'",
         ("levy.headline", SUMMARY)),
        ("a headline's levy at a fifteenth", "update levy.headline set levy_usd = levy_usd / 15",
         ("levy.headline", SUMMARY)),
        ("companies swapped in the comparison with R&D",
         "update rnd.levy_vs_rnd set ticker = case ticker when 'AMD' then 'NVDA' else 'AMD' end"
         " where ticker in ('AMD', 'NVDA')", ("levy.headline", SUMMARY)),
        ("a regime's rate in percent", "update levy.regimes set rate_share = rate_share * 100",
         ("levy.licensed_revenue", CURATED)),
        ("documented revenue a thousandfold",
         "update levy.licensed_revenue set licensed_revenue_low_usd = licensed_revenue_low_usd * 1000,"
         " licensed_revenue_usd = licensed_revenue_usd * 1000,"
         " licensed_revenue_high_usd = licensed_revenue_high_usd * 1000", ("levy.licensed_revenue", CURATED)),
        ("a catalyst's date shifted", "update watch.catalysts set due_to = due_to + 30",
         ("levy.licensed_revenue", CURATED)),
        ("a scenario lost", "delete from capacity.accelerator_supply where scenario_id = 'base'",
         ("capacity.accelerator_supply", "assert_scenario_years_complete")),
        ("a year lost", "delete from capacity.substitution where year = (select max(year) from capacity.substitution)",
         ("capacity.accelerator_supply", "assert_scenario_years_complete")),
        ("a report from the future", "update levy.china_revenue set known_at = timestamp '2100-01-01'",
         ("ops.refresh", "assert_known_at_before_refresh_start")),
        ("memory a thousandfold",
         "update capacity.accelerator_supply set units_memory_p5 = units_memory_p5 * 1000,"
         " units_memory_p50 = units_memory_p50 * 1000, units_memory_p95 = units_memory_p95 * 1000",
         ("capacity.accelerator_supply", DRAWS)),
        ("a median a fifth too high", "update capacity.accelerator_supply set units_logic_p50 ="
         " least(units_logic_p50 * 1.2, units_logic_p95) where scenario_id = 'base'",
         ("capacity.accelerator_supply", DRAWS)),
        ("a source that nobody can look up", "update levy.regimes set source_id = 'nowhere'",
         ("ops.citations", "assert_sources_in_citations")),
        ("a citation lost", "delete from ops.citations where source_id = 'article-2025-08'",
         ("ops.citations", "assert_sources_in_citations")),
        ("twelve months doubled",
         "update rnd.rnd_expense set rnd_expense_ttm_usd = rnd_expense_ttm_usd * 2 where ticker = 'QCOM'",
         ("rnd.rnd_expense", "assert_rnd_ttm_equals_four_quarters")),
        ("a company that bears more than the levy",
         "update levy.levy_due set borne_by_company_usd = levy_usd * 1.5,"
         " borne_by_company_high_usd = levy_high_usd * 1.5 where scenario_id = 'article'",
         ("levy.levy_due", "assert_borne_by_company_within_levy")),
        ("findings of claims a thousandfold",
         "update claims.claim_measures set found_low = found_low * 1000, found_value = found_value * 1000,"
         " found_high = found_high * 1000 where measure = 'levy_on_china_revenue'",
         ("claims.claim_measures", EVIDENCE)),
        ("a finding of a claim at half", "update claims.claim_measures set found_low = found_low / 2"
         " where measure = 'finding'", ("claims.claim_measures", EVIDENCE)),
        ("what was found on claims a thousandfold",
         "update claims.article_claims set found_low = found_low * 1000, found_value = found_value * 1000,"
         " found_high = found_high * 1000", ("claims.claim_measures", EVIDENCE)),
        ("a claim that was never made", "update claims.article_claims set stated_low = stated_low * 2,"
         " stated_value = stated_value * 2, stated_high = stated_high * 2", ("levy.licensed_revenue", CURATED)),
        ("a headline that says nothing of its evidence",
         "delete from ops.evidence_quality where table_name = 'levy.headline'",
         ("ops.evidence_quality", "assert_headlines_have_evidence_quality")),
        ("a verdict that its history has not", "update claims.article_claims set verdict = 'supported'"
         " where verdict = 'overstated'", ("claims.article_claims", "assert_current_verdict_is_newest")),
        ("an estimate lost", "delete from capacity.yield_evidence where foundry = 'SMIC' and claim_id in"
         " (select max(claim_id) from capacity.yield_evidence where foundry = 'SMIC')",
         ("levy.licensed_revenue", CURATED)),
        ("documented revenue lost", "delete from levy.licensed_revenue where chip_id = 'h20_96gb'",
         ("levy.licensed_revenue", CURATED)),
        ("good dies a thousandfold dearer", "update capacity.die_economics set cost_per_good_die_low_usd ="
         " cost_per_good_die_low_usd * 1000, cost_per_good_die_mid_usd = cost_per_good_die_mid_usd * 1000,"
         " cost_per_good_die_high_usd = cost_per_good_die_high_usd * 1000",
         ("capacity.die_economics", "assert_die_and_package_costs_match_inputs")),
        ("a package cheaper than its parts", "update capacity.package_economics set cost_per_package_low_usd ="
         " cost_per_package_low_usd / 1000", ("capacity.die_economics", "assert_die_and_package_costs_match_inputs")),
        ("packages at half their cost", "update capacity.package_economics set cost_per_package_low_usd ="
         " cost_per_package_low_usd / 2, cost_per_package_mid_usd = cost_per_package_mid_usd / 2,"
         " cost_per_package_high_usd = cost_per_package_high_usd / 2",
         ("capacity.die_economics", "assert_die_and_package_costs_match_inputs")),
        ("a day of a consensus lost", "delete from capacity.yield_consensus where product = 'Ascend 910C'"
         " and as_of = (select min(as_of) from capacity.yield_consensus where product = 'Ascend 910C')",
         ("capacity.yield_consensus", COMPLETE)),
        ("a yield model lost", "delete from capacity.yield_normalised where yield_model = 'seeds'",
         ("capacity.yield_consensus", COMPLETE)),
        ("a die without a cost", "delete from capacity.die_economics where die_id = 'ga100' and foundry = 'SMIC'",
         ("capacity.yield_consensus", COMPLETE)),
        ("packages of untested dies lost", "delete from capacity.package_economics where not is_known_good_die",
         ("capacity.yield_consensus", COMPLETE)),
        ("contradictions kept quiet", "delete from capacity.yield_conflicts where verdict = 'internal_contradiction'",
         ("capacity.yield_consensus", COMPLETE)),
        ("a yield on a common die a tenth too low", "update capacity.yield_consensus set"
         " yield_on_100mm2_mid_share = yield_on_100mm2_mid_share * 0.9",
         ("capacity.yield_evidence", "assert_yield_matches_defect_density")),
        ("an interval the wrong way round", "update capacity.yield_conflicts set interval_low = interval_high,"
         " interval_high = interval_low", ("capacity.yield_conflicts", "ascending_columns")),
        ("a conflict of claims kept quiet", "update capacity.yield_consensus set is_in_conflict = false"
         " where scope = 'node' and is_current and is_in_conflict",
         ("capacity.yield_consensus", "assert_consensus_conflicts_match_pairs")),
        ("an assumption called evidence", "update capacity.accelerator_supply set most_sensitive_rests_on = 'evidence'"
         " where most_sensitive_rests_on = 'assumption_alone'",
         ("capacity.accelerator_supply", "assert_supply_sensitivity_names_assumptions")),
        ("revenue set beside nothing", "delete from capacity.supply_checks where revenue_usd is not null",
         ("capacity.supply_checks", "assert_supply_claims_checked")),
        ("all outside estimates below the median", "update capacity.accelerator_supply set outside_below_median_count ="
         " outside_claimant_count", ("capacity.accelerator_supply", "assert_outside_estimates_on_both_sides")),
        ("an input above its bounds", "update capacity.supply_inputs set mode = high * 2",
         ("capacity.supply_inputs", "ascending_columns")),
        ("imports below their bounds", "update capacity.substitution set imported_units_point = 1"
         " where imported_units_low > 1", ("capacity.substitution", "ascending_columns")),
        ("two marts that differ on supply", "update capacity.substitution set domestic_units_p50 ="
         " domestic_units_p50 + 1000", ("levy.headline", SUMMARY)),
        ("a levy to date at half", "update levy.levy_to_date set levy_low_usd = levy_low_usd / 2,"
         " levy_usd = levy_usd / 2, levy_high_usd = levy_high_usd / 2", ("levy.headline", SUMMARY)),
        ("a base to date with its bounds swapped", "update levy.levy_to_date set base_low_usd = base_high_usd + 1",
         ("levy.levy_to_date", "ascending_columns")),
        ("revenue with its sign flipped", "update levy.levy_due set revenue_usd = -revenue_usd",
         ("rnd.levy_vs_rnd", "assert_shares_equal_quotients")),
        ("rates in percent", "update levy.product_levies set rate_share = rate_share * 100",
         ("levy.product_levies", "share_of_a_whole")),
        ("sources not listed", "delete from ops.sources where source_kind = 'inline_xbrl'",
         ("ops.sources", "assert_landed_inputs_listed")),
        ("coverage cut to its half", "delete from ops.coverage where hash(accession) % 2 = 0",
         ("ops.sources", "assert_landed_inputs_listed")),
    ]
]  # fmt: skip

#: Every table of a company's filings once more, for a company that does not exist.
EXTRA_COMPANY = "; ".join(
    f"insert into {table} select * replace ('ZZZ' as ticker, '0000999999' as cik) from {table} where ticker = 'AMD'"
    for table in (
        "levy.china_revenue", "levy.levy_due", "levy.product_levies", "rnd.rnd_expense", "rnd.levy_vs_rnd",
        "ops.value_history", "ops.value_facts", "ops.metric_facts", "ops.differences", "ops.coverage",
    )
)  # fmt: skip
#: What the levies took so far, with that company's part.
EXTRA_COMPANY += """;
    update levy.levy_to_date as t
    set tickers = t.tickers || ', ZZZ', quarter_count = t.quarter_count + z.quarter_count,
        base_low_usd = t.base_low_usd + z.base_low_usd, base_usd = t.base_usd + z.base_usd,
        base_high_usd = t.base_high_usd + z.base_high_usd, levy_low_usd = t.levy_low_usd + z.levy_low_usd,
        levy_usd = t.levy_usd + z.levy_usd, levy_high_usd = t.levy_high_usd + z.levy_high_usd
    from (
        select scenario_id, count(*) as quarter_count, sum(base_low_usd) as base_low_usd,
            case when count(base_usd) = count(*) then sum(base_usd) end as base_usd,
            sum(base_high_usd) as base_high_usd, arg_max(cumulative_levy_low_usd, period_end) as levy_low_usd,
            max_by(row(cumulative_levy_usd), period_end)[1] as levy_usd,
            arg_max(cumulative_levy_high_usd, period_end) as levy_high_usd
        from levy.levy_due
        where ticker = 'ZZZ' and fiscal_quarter is not null and cumulative_levy_low_usd is not null
        group by scenario_id
    ) as z
    where t.scenario_id = z.scenario_id
"""

HARMLESS = [
    Mutation("untouched", "marts", "select 1", None),
    Mutation("rows in another order", "marts",
             "create or replace table levy.china_revenue as from levy.china_revenue order by hash(period_end)", None),
    Mutation("an extra company", "marts", EXTRA_COMPANY, None),
    Mutation("a filing known a week later", "marts",
             "update rnd.rnd_expense set known_at = known_at + interval '7 days' where fiscal_year = 2025", None),
    Mutation("fewer rows than published in a mart that may shrink", "marts", "delete from ops.geography_members", None),
]  # fmt: skip
