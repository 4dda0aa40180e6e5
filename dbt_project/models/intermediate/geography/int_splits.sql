-- One row per filing, revenue concept, period and geography basis that is split by place: whether the parts add up to
-- total revenue. Decision: a place counts once however often it is repeated. Where filers put regions beside
-- the countries in them, the split also adds up when either the countries (with the rest) or the regions (with the
-- rest) do.
with
parts as (
    select
        cik,
        accession,
        concept,
        period_start,
        period_end,
        geography_basis,
        geography_member,
        geography,
        first(value_usd order by {{ precision_rank('decimals') }} desc, fact_no asc) as value_usd,
        min({{ rounding_tolerance('decimals') }}) as tolerance_usd,
        bool_and(source_kind = 'curated') as is_curated,
        any_value(known_at) as known_at
    from {{ ref('int_metric_facts') }}
    where metric = 'revenue' and geography_member is not null and geography_basis != 'segment'
    group by cik, accession, concept, period_start, period_end, geography_basis, geography_member, geography
),

sums as (
    select
        cik,
        accession,
        concept,
        period_start,
        period_end,
        geography_basis,
        any_value(known_at) as known_at,
        count(*) as member_count,
        bool_and(is_curated) as is_curated,
        sum(tolerance_usd) as tolerance_usd,
        sum(value_usd) as of_all_usd,
        sum(value_usd) filter (where geography not in ('region', 'combined', 'excluded_china')) as of_countries_usd,
        sum(value_usd) filter (
            where geography in ('region', 'combined', 'excluded_china', 'residual')
        ) as of_regions_usd
    from parts
    group by cik, accession, concept, period_start, period_end, geography_basis
),

against_total as (
    select
        s.*,
        t.value_usd as total_usd,
        s.tolerance_usd + {{ rounding_tolerance('t.decimals') }} as allowed_usd,
        [
            s.of_all_usd - t.value_usd, s.of_countries_usd - t.value_usd, s.of_regions_usd - t.value_usd
        ] as differences_usd
    from sums as s
    left join {{ ref('int_reported_values') }} as t
        on
            s.cik = t.cik and s.accession = t.accession and t.metric = 'revenue' and t.geography = 'total'
            and s.period_start = t.period_start and s.period_end = t.period_end
)

select
    cik,
    accession,
    known_at,
    concept,
    period_start,
    period_end,
    geography_basis,
    cast(member_count as integer) as member_count,
    {{ usd('of_all_usd') }} as members_usd,
    {{ usd('total_usd') }} as total_usd,
    {{ usd('allowed_usd') }} as tolerance_usd,
    case
        when total_usd is null or (is_curated and member_count = 1) then 'not_checked'
        when list_bool_or(list_transform(differences_usd, lambda d: coalesce(abs(d) <= allowed_usd, false)))
            then 'reconciled'
        else 'unreconciled'
    end as split_status,
    case
        when split_status = 'reconciled' then {{ usd('0') }}
        when split_status = 'unreconciled' then {{ usd('differences_usd[1]') }}
    end as split_difference_usd
from against_total
