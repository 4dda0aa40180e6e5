select
    catalyst_id, theme, signal, state, state_as_of, is_open, due_from, due_to, due_precision, days_to_due,
    happened_from, happened_to, happened_precision, horizon_from, horizon_to, last_evidence, last_evidence_on,
    source_id, source_url
from watch.catalysts
order by coalesce(happened_from, due_from) nulls last, coalesce(happened_to, due_to), catalyst_id
