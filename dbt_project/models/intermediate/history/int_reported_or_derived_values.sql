-- One row per series, fiscal period and moment: what filings report, or else what could be derived then.
-- Decision: a derived figure of a place that is negative, or larger than the company's total, is withheld:
-- the two splits it comes from do not mean the same, whatever their filings call them. So is a derived total below zero
-- of a metric that is never negative (revenue, its cost, R&D). The code says which of these it was.
with
series as (
    select distinct
        series_key,
        cik,
        metric,
        geography,
        geography_basis
    from {{ ref('int_values_as_of') }}
),

candidates as (
    select
        * exclude (known_at, restated_at),
        false as is_derived
    from {{ ref('int_values_as_of') }}

    union all by name

    select
        d.*,
        s.cik,
        s.metric,
        s.geography,
        s.geography_basis,
        true as is_derived
    from {{ ref('int_derived_values') }} as d
    inner join series as s on d.series_key = s.series_key
),

best as (
    select *
    from candidates
    qualify row_number() over (
        partition by series_key, fiscal_year, fiscal_period_type, moment order by value_usd is null, is_derived
    ) = 1
),

with_totals as (
    select
        *,
        max(value_usd) filter (where geography = 'total') over company_period as total_usd,
        max(tolerance_usd) filter (where geography = 'total') over company_period as total_tolerance_usd
    from best
    window company_period as (partition by cik, metric, fiscal_year, fiscal_period_type, moment)
),

checked as (
    select
        * replace (
            case
                when not is_derived or withheld_code is not null then withheld_code
                when geography != 'total' and coalesce(total_usd, -1) < 0 then null
                when geography = 'total' and not ({{ is_never_negative('metric') }}) then null
                when value_usd < -tolerance_usd then 'derived_below_zero'
                when geography = 'total' and value_usd < 0 then 'derived_zero_by_rounding'
                when geography != 'total' and value_usd > total_usd + tolerance_usd + total_tolerance_usd
                    then 'derived_above_total'
            end as withheld_code
        )
    from with_totals
),

outcomes as (
    select * exclude (total_usd)
    from checked
    where withheld_code is null or not is_derived

    union all by name

    select
        series_key,
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        fiscal_period_type,
        moment,
        is_derived,
        withheld_code,
        ltrim(
            array_to_string(
                list_transform(operands, lambda o: if(o.sign < 0, 'less ', 'and ') || o.fiscal_period_type), ' '
            ),
            'and '
        ) as withheld_formula,
        value_usd as withheld_usd,
        total_usd,
        caveat
    from checked
    where withheld_code is not null and is_derived
)

select
    series_key,
    cik,
    metric,
    geography,
    geography_basis,
    fiscal_year,
    fiscal_period_type,
    moment,
    is_derived,
    accession,
    form,
    concept,
    geography_scope,
    split_status,
    split_difference_usd,
    value_usd,
    tolerance_usd,
    operands,
    share_formula,
    caveat,
    withheld_code,
    withheld_formula,
    withheld_usd,
    total_usd
from outcomes
