-- One row per series, fiscal year, slot and moment: what could be derived then from what stood then.
-- Q4 = FY - 9M, Q3 = 9M - H1, Q2 = H1 - Q1; for the year to date H1 = Q2 + Q1 or 9M - Q3, 9M = Q3 + H1 or FY - Q4.
-- The subtle decision: both parts share series (so geography basis), concept, scope and moment. A change within
-- rounding is no restatement; where one part was restated and the other not yet, the row says so (`caveat`).
with
steps (slot, preference, first_slot, second_slot, second_sign) as (
    values
    ('Q2', 1, 'H1', 'Q1', -1),
    ('Q3', 1, '9M', 'H1', -1),
    ('Q4', 1, 'FY', '9M', -1),
    ('H1', 1, 'Q2', 'Q1', 1),
    ('H1', 2, '9M', 'Q3', -1),
    ('9M', 1, 'Q3', 'H1', 1),
    ('9M', 2, 'FY', 'Q4', -1)
),

paired as (
    select
        a.*,
        s.slot as derived_slot,
        s.first_slot,
        s.second_slot,
        s.second_sign,
        b.value_usd as second_usd,
        b.tolerance_usd as second_tolerance_usd,
        b.split_status as second_split_status,
        b.split_difference_usd as second_split_difference_usd,
        b.operands as second_operands,
        b.known_at as second_known_at,
        b.restated_at as second_restated_at
    from {{ ref('int_standing_values') }} as a
    inner join steps as s on a.slot = s.first_slot
    inner join {{ ref('int_standing_values') }} as b
        on
            a.cik = b.cik and a.metric = b.metric and a.geography = b.geography
            and a.geography_basis = b.geography_basis and a.fiscal_year = b.fiscal_year and a.moment = b.moment
            and s.second_slot = b.slot and a.concept = b.concept
            and a.geography_scope is not distinct from b.geography_scope
    where a.value_usd is not null and b.value_usd is not null
    qualify row_number() over (
        partition by a.cik, a.metric, a.geography, a.geography_basis, a.fiscal_year, s.slot, a.moment
        order by s.preference
    ) = 1
)

select
    p.cik,
    p.metric,
    p.geography,
    p.geography_basis,
    p.fiscal_year,
    p.derived_slot as slot,
    p.moment,
    p.accession,
    p.form,
    p.concept,
    p.geography_scope,
    p.value_usd + p.second_sign * p.second_usd as value_usd,
    p.tolerance_usd + p.second_tolerance_usd as tolerance_usd,
    case
        when 'unreconciled' in (p.split_status, p.second_split_status) then 'unreconciled'
        when 'not_checked' in (p.split_status, p.second_split_status) then 'not_checked'
        else p.split_status
    end as split_status,
    p.split_difference_usd + p.second_sign * p.second_split_difference_usd as split_difference_usd,
    list_concat(p.operands, {{ with_sign('p.second_operands', 'p.second_sign') }}) as operands,
    case
        when p.restated_at > p.second_known_at and p.second_restated_at is null
            then
                p.first_slot || ' was restated on ' || cast(p.restated_at as date) || ', after ' || p.second_slot
                || ' was last reported'
        when p.second_restated_at > p.known_at and p.restated_at is null
            then
                p.second_slot || ' was restated on ' || cast(p.second_restated_at as date) || ', after '
                || p.first_slot || ' was last reported'
    end as caveat
from paired as p
