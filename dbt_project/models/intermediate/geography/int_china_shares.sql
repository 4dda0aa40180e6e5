-- One row per filing and period of which a filing gives China's share of revenue in percent: a source of its own kind.
-- `value_usd` is the share times total revenue (of the same filing, else of the newest that gives the period), and
-- `tolerance_usd` what the rounding of the percentage leaves open; null where no filing gives the total.
with
shares as (
    select
        f.cik,
        f.accession,
        f.form,
        f.known_at,
        f.report_date,
        f.is_annual_report,
        f.source_kind,
        f.document,
        f.fact_no,
        f.concept,
        f.decimals,
        f.period_start,
        f.period_end,
        f.geography_member,
        coalesce(s.geography_scope, g.geography_scope) as geography_scope,
        coalesce(b.geography_basis, 'unknown') as geography_basis,
        f.value as share,
        {{ rounding_tolerance("coalesce(f.decimals, '2')") }} as share_tolerance
    from {{ ref('int_facts') }} as f
    inner join {{ ref('int_geography_members') }} as g
        on f.cik = g.cik and f.geography_member = g.geography_member and g.geography = 'CN'
    left join {{ ref('int_china_scopes') }} as s
        on f.cik = s.cik and f.accession = s.accession and f.geography_member = s.geography_member
    left join {{ ref('int_geography_basis') }} as b on f.cik = b.cik and f.accession = b.accession
    where
        f.concept = 'us-gaap:ConcentrationRiskPercentage' and f.is_numeric and f.period_type = 'duration'
        and f.value between 0 and 1 and f.is_whole and not f.is_segment and f.known_at is not null
        and {{ may_report('f.form') }}
        -- of the whole revenue, by place: no other kind of concentration, and no part as the benchmark
        and (
            not contains(f.other_dimensions, 'ConcentrationRiskByTypeAxis=')
            or contains(f.other_dimensions, 'GeographicConcentrationRiskMember')
        )
        and (
            not contains(f.other_dimensions, 'ConcentrationRiskByBenchmarkAxis=')
            or regexp_matches(f.other_dimensions, 'ConcentrationRiskByBenchmarkAxis=[^;]*(Revenue|Sales)')
        )
        and not regexp_matches(f.other_dimensions, 'ConcentrationRiskByBenchmarkAxis=[^;]*Segment')
    qualify row_number() over (
        partition by f.cik, f.accession, f.period_start, f.period_end
        order by {{ precision_rank('f.decimals') }} desc, f.document, f.fact_no
    ) = 1
),

with_totals as (
    select
        s.*,
        t.accession as total_accession,
        t.value_usd as total_usd
    from shares as s
    left join {{ ref('int_reported_values') }} as t
        on
            s.cik = t.cik and t.metric = 'revenue' and t.geography = 'total'
            and s.period_start = t.period_start and s.period_end = t.period_end
    qualify row_number() over (
        partition by s.cik, s.accession, s.period_start, s.period_end
        order by t.value_usd is null, t.accession != s.accession, t.known_at desc
    ) = 1
)

select
    cik,
    accession,
    form,
    known_at,
    report_date,
    is_annual_report,
    'revenue' as metric,
    'CN' as geography,
    geography_basis,
    geography_scope,
    geography_member,
    period_start,
    period_end,
    concept,
    source_kind,
    document,
    fact_no,
    decimals,
    share,
    share_tolerance,
    total_usd,
    {{ usd('share * total_usd') }} as value_usd,
    {{ usd('share_tolerance * total_usd') }} as tolerance_usd,
    false as facts_disagree,
    cast([] as varchar[]) as concepts,
    -- without trailing zeros: 34 % (33.5 to 34.5)
    printf('%g', cast(100 * share as double)) || ' % (' || printf('%g', cast(100 * (share - share_tolerance) as double))
    || ' to ' || printf('%g', cast(100 * (share + share_tolerance) as double)) || ') of total revenue ' || total_usd
    || ' (' || total_accession || ')' as share_formula
from with_totals
