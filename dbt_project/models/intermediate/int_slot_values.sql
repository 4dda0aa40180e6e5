-- One row per filing, series and slot of a fiscal year: what that filing says about it, and when it became known.
-- Where one filing gives two sets of dates for a slot (a slip of the pen), the calendar's own dates win.
select
    v.cik,
    v.metric,
    v.geography,
    v.geography_basis,
    p.fiscal_year,
    p.slot,
    v.accession,
    v.form,
    v.known_at,
    v.report_date,
    v.period_start,
    v.period_end,
    v.concept,
    v.geography_scope,
    v.geography_member,
    v.document,
    v.fact_no,
    v.value_usd,
    v.facts_disagree
from {{ ref('int_reported_values') }} as v
inner join {{ ref('int_fiscal_periods') }} as p
    on v.cik = p.cik and v.period_start = p.period_start and v.period_end = p.period_end
where p.slot is not null
qualify row_number() over (
    partition by v.cik, v.metric, v.geography, v.geography_basis, p.fiscal_year, p.slot, v.accession
    order by p.use_count desc, v.period_end desc, v.period_start desc
) = 1
