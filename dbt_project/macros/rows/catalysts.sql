{#
  Rows of watch.catalysts out of `signals`, seen on `day`. Decisions: what happened after that day had not
  happened on it (pending); what is open after the last day on which it was due is overdue, and the due day itself is
  not. The horizon runs from the article's day through that many months: both are a row of the article's claims.
#}
{% macro catalyst_rows(signals, day) -%}
    select
        k.catalyst_id,
        k.theme,
        k.asked_for,
        k.signal,
        k.state_on_day as reported_state,
        case when k.is_open and k.due_to < k.seen_on then 'overdue' else k.state_on_day end as state,
        k.is_open,
        k.state_as_of,
        k.seen_on,
        k.due_from,
        k.due_to,
        k.due_precision,
        case when k.is_open then cast(k.due_to - k.seen_on as integer) end as days_to_due,
        k.happened_from,
        k.happened_to,
        k.happened_precision,
        k.horizon_from,
        k.horizon_to,
        cast(k.horizon_to - k.seen_on as integer) as days_to_horizon,
        coalesce(k.happened_from, k.due_from) <= k.horizon_to
        and coalesce(k.happened_to, k.due_to) >= k.horizon_from as is_within_horizon,
        k.direction_for_levy_revenue,
        k.measurable_series,
        k.last_evidence,
        k.last_evidence_on,
        k.claim_id,
        k.bears_on_claim,
        k.note,
        k.source_id,
        k.source_url,
        k.confidence
    from (
        select
            d.*,
            d.state_on_day in ('announced', 'in_progress', 'pending') as is_open
        from (
            select
                catalyst_id,
                theme,
                asked_for,
                signal,
                case
                    when happened_from > cast({{ day }} as date) then 'pending'
                    else reported_state
                end as state_on_day,
                state_as_of,
                cast({{ day }} as date) as seen_on,
                due_from,
                due_to,
                due_precision,
                happened_from,
                happened_to,
                happened_precision,
                horizon_from,
                horizon_to,
                direction_for_levy_revenue,
                measurable_series,
                last_evidence,
                last_evidence_on,
                claim_id,
                bears_on_claim,
                note,
                source_id,
                source_url,
                confidence
            from {{ signals }}
        ) as d
    ) as k
{%- endmacro %}
