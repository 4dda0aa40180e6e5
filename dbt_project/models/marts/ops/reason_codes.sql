-- Grain: reason code. The closed list of codes beside the sentences of `null_reason` columns, and what each means. A
-- new reason is a row here first: a mart with a code that is not listed is not published.
with
codes (code, explanation) as (
    values
    ('above_every_later_year', 'No later known year has an R&D expense above the levy.'),
    ('all_draws_equal', 'All draws of the simulation give the same count, so there is no correlation.'),
    ('below_every_year', 'The levy lies below the R&D expense of every known year.'),
    ('claim_of_none', 'The claim is zero or close to zero, so no ratio is formed.'),
    ('customs_value_not_published', 'The levy falls on customs value, which is not published.'),
    ('derived_above_total', 'The value that would be derived for a place is larger than the total of the company.'),
    ('derived_below_zero', 'The value that would be derived is below zero, where none can be.'),
    ('derived_zero_by_rounding', 'The value that would be derived is below zero by no more than rounding.'),
    ('die_too_large', 'By the formula less than one die fits on a wafer.'),
    ('die_too_large_with_margins', 'With edge exclusion and scribe lanes less than one die fits on a wafer.'),
    (
        'document_set_incomplete',
        'Not all pages of the filing that reports on the period were read, so nothing is said of what it does not give.'
    ),
    ('facts_disagree', 'Facts of one filing for the period differ by more than their rounding.'),
    ('filing_document_missing', 'The document of the filing that reports on the period has not been downloaded.'),
    ('filing_quarantined', 'The filing that reports on the period is in quarantine; ops.quarantine has the reason.'),
    ('filings_disagree', 'Filings accepted at the same moment give different values.'),
    ('gap_between_years', 'The known years leave a gap where the R&D expense equals the levy.'),
    (
        'implausible_value',
        'A filing gives the value, and other figures speak against it; ops.quarantine has it until it is accepted.'
    ),
    ('imports_not_known_yet', 'Nothing is known yet of imports in the year.'),
    ('lowest_yield_is_zero', 'The lowest yield is zero, so the highest cost has no bound.'),
    ('memory_not_known', 'The memory of the package is not known.'),
    ('no_china_revenue', 'No downloaded filing gives revenue in China.'),
    ('no_defect_density', 'No claim gives the process of the foundry a defect density.'),
    ('no_documented_sale', 'No sale that the regime falls on is documented.'),
    ('no_eligible_claim', 'No claim that counts in the consensus was known on the day.'),
    ('no_figure_in_evidence', 'The evidence gives no figure.'),
    ('no_filing', 'No filing of the company has been downloaded.'),
    ('no_levy_point', 'The levy of the year has a range and no point.'),
    ('no_periodic_report', 'EDGAR lists no periodic report of the company.'),
    ('no_point_in_evidence', 'The evidence gives bounds and no point.'),
    ('no_public_figure', 'No figure is public, so no limit is set.'),
    ('no_quarter_since_start', 'No downloaded quarter ended after the regime began.'),
    ('no_quarterly_revenue', 'No downloaded filing gives revenue by quarter, only by year.'),
    ('no_revenue_in_usd', 'No downloaded filing gives revenue in US dollars.'),
    ('no_rnd_expense', 'No downloaded filing gives the R&D expense that the row needs.'),
    (
        'no_supporting_document',
        'No document supports a point figure: the row rests on the article, on memory or on a search without result.'
    ),
    ('no_total_on_basis', 'Only a share is known, and no total on the same basis to apply it to.'),
    ('no_tsmc_defect_density', 'No claim gives the process of TSMC, to which the cost is compared, a defect density.'),
    (
        'not_derivable_at_first_report',
        'When the period was first reported the value could not be derived; a later filing allowed it.'
    ),
    ('not_disclosed', 'No filing or other source that was read discloses it.'),
    ('not_in_filing', 'The filing for the period gives no revenue for China.'),
    ('not_reported', 'No filing reports the value for the period, and it could not be derived from two others.'),
    (
        'not_reported_on_basis',
        'No filing reports the value for the period on this geography basis, and it could not be derived.'
    ),
    ('nothing_found', 'It was looked for and not found.'),
    (
        'only_within_parts',
        'Filings give revenue in China only within segments or other parts, and no whole is made of these.'
    ),
    (
        'operand_missing',
        'No filing reports the value for the period; it could be derived from two others, and one or both are missing.'
    ),
    (
        'operands_differ',
        'No filing reports the value for the period; the two to derive it from are of different concepts or scope.'
    ),
    (
        'operands_of_two_vintages',
        'The value could be derived from two others, of which one was restated and the other not reported since.'
    ),
    ('packaging_cost_not_assumed', 'No assumption is made of what packaging more than two dies costs.'),
    ('price_not_known', 'No price is known of a chip, so neither its levy nor a count from dollars is.'),
    ('quarter_not_documented', 'Nothing is documented of the product in this quarter, not even an upper bound.'),
    ('quoted_once', 'The share is only known as others quote it, once or without the filing: bounds and no point.'),
    ('regime_not_documented', 'No document supports that the regime applies to the product.'),
    ('several_reasons', 'Parts of the sum are missing for different reasons, which the sentence lists.'),
    ('value_unreadable', 'The fact of the filing has no value that can be read.'),
    ('year_not_complete', 'Not all quarters of the year that the levy falls on are known.')
)

select
    code,
    explanation
from codes
order by code
