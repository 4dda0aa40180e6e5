-- Grain: relation between claims of the article. Consistency of the article. An interval test: one range within the
-- other, one above the other, or a product. Decisions: a range inside a wider one does not contradict it; a product
-- must also be about the same years, so a figure of one year that is spread over four is inconsistent even where the
-- amount is right. The sides are named by their short names, since readers see the sentence.
with
sides as (
    select
        p.*,
        a.short_name as first_name,
        b.short_name as second_name,
        r.short_name as result_name,
        a.unit as first_unit,
        b.unit as second_unit,
        r.unit as result_unit,
        a.claim_low as first_low,
        a.claim_high as first_high,
        b.claim_low as second_low,
        b.claim_high as second_high,
        r.claim_low as result_low,
        r.claim_high as result_high,
        greatest(a.fiscal_year_from, b.fiscal_year_from) as factors_year_from,
        least(a.fiscal_year_to, b.fiscal_year_to) as factors_year_to,
        r.fiscal_year_from as result_year_from,
        r.fiscal_year_to as result_year_to,
        case
            when p.relation = 'product'
                then cast(cast(a.claim_low as double) * cast(b.claim_low as double) as decimal(28, 6))
        end as product_low,
        case
            when p.relation = 'product'
                then cast(cast(a.claim_high as double) * cast(b.claim_high as double) as decimal(28, 6))
        end as product_high
    from {{ ref('int_claim_pairs') }} as p
    inner join {{ ref('int_article_claims') }} as a on p.first_claim_id = a.claim_id
    inner join {{ ref('int_article_claims') }} as b on p.second_claim_id = b.claim_id
    left join {{ ref('int_article_claims') }} as r on p.result_claim_id = r.claim_id
),

tested as (
    select
        *,
        coalesce(case relation
            when 'within'
                then
                    first_low >= second_low - tolerance_share * abs(second_low)
                    and first_high <= second_high + tolerance_share * abs(second_high)
            when 'above' then first_low > second_high
            when 'product'
                then
                    result_low <= product_high * (1 + tolerance_share)
                    and result_high >= product_low * (1 - tolerance_share)
        end, false) as is_amount_consistent,
        relation != 'product'
        or coalesce(result_year_from >= factors_year_from and result_year_to <= factors_year_to, true)
            as is_period_consistent
    from sides
),

-- the two ranges that a relation compares; of `above` only the ends that must not cross
compared as (
    select
        *,
        if(relation = 'product', product_low, first_low) as one_low,
        case relation when 'product' then product_high when 'above' then first_low else first_high end as one_high,
        if(relation = 'product', result_unit, first_unit) as one_unit,
        case relation when 'product' then result_low when 'above' then second_high else second_low end as other_low,
        if(relation = 'product', result_high, second_high) as other_high,
        if(relation = 'product', result_unit, second_unit) as other_unit
    from tested
),

worded as (
    select
        *,
        {{ claim_range('one_low', 'one_high', 'one_unit') }} as one_range,
        {{ claim_range('other_low', 'other_high', 'other_unit') }} as other_range
    from compared
)

select
    pair_id,
    claim_id,
    relation,
    first_claim_id,
    second_claim_id,
    result_claim_id,
    first_low,
    first_high,
    second_low,
    second_high,
    product_low,
    product_high,
    result_low,
    result_high,
    tolerance_share,
    is_amount_consistent,
    is_period_consistent,
    is_amount_consistent and is_period_consistent as is_consistent,
    case relation
        when 'within'
            then
                '"' || first_name || '" says ' || one_range
                || if(is_amount_consistent, ', within that of "', ', not within that of "') || second_name || '", '
                || other_range
        when 'above'
            then
                '"' || first_name || '" begins at ' || one_range || ', "' || second_name || '" ends at ' || other_range
        else
            '"' || first_name || '" x "' || second_name || '" = ' || one_range
            || ', "' || result_name || '" says ' || other_range
            || if(
                is_period_consistent, '',
                ' for FY' || result_year_from || ' to FY' || result_year_to
                || ', out of figures of FY' || factors_year_from
                || if(factors_year_to = factors_year_from, '', ' to FY' || factors_year_to)
            )
    end as reason,
    note,
    source_id,
    confidence
from worded
order by pair_id
