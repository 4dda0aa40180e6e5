-- Grain: version of a number in ops.value_history x fact it is made of. Signs times values add up to the number;
-- ops.metric_facts has the source of each fact.
select
    c.ticker,
    u.cik,
    u.metric,
    u.geography,
    u.geography_basis,
    u.fiscal_year,
    u.fiscal_period_type as slot,
    u.known_at,
    cast(u.operand_no as integer) as operand_no,
    cast(u.operand.sign as integer) as sign,
    u.operand.metric as fact_metric,
    u.operand.fiscal_period_type as fact_slot,
    {{ usd('u.operand.value_usd') }} as fact_value_usd,
    u.operand.accession,
    u.operand.source_kind,
    u.operand.document,
    cast(u.operand.fact_no as bigint) as fact_no
from (
    select
        * exclude (operands),
        unnest(operands) as operand,
        generate_subscripts(operands, 1) as operand_no
    from {{ ref('int_value_versions') }}
    where value_usd is not null
) as u
inner join {{ ref('int_companies') }} as c on u.cik = c.cik
order by
    c.ticker, u.metric, u.geography, u.geography_basis, u.fiscal_year, u.fiscal_period_type, u.known_at, u.operand_no
