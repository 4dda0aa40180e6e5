-- One row per series, fiscal year, slot (Q1..Q4, H1, 9M, FY) and moment from which it was known so: every version of
-- every number, reported or derived, from the first filing to the latest. It stands until `known_until`.
-- The subtle decisions: what a filing reports beats what could be derived; what can be neither says which part is
-- missing. A derived quarter of a place that is negative, or larger than the whole quarter, is none: the two splits it
-- comes from do not mean the same, whatever their filings call them. Nor is a derived total that is less than nothing,
-- of what nobody has less of than nothing (revenue, its cost, R&D).
with
year_to_date (slot, whole_slot, less_slot) as (
    values ('Q2', 'H1', 'Q1'), ('Q3', '9M', 'H1'), ('Q4', 'FY', '9M'), ('H1', '9M', 'Q3'), ('9M', 'FY', 'Q4')
),

series_years as (
    select
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        row_number() over (order by cik, metric, geography, geography_basis, fiscal_year) as series_no,
        min(moment) as first_moment
    from {{ ref('int_standing_values') }}
    group by cik, metric, geography, geography_basis, fiscal_year
),

moments as (
    select distinct
        cik,
        fiscal_year,
        moment
    from {{ ref('int_standing_values') }}
),

candidates as (
    select
        *,
        0 as origin_rank
    from {{ ref('int_standing_values') }}

    union all by name

    select
        *,
        1 as origin_rank
    from {{ ref('int_derived_values') }}
),

best as (
    select *
    from candidates
    qualify row_number() over (
        partition by cik, metric, geography, geography_basis, fiscal_year, slot, moment
        order by value_usd is null, origin_rank
    ) = 1
),

derived as (
    select
        b.*,
        ltrim(array_to_string(
            list_transform(b.operands, lambda o: if(o.sign < 0, 'less ', 'and ') || o.slot), ' '
        ), 'and ') || ' would give ' || {{ usd('b.value_usd') }} as told_value
    from best as b
    where b.origin_rank = 1
),

impossible as (
    select
        p.cik,
        p.metric,
        p.geography,
        p.geography_basis,
        p.fiscal_year,
        p.slot,
        p.moment,
        p.told_value || case
            when p.value_usd < 0 then ': less than nothing'
            else ': more than the total of ' || {{ usd('t.value_usd') }}
        end || ', so the two do not mean the same' as withheld_reason
    from derived as p
    inner join best as t
        on
            p.cik = t.cik and p.metric = t.metric and p.fiscal_year = t.fiscal_year and p.slot = t.slot
            and p.moment = t.moment and t.geography = 'total'
    where
        p.geography != 'total'
        and t.value_usd >= 0
        and (p.value_usd < -p.tolerance_usd or p.value_usd > t.value_usd + p.tolerance_usd + t.tolerance_usd)

    union all

    select
        cik,
        metric,
        geography,
        geography_basis,
        fiscal_year,
        slot,
        moment,
        told_value || ': less than nothing, ' || case
            when value_usd < -tolerance_usd then 'so they do not mean the same'
            else 'within rounding'
        end as withheld_reason
    from derived
    where geography = 'total' and metric in ('revenue', 'cost_of_revenue', 'rnd_expense') and value_usd < 0
),

supported as (
    select
        b.* replace (
            if(i.cik is null, b.value_usd, null) as value_usd,
            if(i.cik is null, b.tolerance_usd, null) as tolerance_usd,
            if(i.cik is null, b.operands, null) as operands,
            if(i.cik is null, b.caveat, null) as caveat,
            if(i.cik is null, b.accession, null) as accession,
            if(i.cik is null, b.form, null) as form,
            if(i.cik is null, b.concept, null) as concept,
            if(i.cik is null, b.geography_scope, null) as geography_scope,
            if(i.cik is null, b.split_status, null) as split_status,
            if(i.cik is null, b.split_difference_usd, null) as split_difference_usd,
            coalesce(i.withheld_reason, b.withheld_reason) as withheld_reason
        )
    from best as b
    left join impossible as i
        on
            b.cik = i.cik and b.metric = i.metric and b.geography = i.geography
            and b.geography_basis = i.geography_basis and b.fiscal_year = i.fiscal_year and b.slot = i.slot
            and b.moment = i.moment
),

states as (
    select
        y.series_no,
        y.cik,
        y.metric,
        y.geography,
        y.geography_basis,
        y.fiscal_year,
        k.slot,
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
        v.caveat,
        v.withheld_reason,
        case
            when v.value_usd is null then 'missing'
            when len(v.operands) = 1 then 'reported'
            else 'derived'
        end as derivation,
        t.whole_slot,
        t.less_slot,
        a.value_usd as whole_usd,
        b.value_usd as less_usd
    from series_years as y
    inner join {{ ref('int_fiscal_slots') }} as k on y.cik = k.cik and y.fiscal_year = k.fiscal_year
    inner join moments as m
        on
            y.cik = m.cik and y.fiscal_year = m.fiscal_year and y.first_moment <= m.moment
            and k.period_end <= m.moment
    left join supported as v
        on
            y.cik = v.cik and y.metric = v.metric and y.geography = v.geography
            and y.geography_basis = v.geography_basis and y.fiscal_year = v.fiscal_year
            and k.slot = v.slot and m.moment = v.moment
    -- the two that would have given it, to say which of them is not at hand
    left join year_to_date as t on k.slot = t.slot
    left join {{ ref('int_standing_values') }} as a
        on
            y.cik = a.cik and y.metric = a.metric and y.geography = a.geography
            and y.geography_basis = a.geography_basis and y.fiscal_year = a.fiscal_year
            and t.whole_slot = a.slot and m.moment = a.moment
    left join {{ ref('int_standing_values') }} as b
        on
            y.cik = b.cik and y.metric = b.metric and y.geography = b.geography
            and y.geography_basis = b.geography_basis and y.fiscal_year = b.fiscal_year
            and t.less_slot = b.slot and m.moment = b.moment
),

told as (
    select
        s.*,
        case
            when s.derivation = 'derived'
                then
                    ltrim(
                        array_to_string(
                            list_transform(s.operands, lambda o: {{ operand_text('o', 's.metric') }}), ' '
                        ),
                        '+ '
                    )
        end as formula,
        case
            when s.value_usd is not null then null
            when s.withheld_reason is not null then s.withheld_reason
            else
                'not reported' || case when s.geography = 'total' then '' else ' on this basis' end
                || coalesce(
                    ', and ' || s.whole_slot || ' less ' || s.less_slot || ' cannot be had: ' || case
                        when s.whole_usd is null and s.less_usd is null then 'neither is at hand'
                        when s.whole_usd is null then s.whole_slot || ' is not at hand'
                        when s.less_usd is null then s.less_slot || ' is not at hand'
                        else 'they are of different concepts or scope'
                    end,
                    ''
                )
        end as null_reason
    from states as s
),

-- Only what is compared is sorted; the rest is joined again.
changes as (
    select
        series_no,
        slot,
        moment
    from told
    window series_slot as (partition by series_no, slot order by moment)
    qualify
        row_number() over series_slot = 1
        or (value_usd, derivation, operands, null_reason, caveat)
        is distinct from (
            lag((value_usd, derivation, operands, null_reason, caveat)) over series_slot
        )
),

stretches as (
    select
        *,
        lead(moment) over (partition by series_no, slot order by moment) as known_until
    from changes
)

select
    t.cik,
    t.metric,
    t.geography,
    t.geography_basis,
    t.fiscal_year,
    t.slot,
    t.moment as known_at,
    s.known_until,
    {{ usd('t.value_usd') }} as value_usd,
    {{ usd('t.tolerance_usd') }} as tolerance_usd,
    t.derivation,
    t.formula,
    t.operands,
    t.null_reason,
    t.caveat,
    t.accession,
    t.form,
    t.concept,
    t.geography_scope,
    t.split_status,
    {{ usd('t.split_difference_usd') }} as split_difference_usd
from stretches as s
inner join told as t on s.series_no = t.series_no and s.slot = t.slot and s.moment = t.moment
