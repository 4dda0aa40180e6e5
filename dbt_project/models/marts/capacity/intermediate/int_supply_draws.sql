-- One row per scenario, year and draw: what logic, memory and packaging allow in the year after what was made before,
-- and what is made, the smallest of the three, in finished logic dies with their memory; and of the packages, what is
-- sold.
with recursive
{{ supply_draw_rows(ref('supply_inputs'), ref('int_supply_uniforms')) }}
