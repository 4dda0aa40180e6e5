-- One row per draw: a number between 0 and 1 for each input, the same for every year and scenario.
-- Decisions: draws come in pairs, the second with 1 - u for u (antithetic draws), so that a high input in one is a low
-- one in the other and the median converges with fewer draws; an input with a correlation group follows the group's
-- number with the probability of its weight, else its own, which keeps it uniform and gives two members the product of
-- their weights as rank correlation, without a function that engines round differently.
with
{{ supply_uniform_rows(ref('stg_reference__supply_parameters')) }}
order by draw
