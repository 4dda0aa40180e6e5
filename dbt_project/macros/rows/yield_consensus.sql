{#
  Rows of capacity.yield_consensus: what was believed about a yield at the end of a day, from the claims that were known.
  `evidence` and `normalised` are capacity.yield_evidence and capacity.yield_normalised, `days` a relation with `as_of`.

  The rule, `reliability_weighted_mean`: only claims that count (yield_evidence.counts_in_consensus). One row per
  claimant group: its latest day's claims, averaged, its bounds the widest of them. The middle is the mean of the groups'
  middles, weighted by reliability. The bounds are the widest of any group: sources that disagree widen a result and never
  narrow it. Where dies are known the pooling is done in defect density, else in yield. Whether claims conflict is a
  matter of the claims, not of the averages of their sources: two of those latest claims conflict when their intervals
  are disjoint and they were made within a year of each other, as in capacity.yield_conflicts.
  Decisions: a claim that names two products speaks of both, a defect density that names none of the process
  alone; a product's die is that of our table, else the largest that a counted claim gives. Where yields are pooled, a
  density has no part; the scope `node` pools every claim with a density, whatever its product, and is read on a die of
  666 mm2. Only claims on one generation of process are pooled.
  Sums are of decimals, so that no order of rows changes a digit. No `if()`: DuckDB 1.4 does not know it in a stored macro.
#}
{% macro yield_consensus_rows(evidence, normalised, days) -%}
    {%- set default_model = "'" ~ default_yield_model() ~ "'" -%}
    select
        r.foundry,
        r.node_class,
        r.scope,
        r.product,
        r.as_of,
        cast(r.die_area_mm2 as decimal(9, 2)) as die_area_mm2,
        case
            when r.source_count is null then null
            when r.has_densities then 'defect_density'
            else 'yield'
        end as pooled_in,
        'reliability_weighted_mean' as pooling_rule,
        cast(r.yield_low as decimal(9, 6)) as yield_low_share,
        cast(r.yield_mid as decimal(9, 6)) as yield_mid_share,
        cast(r.yield_high as decimal(9, 6)) as yield_high_share,
        cast(case when r.has_densities then r.low end as decimal(15, 9)) as d0_low_per_cm2,
        cast(case when r.has_densities then r.mid end as decimal(15, 9)) as d0_mid_per_cm2,
        cast(case when r.has_densities then r.high end as decimal(15, 9)) as d0_high_per_cm2,
        cast(r.yield_on_100mm2 as decimal(9, 6)) as yield_on_100mm2_mid_share,
        cast(r.yield_on_666mm2 as decimal(9, 6)) as yield_on_666mm2_mid_share,
        cast(r.yield_on_814mm2 as decimal(9, 6)) as yield_on_814mm2_mid_share,
        cast(r.least_model as decimal(9, 6)) as yield_mid_lowest_model_share,
        cast(r.most_model as decimal(9, 6)) as yield_mid_highest_model_share,
        cast(r.claim_count as integer) as claim_count,
        cast(r.counted_claim_count as integer) as counted_claim_count,
        r.newest_claim_on,
        cast(coalesce(r.source_count, 0) as integer) as source_count,
        r.sources,
        r.source_ids,
        coalesce(r.confidence, 'none_found') as confidence,
        cast(r.disagreement_ratio as decimal(12, 6)) as disagreement_ratio,
        cast(r.disjoint_share as decimal(9, 6)) as disjoint_pair_share,
        r.disjoint_share > 0 as is_in_conflict,
        cast(r.without_low as decimal(9, 6)) as leave_one_out_low_share,
        cast(r.without_high as decimal(9, 6)) as leave_one_out_high_share,
        case when r.source_count is null then 'no claim that counts was known' end as null_reason,
        case when r.source_count is null then 'no_eligible_claim' end as null_reason_code,
        case
            when r.source_count is null then 'no claim that counts was known'
            when r.source_count = 1 then 'only one source'
        end as leave_one_out_reason
    from (
        with
        said as (
            select
                *,
                'product' as scope,
                unnest(string_split(coalesce(products, product), '; ')) as subject
            from {{ evidence }}
            where
                node_class != 'mixed' and product_class != 'process'
                and (counted != 'defect_density' or products is not null)

            union all

            select
                *,
                'node' as scope,
                'all dies' as subject
            from {{ evidence }}
            where node_class != 'mixed' and d0_mid_per_cm2 is not null
        ),

        said_by_then as (
            select
                s.*,
                d.as_of,
                row(s.foundry, s.node_class, s.scope, s.subject, d.as_of) as subject_day
            from said as s
            inner join {{ days }} as d on s.known_on <= d.as_of
        ),

        subjects as (
            select
                subject_day,
                any_value(foundry) as foundry,
                any_value(node_class) as node_class,
                any_value(scope) as scope,
                any_value(subject) as product,
                any_value(as_of) as as_of,
                count(*) as claim_count,
                count(*) filter (where counts_in_consensus) as counted_claim_count,
                max(known_on) filter (where counts_in_consensus) as newest_claim_on,
                coalesce(bool_and(d0_mid_per_cm2 is not null) filter (where counts_in_consensus), false) as has_densities,
                case
                    when any_value(scope) = 'node' then 666
                    else coalesce(
                        max(die_area_mm2) filter (where area_source = 'named_product'),
                        max(die_area_mm2) filter (where counts_in_consensus),
                        max(die_area_mm2)
                    )
                end as die_area_mm2
            from said_by_then
            group by subject_day
        ),

        densities as (
            select
                claim_id,
                yield_model,
                any_value(d0_low_per_cm2) as low,
                any_value(d0_mid_per_cm2) as mid,
                any_value(d0_high_per_cm2) as high
            from {{ normalised }}
            where is_default_reading
            group by claim_id, yield_model
        ),

        counted as (
            select
                c.subject_day,
                c.claim_id,
                c.known_on,
                c.claimant_group,
                c.claimant,
                c.source_id,
                c.confidence,
                c.reliability,
                coalesce(n.yield_model, {{ default_model }}) as yield_model,
                cast(case when s.has_densities then n.low else c.yield_low_share end as decimal(18, 12)) as low,
                cast(case when s.has_densities then n.mid else c.yield_mid_share end as decimal(18, 12)) as mid,
                cast(case when s.has_densities then n.high else c.yield_high_share end as decimal(18, 12)) as high,
                c.known_on = max(c.known_on) over (partition by c.subject_day, c.claimant_group) as is_latest
            from said_by_then as c
            inner join subjects as s on c.subject_day = s.subject_day
            left join densities as n on s.has_densities and c.claim_id = n.claim_id
            where c.counts_in_consensus and (s.has_densities or c.yield_mid_share is not null)
        ),

        claimant_groups as (
            select
                subject_day,
                yield_model,
                claimant_group,
                any_value(claimant) as claimant,
                string_agg(distinct source_id, ', ' order by source_id) as source_ids,
                {{ weakest_confidence('confidence') }} as confidence,
                max(reliability) as weight,
                min(low) as low,
                cast(sum(mid) / count(*) as decimal(18, 12)) as mid,
                -- one density without an upper end: no yield is too low
                case when count(high) = count(*) then max(high) end as high
            from counted
            where is_latest
            group by subject_day, yield_model, claimant_group
        ),

        others as (
            select
                g.subject_day,
                g.yield_model,
                g.claimant_group,
                sum(o.weight * o.mid) / sum(o.weight) as mid_without
            from claimant_groups as g
            inner join claimant_groups as o
                on
                    g.subject_day = o.subject_day and g.yield_model = o.yield_model
                    and g.claimant_group != o.claimant_group
            group by g.subject_day, g.yield_model, g.claimant_group
        ),

        -- every pair of claims once, also of one claimant
        claim_pairs as (
            select
                a.subject_day,
                a.yield_model,
                count(*) filter (
                    where (a.high < b.low or b.high < a.low) and abs(a.known_on - b.known_on) <= 366
                ) / count(*) as disjoint_share
            from counted as a
            inner join counted as b
                on a.subject_day = b.subject_day and a.yield_model = b.yield_model and a.claim_id < b.claim_id
            where a.is_latest and b.is_latest
            group by a.subject_day, a.yield_model
        ),

        claim_ranges as (
            select
                subject_day,
                yield_model,
                max(mid) / nullif(min(mid), 0) as disagreement_ratio
            from counted
            where is_latest
            group by subject_day, yield_model
        ),

        pooled as (
            select
                g.subject_day,
                g.yield_model,
                count(*) as source_count,
                string_agg(g.claimant, '; ' order by g.claimant_group) as sources,
                string_agg(g.source_ids, ', ' order by g.claimant_group) as source_ids,
                {{ weakest_confidence('g.confidence') }} as confidence,
                min(g.low) as low,
                sum(g.weight * g.mid) / sum(g.weight) as mid,
                case when count(g.high) = count(*) then max(g.high) end as high,
                any_value(d.disagreement_ratio) as disagreement_ratio,
                min(o.mid_without) as least_without,
                max(o.mid_without) as most_without,
                any_value(c.disjoint_share) as disjoint_share
            from claimant_groups as g
            left join others as o
                on
                    g.subject_day = o.subject_day and g.yield_model = o.yield_model
                    and g.claimant_group = o.claimant_group
            left join claim_pairs as c on g.subject_day = c.subject_day and g.yield_model = c.yield_model
            left join claim_ranges as d on g.subject_day = d.subject_day and g.yield_model = d.yield_model
            group by g.subject_day, g.yield_model
        ),

        -- of the pooled densities on the subject's die, and of their middle on common dies
        readings as (
            select
                p.subject_day,
                p.yield_model,
                unnest([
                    {'reading': 'low', 'd0': p.high, 'area_mm2': s.die_area_mm2},
                    {'reading': 'mid', 'd0': p.mid, 'area_mm2': s.die_area_mm2},
                    {'reading': 'high', 'd0': p.low, 'area_mm2': s.die_area_mm2},
                    {'reading': 'without_low', 'd0': p.most_without, 'area_mm2': s.die_area_mm2},
                    {'reading': 'without_high', 'd0': p.least_without, 'area_mm2': s.die_area_mm2},
                    {'reading': 'on_100mm2', 'd0': p.mid, 'area_mm2': 100},
                    {'reading': 'on_666mm2', 'd0': p.mid, 'area_mm2': 666},
                    {'reading': 'on_814mm2', 'd0': p.mid, 'area_mm2': 814}
                ], recursive := true)
            from pooled as p
            inner join subjects as s on p.subject_day = s.subject_day
            where s.has_densities
        ),

        yields as (
            select
                subject_day,
                yield_model,
                {{ for_each(
                    ['low', 'mid', 'high', 'without_low', 'without_high', 'on_100mm2', 'on_666mm2', 'on_814mm2'],
                    "any_value(share) filter (where reading = '[]') as []"
                ) }}
            from (
                select
                    *,
                    {{ yield_by_model('yield_model', 'd0', 'area_mm2') }} as share
                from readings
            ) as r
            group by subject_day, yield_model
        ),

        results as (
            select
                p.*,
                case when s.has_densities then coalesce(y.low, 0) else p.low end as yield_low,
                case when s.has_densities then y.mid else p.mid end as yield_mid,
                case when s.has_densities then y.high else p.high end as yield_high,
                case when s.has_densities then y.without_low else p.least_without end as without_low,
                case when s.has_densities then y.without_high else p.most_without end as without_high,
                y.on_100mm2 as yield_on_100mm2,
                y.on_666mm2 as yield_on_666mm2,
                y.on_814mm2 as yield_on_814mm2,
                min(yield_mid) over of_subject as least_model,
                max(yield_mid) over of_subject as most_model
            from pooled as p
            inner join subjects as s on p.subject_day = s.subject_day
            left join yields as y on p.subject_day = y.subject_day and p.yield_model = y.yield_model
            window of_subject as (partition by p.subject_day)
        )

        select
            s.*,
            p.* exclude (subject_day, yield_model, least_model, most_model),
            case when s.has_densities then p.least_model end as least_model,
            case when s.has_densities then p.most_model end as most_model
        from subjects as s
        left join results as p on s.subject_day = p.subject_day and p.yield_model = {{ default_model }}
    ) as r
{%- endmacro %}
