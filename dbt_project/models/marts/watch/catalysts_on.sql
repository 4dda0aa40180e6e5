-- watch.catalysts as it reads on a day: `from watch.catalysts_on('2027-02-11')`. What is due by then and not known to
-- have happened is overdue; what happened later is pending.
{{ config(materialized='table_macro', parameters=['day'], contract={'enforced': false}) }}
{{ catalyst_rows(published('catalysts'), 'day') }}
order by k.catalyst_id
