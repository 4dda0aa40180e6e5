-- A transition report that the published marts do not rest on yet ends a fiscal year: quarters after it get other
-- names, and those of a short year whose name another bears leave the marts, which is a reason for fewer rows.
select
    t.ticker,
    t.accession,
    t.report_date
from ({{ transition_reports(since_published=true) }}) as t
