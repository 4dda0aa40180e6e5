"""Single edits of the curated CSV files: slips of a person, and changes without harm.

An edit names the file, the row (a text that only this row has, its cells joined by commas), the column and what is
typed instead. `curated_slips` makes them, in process: loading the files, then the data tests of curated tables.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: What an `Edit` may do to its row, besides typing another value into one column.
REPEAT: Final = "(repeat)"  # the row again, with another value in the column
ADD: Final = "(add)"  # a new row: `value` is its text
SWAP: Final = "(swap)"  # the column's value of this row and that of the row that `value` names
REMOVE: Final = "(remove)"
BOTH: Final = "(both)"  # two columns, their values with a bar between


class Edit(NamedTuple):
    """One edit. `column` may name two columns, whose values are exchanged; `also` adds rows to other files."""

    kind: str
    file: str
    row: str
    column: str
    value: str
    does: str = ""
    also: tuple[tuple[str, str], ...] = ()


NVDA_YEAR = "us-gaap:Revenues,2025-01-27,2026-01-25,srt:"
NVDA_Q1 = "us-gaap:Revenues,2026-01-26,2026-04-26,srt:"
NVDA_HALF = "us-gaap:Revenues,2026-01-26,2026-07-26,srt:"
NVDA_TOTAL = "us-gaap:Revenues,2025-01-27,2026-01-25,,"
AMD_YEAR = "AssessedTax,2023-12-31,2024-12-28,srt:StatementGeographicalAxis,country:CN,6231"
LRCX_SHARE = "us-gaap:ConcentrationRiskPercentage,2025-06-30,2026-06-28"
H20_Q3 = "NVDA,h20_96gb,2026,3,"
MI308 = "AMD,mi308x,2025,4,"
OVERRIDE = "0001045810-26-000021,customer_headquarters"

SLIPS: Final[tuple[Edit, ...]] = (
    Edit("a share ten times too small or large", "levy_regimes", "us-revenue-share-15,US,", "rate_share", "0.015"),
    Edit("a share ten times too small or large", "levy_regimes", "us-section-232-chips-25,", "rate_share", "0.025"),
    Edit("a share ten times too small or large", "levy_regimes", "kr-memory-15,", "rate_share", "0.015"),
    Edit("a share ten times too small or large", "levy_scenarios", "article,The", "rate_share", "0.015"),
    Edit("a share ten times too small or large", "levy_scenarios", "as_announced,", "rate_share", "0.015"),
    Edit("a share ten times too small or large", "levy_scenarios", "article_billing", "rate_share", "0.015"),
    Edit("a share ten times too small or large", "yield_estimates", "Y008,", "point_share", "0.02"),
    Edit("a share ten times too small or large", "yield_estimates", "Y009,", "point_share", "0.005"),
    Edit("a share ten times too small or large", "yield_estimates", "Y030,", "point_share", "0.065"),
    Edit("a share ten times too small or large", "yield_estimates", "Y023,", "d0_high_per_cm2", "0.9"),
    Edit("a share ten times too small or large", "china_share_sightings", "KLAC,2024,", "share_low", "0.0405"),
    Edit("a share ten times too small or large", "precedent_sales", "ASML Holding,2024,FY", "china_share", "0.041"),
    Edit("a share ten times too small or large", "curated_facts", LRCX_SHARE, "value", "0.034"),
    Edit("a share ten times too small or large", "capacity_estimates", "C107,", "low", "0.075"),
    Edit("a share ten times too small or large", "levy_statements", "LS10,", "point", "0.015"),
    Edit("by a thousand", "chips", "h20_141gb,", "memory_bandwidth_gb_per_s", "4.8"),
    Edit("by a thousand", "chips", "h200,", "total_processing_performance", "15832000"),
    Edit("by a thousand", "chips", "h20_96gb,", "price_low_usd", "12"),
    Edit("by a thousand", "levy_regimes", "us-section-232-chips-25,", "scope_windows",
         "14000-17500@4.5-5;20800-21100@5800-6200"),
    Edit("by a thousand", "capacity_estimates", "C064,", "point", "560"),
    Edit("by a thousand", "capacity_estimates", "C085,", "point", "16"),
    Edit("by a thousand", "capacity_estimates", "C021,", "point", "7"),
    Edit("by a thousand", "die_economics_assumptions", "wafer_price,TSMC,7nm", "low", "9.346"),
    Edit("by a thousand", "chip_dies", "gh100,", "area_mm2", "0.814"),
    Edit("by ten", "chip_dies", "ascend_910b_die,", "area_mm2", "66.561"),
    Edit("by ten", "chip_packages", "h100,", "hbm_gb", "800"),
    Edit("by ten", "chip_packages", "ascend_910c,", "dies_per_package", "20"),
    Edit("by ten", "curated_facts", NVDA_YEAR, "value", "1967700000"),
    Edit("by ten", "curated_facts", NVDA_TOTAL, "value", "2159380000000"),
    Edit("by ten", "capacity_estimates", "C006,", "point", "8050000"),
    Edit("by ten", "licensed_revenue", H20_Q3, "low_usd", "4500000"),
    Edit("digits transposed", "curated_facts", NVDA_YEAR, "value", "16977000000"),
    Edit("digits transposed", "curated_facts", NVDA_Q1, "value", "5450000000"),
    Edit("digits transposed", "curated_facts", NVDA_TOTAL, "value", "219538000000"),
    Edit("digits transposed", "curated_facts", AMD_YEAR, "value", "2631000000"),
    Edit("digits transposed", "curated_facts", LRCX_SHARE, "value", "0.43"),
    Edit("digits transposed", "levy_regimes", "us-revenue-share-15,US,", "rate_share", "0.51"),
    Edit("digits transposed", "levy_scenarios", "quarter_share,", "rate_share", "0.52"),
    Edit("digits transposed", "chip_dies", "ascend_910b_die,", "area_mm2", "656.61"),
    Edit("a month for a year", "capacity_estimates", "C021,", "point", "84000"),
    Edit("a month for a year", "capacity_estimates", "C025,", "point", "540000"),
    Edit("a month for a year", "capacity_estimates", "C033,", "point", "360000"),
    Edit("a month for a year", "capacity_estimates", "C038,", "point", "432000"),
    Edit("a month for a year", "capacity_estimates", "C012,", "point", "3600000"),
    Edit("an accession that does not exist", "curated_facts", NVDA_YEAR, "accession", "0001045810-26-000012"),
    Edit("an accession that does not exist", "curated_facts", AMD_YEAR, "accession", "0000002488-52-000012"),
    Edit("an accession that does not exist", "levy_statements", "LS01,", "accession", "0001045810-25-000203"),
    Edit("an accession that does not exist", "geography_basis_overrides", OVERRIDE, "accession",
         "0001045810-26-000012"),
    Edit("an accession that does not exist", "geography_basis_overrides", "", "",
         "0001045810-25-999999,ship_to,Settled by hand,"
         "https://www.sec.gov/Archives/edgar/data/1045810/000104581025999999/x.htm", ADD),
    Edit("known before the period's end", "licensed_revenue", MI308, "known_on", "2025-11-03"),
    Edit("known before the period's end", "licensed_revenue", "NVDA,h200,2027,2", "known_on", "2026-05-26"),
    Edit("known before the period's end", "levy_statements", "LS05,", "known_on", "2025-09-19"),
    Edit("known before the period's end", "capacity_estimates", "C094,", "known_date", "2026-03-01"),
    Edit("known before the period's end", "curated_facts", NVDA_YEAR, "filed", "2026-01-20"),
    Edit("known before the period's end", "yield_estimates", "Y023,", "known_date", "2019-08-01"),
    Edit("a date out of order or of another year", "licensed_revenue", H20_Q3, "period_start", "2025-11-28"),
    Edit("a date out of order or of another year", "licensed_revenue", H20_Q3, "period_end", "2026-10-26"),
    Edit("a date out of order or of another year", "licensed_revenue", H20_Q3, "known_on", "2205-11-19"),
    Edit("a date out of order or of another year", "levy_regimes", "us-revenue-share-15,US,", "effective_from",
         "2052-08-11"),
    Edit("a date out of order or of another year", "levy_scenarios", "as_announced,", "effective_from", "2026-08-11"),
    Edit("a date out of order or of another year", "curated_facts", NVDA_YEAR, "period_start", "2026-01-20"),
    Edit("a date out of order or of another year", "curated_facts", NVDA_Q1, "filed", "2062-05-20"),
    Edit("a date out of order or of another year", "capacity_estimates", "C013,", "period_end", "2062-12-31"),
    Edit("a date out of order or of another year", "claim_evidence", "S009-1,", "as_of", "2052-08-21"),
    Edit("a date out of order or of another year", "levy_statements", "LS17,", "period_end", "2026-04-27"),
    Edit("a day or month swapped", "former_ciks", "0001649338", "until", "2108-04-04"),
    Edit("an id that does not exist", "licensed_revenue", MI308, "chip_id", "mi380x"),
    Edit("an id that does not exist", "levy_scenarios", "as_announced,", "regime_id", "us-revenue-share-51"),
    Edit("an id that does not exist", "yield_estimates", "Y008,", "source_id", "reuters-910c-2042-11"),
    Edit("an id that does not exist", "levy_statements", "LS01,", "ticker", "NVAD"),
    Edit("an id that does not exist", "supply_assumptions", "base,2025,ai_wafers", "mode", "C210"),
    Edit("an id that does not exist", "china_share_sightings", "KLAC,2024,", "ticker", "KLCA"),
    Edit("an id that does not exist", "former_ciks", "0001058057", "ticker", "MVRL"),
    Edit("an id that does not exist", "metric_concepts", "us-gaap:SalesRevenueNet,", "ticker", "NVAD"),
    Edit("an id that does not exist", "claim_checks", "S022-c1,", "subject_id", "ascend_901_series"),
    Edit("an id that does not exist", "claim_checks", "S026-c1,", "foundry", "SMCI"),
    Edit("an id that does not exist", "curated_facts", NVDA_YEAR, "concept", "us-gaap:Revenue"),
    Edit("an id that does not exist", "curated_facts", NVDA_YEAR, "member", "nvda:ChinaIncludingHongKongMembre"),
    Edit("a sign", "curated_facts", NVDA_YEAR, "value", "-19677000000"),
    Edit("a sign", "licensed_revenue", H20_Q3, "low_usd", "-45000000"),
    Edit("a sign", "capacity_estimates", "C006,", "point", "-805000"),
    Edit("a sign", "curated_facts", NVDA_YEAR, "decimals", "6"),
    Edit("a unit", "curated_facts", NVDA_YEAR, "value", "19677"),
    Edit("a unit", "licensed_revenue", MI308, "high_usd", "390000000000"),
    Edit("a unit", "licensed_revenue", "NVDA,h200,2027,2", "high_usd", "890"),
    Edit("a unit", "capacity_estimates", "C020,", "point", "7.5"),
    Edit("a unit", "capacity_estimates", "C021,", "unit", "wafers"),
    Edit("a unit", "levy_statements", "LS17,", "unit", "share"),
    Edit("a unit", "precedent_sales", "Tokyo Electron,2026,Q1", "china_sales", "212100"),
    Edit("a unit", "article_claims", "S015,", "stated_value", "18"),
    Edit("a currency", "curated_facts", NVDA_YEAR, "unit", "EUR"),
    Edit("a currency", "precedent_sales", "ASML Holding,2025,FY", "currency", "JPY"),
    Edit("a currency", "capacity_estimates", "C019,", "unit", "cny"),
    Edit("a company mixed up", "companies", "NVDA,", "cik", "0000002488", SWAP),
    Edit("a company mixed up", "companies", "NVDA,", "ticker", "AMD,", SWAP),
    Edit("a company mixed up", "companies", "INTC,", "cik", "0000050836"),
    Edit("a company mixed up", "curated_facts", NVDA_YEAR, "cik", "0000002488"),
    Edit("a company mixed up", "licensed_revenue", MI308, "ticker", "NVDA"),
    Edit("a row twice", "yield_estimates", "Y008,", "claim_id", "Y908", REPEAT),
    Edit("a row twice", "capacity_estimates", "C006,", "claim_id", "C906", REPEAT),
    Edit("a row twice", "levy_statements", "LS05,", "statement_id", "LS95", REPEAT),
    Edit("a row twice", "curated_facts", NVDA_YEAR, "note", "again", REPEAT),
    Edit("a row twice", "sources", "reuters-910c-2024-11,", "source_id", "reuters-910c-again", REPEAT),
    Edit("low and high swapped", "licensed_revenue", H20_Q3, "low_usd,high_usd", ""),
    Edit("low and high swapped", "yield_estimates", "Y015,", "low_share,high_share", ""),
    Edit("low and high swapped", "levy_scenarios", "as_announced,", "pass_through_low_share,pass_through_high_share",
         ""),
    Edit("an empty cell", "licensed_revenue", H20_Q3, "known_on", ""),
    Edit("an empty cell", "levy_scenarios", "article,The", "rate_share", ""),
    Edit("an empty cell", "yield_estimates", "Y008,", "point_share", ""),
    Edit("an empty cell", "licensed_revenue", MI308, "low_usd", ""),
    Edit("an empty cell", "capacity_estimates", "C006,", "point", ""),
    Edit("a confidence better than its source", "yield_estimates", "Y008,", "confidence", "document"),
    Edit("a confidence better than its source", "chips", "a100_80gb,", "confidence", "mixed"),
    Edit("a confidence better than its source", "yield_estimates", "Y001,", "confidence", "secondary"),
    Edit("a confidence better than its source", "levy_regimes", "kr-memory-15,", "confidence", "mixed"),
    Edit("a rate that is not its regime's", "levy_scenarios", "as_announced,", "rate_share", "0.25"),
    Edit("a rate that is not its regime's", "levy_regimes", "us-revenue-share-20,", "rate_share", "0.3"),
    Edit("a rate that is not its regime's", "levy_scenarios", "as_announced,", "regime_id", "us-revenue-share-20"),
    Edit("a rate that is not its label's", "levy_scenarios", "article,The", "rate_share", "0.25"),
    Edit("a source without an address", "sources", "nvda-10k-fy2026,", "url", ""),
    Edit("a source without an address", "sources", "nvda-10q-2025-11-19,", "url", "www.sec.gov/Archives"),
    Edit("a source without an address", "sources", "nvda-10k-fy2026,", "url",
         "https://www.sec.gov/Archives/edgar/data/1045810/000104581026000012/nvda-20260125.htm"),
    Edit("characters that look alike", "yield_estimates", "Y008,", "foundry", "SM\u0406C"),
    Edit("characters that look alike", "levy_regimes", "us-revenue-share-15,US,", "tickers", "NVDA;\u0410MD"),
    Edit("characters that look alike", "capacity_estimates", "C006,", "subject_id", "ascend_910_seri\u0435s"),
    Edit("characters that look alike", "curated_facts", NVDA_YEAR, "value", "\uff11\uff19677000000"),
    Edit("characters that look alike", "licensed_revenue", "NVDA,h20_96gb,2026,4", "low_usd", "\u22121"),
    Edit("white space", "yield_estimates", "Y008,", "claimant_group", "reu\u00a0ters"),
    Edit("white space", "yield_estimates", "Y008,", "foundry", "SMIC\u200b"),
    Edit("white space", "capacity_estimates", "C006,", "subject", "Huawei  Ascend 910 series"),
    Edit("a name spelled differently", "yield_estimates", "Y008,", "foundry", "Smic"),
    Edit("a name spelled differently", "yield_estimates", "Y012,", "claimant_group", "Morgan-Stanley"),
    Edit("quoting of the CSV", "curated_facts", NVDA_YEAR, "value", "19,677,000,000"),
    Edit("quoting of the CSV", "levy_regimes", "us-section-232-broad,", "note",
         "(raw)\"Broader chip tariffs, signalled"),
    Edit("quoting of the CSV", "levy_regimes", "us-section-232-broad,", "note", "(raw)Broader chip tariffs, signalled"),
    Edit("quoting of the CSV", "yield_estimates", "Y008,", "note", "(raw)Unnamed people\" in the industry"),
    Edit("a figure read wrong twice", "curated_facts", "2025-01-27,2026-01-25,,,215", "value,typed_again",
         "219538000000|219538", BOTH),
    Edit("a figure read wrong twice", "curated_facts", NVDA_Q1, "value,typed_again", "5450000000|5450", BOTH),
    Edit("a figure read wrong twice", "curated_facts", "AssessedTax,2024-12-29,2025-12-27,srt:", "value,typed_again",
         "77510000000|77510", BOTH),
    Edit("a figure typed once", "curated_facts", NVDA_YEAR, "typed_again", ""),
    Edit("a rate that no statement gives", "levy_regimes", "us-section-232-chips-25,", "rate_share", "0.35"),
    Edit("a company mixed up", "companies", "MPWR,", "cik", "SWKS,", SWAP),
    Edit("a form or day of another filing", "curated_facts",
         "RevenueFromContractWithCustomerExcludingAssessedTax,2024-01-01,2024-12-31,srt:", "filed", "2025-02-24"),
    Edit("a row lost", "sources", "reuters-910c-2024-11,", "", "", REMOVE),
    Edit("a row lost", "levy_regimes", "us-revenue-share-15,US,", "", "", REMOVE),
    Edit("a row lost", "supply_scenarios", "no_die_bank,", "", "", REMOVE),
)  # fmt: skip

NEW_SOURCE = ("sources", "new-press-2026,A new report,A newspaper,https://example.com/report,secondary,,")
NEW_FILING = (
    "sources",
    "amd-10q-new,AMD Form 10-Q,EDGAR,https://www.sec.gov/Archives/edgar/data/2488/000000248826000200/x.htm,primary,,",
)

HARMLESS: Final[tuple[Edit, ...]] = (
    Edit("a new source", *NEW_SOURCE[:1], "", "", NEW_SOURCE[1], ADD),
    Edit("a new source in Chinese", "sources", "", "",
         "zh-2026,昇腾芯片产量,财新,https://example.cn/a,secondary,,", ADD),
    Edit("a new source in Russian", "sources", "", "",
         "ru-2026,Обзор рынка чипов,Газета,https://example.ru/a,secondary,,", ADD),
    Edit("a public note without address", "sources", "", "",
         "notes-2026,Notes of November 2026,Public notes,,secondary,,", ADD),
    Edit("a yield that differs by half", "yield_estimates", "Y010,", "point_share", "0.6"),
    Edit("a yield that differs by two", "yield_estimates", "Y008,", "point_share", "0.1"),
    Edit("a low claim of another source", "yield_estimates", "", "",
         "Y101,SMIC,N+2,7nm,Ascend 910C,ai_accelerator,ascend_910c,,unspecified,estimate,,none,0.12,,none,,,"
         "2026-06-01,month,2026-06-01,month,A newspaper,newspaper,2,,new-press-2026,secondary", ADD, (NEW_SOURCE,)),
    Edit("a high claim of another source", "yield_estimates", "", "",
         "Y102,SMIC,N+2,7nm,any,unspecified,,,unspecified,rumour,,none,0.92,,none,,,"
         "2026-06-01,month,2026-06-01,month,A newspaper,newspaper,1,,new-press-2026,secondary", ADD, (NEW_SOURCE,)),
    Edit("a claim about another foundry", "yield_estimates", "", "",
         "Y103,Hua Hong,7nm,7nm,any,unspecified,,,unspecified,rumour,,none,0.3,,none,,,"
         "2026-06-01,month,2026-06-01,month,A newspaper,newspaper,1,,new-press-2026,secondary", ADD, (NEW_SOURCE,)),
    Edit("a defect density of another process", "yield_estimates", "", "",
         "Y104,SMIC,N+2,7nm,process,process,,,defect_density,estimate,,none,,,none,0.14,0.3,"
         "2026-06-01,month,2026-06-01,month,A newspaper,newspaper,2,,new-press-2026,secondary", ADD, (NEW_SOURCE,)),
    Edit("a capacity a third higher", "capacity_estimates", "C025,", "point", "60000"),
    Edit("a capacity of half", "capacity_estimates", "C012,", "point", "150000"),
    Edit("a forecast of twice the output", "capacity_estimates", "C013,", "point", "1200000"),
    Edit("a new claim on output", "capacity_estimates", "", "",
         "C901,accelerator_output,ascend_910c,Huawei Ascend 910C,packages,Packages made,,none,450000,,none,chips,2025,"
         "2025-01-01,2025-12-31,estimate,A newspaper,newspaper,2026-06-01,day,2,,new-press-2026,secondary", ADD,
         (NEW_SOURCE,)),
    Edit("a claim on a new subject", "capacity_estimates", "", "",
         "C902,accelerator_output,kunlun,Baidu Kunlun,packages,Packages made,,none,90000,,none,chips,2026,"
         "2026-01-01,2026-12-31,forecast,A newspaper,newspaper,2026-06-01,day,2,,new-press-2026,secondary", ADD,
         (NEW_SOURCE,)),
    Edit("a forecast made before its year ends", "capacity_estimates", "C079,", "known_date", "2026-02-01"),
    Edit("a claim found empty", "capacity_estimates", "", "",
         "C903,hbm_wafer_capacity,ymtc_hbm,YMTC,hbm_wafers,Looked for,,none,,,none,wafers_per_month,2026,,,not_found,"
         "Look-ups,look-ups,,,1,,look-ups-2026-11,none_found", ADD),
    Edit("a new scenario without a regime", "levy_scenarios", "", "",
         "what_if_30,What if 30 %: of licensed revenue,0.3,licensed_revenue,not_applicable,,2025-08-11,0,0,0.5,"
         "An assumption,,lawfare-chip-export-fees,derived", ADD),
    Edit("a new scenario of a regime", "levy_scenarios", "", "",
         "first_ask_again,The first ask without pass-through,0.2,licensed_revenue,not_applicable,us-revenue-share-20,"
         "2025-08-11,0,0,0,An assumption,,ft-15pct-2025-08,secondary", ADD),
    Edit("a label without a rate", "levy_scenarios", "quarter_share,", "label", "A quarter of licensed revenue"),
    Edit("another pass-through", "levy_scenarios", "as_announced,", "pass_through_high_share", "0.8"),
    Edit("a hypothetical regime of 10 %", "levy_regimes", "kr-memory-15,", "rate_share", "0.1"),
    Edit("a new hypothetical regime", "levy_regimes", "", "",
         "tw-foundry-30,TW,none,revenue_share,0.3,no,china_sales,,,,,,hypothetical,,,allied-levy-search-2026-11,"
         "none_found", ADD),
    Edit("a regime that begins next year", "levy_regimes", "us-section-232-broad,", "effective_from", "2027-07-01"),
    Edit("a regime ends", "levy_regimes", "us-section-232-chips-25,", "effective_to", "2026-12-31"),
    Edit("a new chip", "chips", "", "", "b40,B40,NVIDIA,imported,4992,1800,8000,10000,,general-knowledge,memory", ADD),
    Edit("a phone chip's die", "chip_dies", "", "",
         "kirin,Kirin 9010,SMIC,N+2,7nm,118.4,10.7,11.07,,,general-knowledge,memory", ADD),
    Edit("a price that falls by a third", "chips", "h20_96gb,", "price_low_usd", "8000"),
    Edit("a chip with twice the bandwidth", "chips", "ascend_960,", "memory_bandwidth_gb_per_s", "19200"),
    Edit("a quarter without sales", "licensed_revenue", "", "",
         "AMD,mi308x,2026,2,2026-03-29,2026-06-27,china,yes,,0,0,0,reported,2026-08-05,None,amd-10q-2026-08-05,document",
         ADD),
    Edit("guidance before the quarter ends", "licensed_revenue", "", "",
         "AMD,mi308x,2026,3,2026-06-28,2026-09-26,china,yes,,0,150000000,200000000,guidance,2026-08-05,Guided,"
         "amd-10q-2026-08-05,document", ADD),
    Edit("a bound moved", "licensed_revenue", H20_Q3, "low_usd", "40000000"),
    Edit("a small sale", "licensed_revenue", "NVDA,h200,2027,2", "high_usd", "90000000"),
    Edit("a new fact of a new filing", "curated_facts", "", "",
         "0000002488,0000002488-26-000200,10-Q,2026-11-04,,us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax,"
         "2026-06-28,2026-09-26,,,12400000000,USD,-6,document,amd-10q-new,,12400", ADD, (NEW_FILING,)),
    Edit("a loss", "curated_facts", "", "",
         "0000002488,0000002488-26-000200,10-Q,2026-11-04,,us-gaap:OperatingIncomeLoss,"
         "2026-06-28,2026-09-26,,,-250000000,USD,-6,document,amd-10q-new,,-250", ADD, (NEW_FILING,)),
    Edit("a note on a fact", "curated_facts", NVDA_YEAR, "note", "read again"),
    Edit("a share of precedent sales", "precedent_sales", "ASML Holding,2026,Q1", "china_share", "0.27"),
    Edit("a new statement", "levy_statements", "", "",
         "LS90,AMD,us-revenue-share-15,accrual,,,,,2026-03-29,2026-06-27,No accrual is named,,2026-08-05,quoted,"
         "0000002488-26-000123,amd-10q-2026-08-05,document", ADD),
    Edit("a statement on another rate", "levy_statements", "", "",
         "LS91,AMD,us-revenue-share-15,expectation,0.15,,0.2,share,,,At least 15 %,,2026-08-05,quoted,,"
         "amd-10q-2026-08-05,document", ADD),
    Edit("a sighting", "china_share_sightings", "", "",
         "SWKS,2025,0.055,0.075,ship_to,unspecified,filings-quoted-2026,6 to 7 %", ADD),
    Edit("a company more", "companies", "", "", "ADI,6281,\"Analog Devices, Inc.\",,", ADD),
    Edit("a company fewer", "companies", "MPWR,", "", "", REMOVE),
    Edit("evidence that differs", "claim_evidence", "S031-2,", "value", "0.25"),
    Edit("a catalyst moves", "catalysts", "CT032,", "due_to", "2027-06-30"),
    Edit("a wider cost", "die_economics_assumptions", "packaging_two_dies,", "low", "500"),
)  # fmt: skip
