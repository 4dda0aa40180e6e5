select coverage_class, sum(fact_count)::bigint as facts, count(distinct accession) as filings
from ops.coverage
group by coverage_class
order by facts desc, coverage_class
