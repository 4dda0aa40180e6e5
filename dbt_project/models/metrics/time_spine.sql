-- One row per day from 2000 to 2040: what MetricFlow joins metrics to. Private; no reader has a use for it.
select cast(unnest(range(timestamp '2000-01-01', timestamp '2041-01-01', interval 1 day)) as date) as date_day
