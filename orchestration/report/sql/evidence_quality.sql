select headline_id, headline, table_name, primary_count, independent_count, rests_on, is_well_supported, statement
from ops.evidence_quality
order by table_name, headline_id
