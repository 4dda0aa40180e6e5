select source_id, title, publisher, url, tier, origin, reference
from ops.citations
order by source_id
