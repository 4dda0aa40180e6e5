-- A consensus of a process is in conflict exactly when two of its claims are: the latest of their sources, by the pairs
-- of capacity.yield_conflicts. A conflict that is read from averages of a source misses those within it.
with
latest as (
    select
        foundry,
        node_class,
        claim_id
    from {{ ref('yield_evidence') }}
    where counts_in_consensus and d0_mid_per_cm2 is not null and node_class != 'mixed'
    qualify known_on = max(known_on) over (partition by foundry, node_class, claimant_group)
),

pairs as (
    select
        p.foundry,
        p.node_class,
        bool_or(p.relation = 'disjoint' and p.days_apart <= 366) as is_in_conflict
    from {{ ref('yield_conflicts') }} as p
    inner join latest as a on p.claim_id = a.claim_id
    inner join latest as b on p.other_claim_id = b.claim_id
    where p.compared_in = 'defect_density'
    group by p.foundry, p.node_class
)

select
    c.foundry,
    c.node_class,
    c.as_of,
    c.is_in_conflict,
    p.is_in_conflict as is_in_conflict_by_pairs
from {{ ref('yield_consensus') }} as c
left join pairs as p on c.foundry = p.foundry and c.node_class = p.node_class
where c.scope = 'node' and c.is_current and c.is_in_conflict is distinct from p.is_in_conflict
