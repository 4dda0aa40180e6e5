-- Grain: series x fiscal period (Q1..Q4, H1, 9M, FY, TP) x moment from which a version was known, until `known_until`.
-- `confidence` is mixed where a fact of it is known as others quote the filing.
-- Decision: a place that the period's own filing may give, which was not read or not whole, is not denied: the
-- reason is that filing. A moment that changes neither figure, facts, caveat nor reason opens no version.
with
year_to_date (fiscal_period_type, whole_period_type, less_period_type) as (
    values ('Q2', 'H1', 'Q1'), ('Q3', '9M', 'H1'), ('Q4', 'FY', '9M'), ('H1', '9M', 'Q3'), ('9M', 'FY', 'Q4')
),

series_years as (
    select
        series_key,
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        min(moment) as first_moment
    from {{ ref('int_reported_or_derived_values') }}
    group by series_key, cik, metric, geography, geography_basis, fiscal_year
),

moments as (
    select distinct
        cik,
        fiscal_year,
        moment
    from {{ ref('int_reported_or_derived_values') }}
),

reported_periods as (
    select
        series_key,
        fiscal_year,
        moment,
        list(fiscal_period_type) as fiscal_periods
    from {{ ref('int_reported_or_derived_values') }}
    where value_usd is not null and not is_derived
    group by series_key, fiscal_year, moment
),

states as (
    select
        y.series_key,
        y.cik,
        y.metric,
        y.geography,
        y.geography_basis,
        y.fiscal_year,
        k.fiscal_period_type,
        m.moment,
        v.accession,
        v.form,
        v.concept,
        v.geography_scope,
        v.split_status,
        v.split_difference_usd,
        v.value_usd,
        v.tolerance_usd,
        v.operands,
        v.share_formula,
        v.caveat,
        v.withheld_formula,
        v.withheld_usd,
        v.total_usd,
        case
            when v.value_usd is null then 'missing'
            when v.share_formula is not null then 'share_of_total'
            when len(v.operands) = 1 then 'reported'
            else 'derived'
        end as derivation,
        t.whole_period_type,
        t.less_period_type,
        coalesce(list_contains(r.fiscal_periods, t.whole_period_type), false) as is_whole_reported,
        coalesce(list_contains(r.fiscal_periods, t.less_period_type), false) as is_less_reported,
        case
            when v.value_usd is not null then null
            when v.withheld_code is not null then v.withheld_code
            when is_whole_reported and is_less_reported then 'operands_differ'
            when y.geography != 'total' and coalesce(o.known_in_full_at > m.moment, true)
                then 'filing_document_missing'
            when y.geography != 'total' and o.is_incomplete then 'document_set_incomplete'
            when t.fiscal_period_type is not null then 'operand_missing'
            when y.geography = 'total' then 'not_reported'
            else 'not_reported_on_basis'
        end as null_reason_code
    from series_years as y
    inner join {{ ref('int_fiscal_year_periods') }} as k on y.cik = k.cik and y.fiscal_year = k.fiscal_year
    inner join moments as m
        on
            y.cik = m.cik and y.fiscal_year = m.fiscal_year and y.first_moment <= m.moment
            and k.period_end <= m.moment
    left join {{ ref('int_reported_or_derived_values') }} as v
        on
            y.series_key = v.series_key and y.fiscal_year = v.fiscal_year
            and k.fiscal_period_type = v.fiscal_period_type and m.moment = v.moment
    left join {{ ref('int_fiscal_period_filings') }} as o
        on
            y.cik = o.cik and y.fiscal_year = o.fiscal_year and k.fiscal_period_type = o.fiscal_period_type
    -- the two that would have given it, to say which of them is missing
    left join year_to_date as t on k.fiscal_period_type = t.fiscal_period_type
    left join reported_periods as r
        on y.series_key = r.series_key and y.fiscal_year = r.fiscal_year and m.moment = r.moment
),

worded as (
    select
        s.*,
        list_transform(list_filter(s.operands, lambda o: o.source_kind = 'curated'), lambda o: o.fact_no)
            as curated_facts,
        case
            when s.derivation = 'derived'
                then
                    ltrim(
                        array_to_string(
                            list_transform(s.operands, lambda o: {{ operand_text('o', 's.metric') }}), ' '
                        ),
                        '+ '
                    )
            else s.share_formula
        end as formula,
        {{ missing_value_reason('s') }} as null_reason
    from states as s
),

-- curated facts that are known as others quote them
quoted as (
    select coalesce(list(fact_no), []) as curated_facts
    from {{ ref('stg_reference__curated_facts') }}
    where confidence = 'mixed'
),

-- Only what is compared is sorted; the rest is joined again.
changes as (
    select
        series_key,
        fiscal_year,
        fiscal_period_type,
        moment
    from worded
    window versions as (partition by series_key, fiscal_year, fiscal_period_type order by moment)
    qualify
        row_number() over versions = 1
        or (value_usd, derivation, operands, null_reason, caveat)
        is distinct from (lag((value_usd, derivation, operands, null_reason, caveat)) over versions)
)

select
    w.series_key,
    w.cik,
    w.metric,
    w.geography,
    w.geography_basis,
    w.fiscal_year,
    w.fiscal_period_type,
    w.moment as known_at,
    lead(w.moment) over (
        partition by w.series_key, w.fiscal_year, w.fiscal_period_type order by w.moment
    ) as known_until,
    {{ usd('w.value_usd') }} as value_usd,
    {{ usd('w.tolerance_usd') }} as tolerance_usd,
    w.derivation,
    w.formula,
    w.operands,
    w.null_reason,
    w.null_reason_code,
    w.caveat,
    w.accession,
    w.form,
    w.concept,
    w.geography_scope,
    case
        when w.derivation = 'missing' then 'none_found'
        when list_has_any(w.curated_facts, q.curated_facts) then 'mixed'
        when w.derivation = 'reported' then 'document'
        else 'derived'
    end as confidence,
    w.split_status,
    {{ usd('w.split_difference_usd') }} as split_difference_usd
from changes as c
inner join worded as w
    on
        c.series_key = w.series_key and c.fiscal_year = w.fiscal_year and c.fiscal_period_type = w.fiscal_period_type
        and c.moment = w.moment
cross join quoted as q
