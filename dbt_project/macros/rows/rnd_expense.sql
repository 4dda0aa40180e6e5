{#
  Rows of rnd.rnd_expense out of `values` (the columns of ops.value_history, and a version). Trailing twelve months need
  four quarters on end, each reported or derived, of one concept; one missing quarter makes the sum null. Growth
  compares like with like: the same quarter (or the year) a year before, of the same concept.
#}
{% macro rnd_expense_rows(values) -%}
    select
        l.ticker,
        l.cik,
        l.company_name,
        l.fiscal_year,
        l.fiscal_quarter,
        l.period_start,
        l.period_end,
        l.calendar_quarter,
        l.value_usd as rnd_expense_usd,
        f.value_usd as rnd_expense_first_reported_usd,
        p.value_usd as revenue_usd,
        {{ share_of('l.value_usd', 'p.value_usd') }} as rnd_intensity_share,
        case when l.fiscal_period_type = 'FY' then l.value_usd else q.last_four_usd end as rnd_expense_ttm_usd,
        {{ share_of('l.value_usd - y.value_usd', 'y.value_usd') }} as rnd_growth_share,
        l.derivation,
        l.formula,
        l.null_reason,
        l.null_reason_code,
        l.caveat,
        l.concept,
        l.accession,
        l.known_at
    from {{ values }} as l
    left join {{ values }} as f
        on
            l.cik = f.cik and l.fiscal_year = f.fiscal_year and l.fiscal_period_type = f.fiscal_period_type
            and f.metric = 'rnd_expense' and f.version = 'first_reported'
    left join {{ values }} as p
        on
            l.cik = p.cik and l.fiscal_year = p.fiscal_year and l.fiscal_period_type = p.fiscal_period_type
            and p.metric = 'revenue' and p.geography = 'total' and p.version = 'latest'
    left join {{ values }} as y
        on
            l.cik = y.cik and l.fiscal_year = y.fiscal_year + 1 and l.fiscal_period_type = y.fiscal_period_type
            and l.concept = y.concept
            and y.metric = 'rnd_expense' and y.version = 'latest'
    left join (
        select
            a.cik,
            a.fiscal_year,
            a.fiscal_period_type,
            {{ usd('sum(b.value_usd)') }} as last_four_usd
        from {{ values }} as a
        inner join {{ values }} as b
            on
                a.cik = b.cik and a.concept = b.concept and b.period_end between a.period_end - 290 and a.period_end
        where
            a.metric = 'rnd_expense' and b.metric = 'rnd_expense'
            and a.version = 'latest' and b.version = 'latest'
            and a.fiscal_quarter is not null and b.fiscal_quarter is not null
            and b.value_usd is not null
        group by a.cik, a.fiscal_year, a.fiscal_period_type, a.period_end
        having count(*) = 4 and {{ quarters_spanned('(a.period_end - min(b.period_start) + 1)') }} = 4
    ) as q on l.cik = q.cik and l.fiscal_year = q.fiscal_year and l.fiscal_period_type = q.fiscal_period_type
    where l.metric = 'rnd_expense' and l.version = 'latest' and {{ is_quarter_or_year('l.fiscal_period_type') }}
{%- endmacro %}
