-- One row per company and fiscal year of a filer that reports in another currency than US dollars: its total revenue in
-- that currency. US dollars beside it are a convenience translation at the rate of one day and are not used.
with
amounts as (
    select
        f.cik,
        f.unit as currency,
        f.period_start,
        f.period_end,
        f.value,
        f.known_at,
        f.accession,
        m.priority
    from (
        select * from {{ ref('int_companyfacts') }}
        union all by name
        select * from {{ ref('int_facts') }}
        where is_numeric and dimension_count = 0
    ) as f
    inner join {{ ref('int_companies') }} as c on f.cik = c.cik
    inner join {{ ref('stg_reference__metric_concepts') }} as m
        on f.concept = m.concept and m.metric = 'revenue' and coalesce(c.ticker = m.ticker, m.ticker is null)
    where
        f.period_type = 'duration' and f.is_annual_report and f.value > 0
        and regexp_matches(f.unit, '^[A-Z]{3}$')
        and {{ quarters_spanned(period_days('f.period_start', 'f.period_end')) }} = 4
),

currencies as (
    select
        cik,
        currency
    from amounts
    group by cik, currency
    qualify row_number() over (partition by cik order by count(*) desc, currency asc) = 1
)

select
    a.cik,
    cast(year(a.period_end - 14) + coalesce(c.fiscal_year_offset, o.year_offset, 0) as integer) as fiscal_year,
    a.period_start,
    a.period_end,
    a.currency,
    cast(a.value as decimal(24, 2)) as revenue,
    a.accession
from amounts as a
inner join currencies as u on a.cik = u.cik and a.currency = u.currency and u.currency != 'USD'
inner join {{ ref('int_companies') }} as c on a.cik = c.cik
left join {{ ref('int_fiscal_year_offsets') }} as o on a.cik = o.cik
qualify row_number() over (
    partition by a.cik, a.period_end order by a.known_at desc, a.priority asc, a.value desc, a.accession desc
) = 1
