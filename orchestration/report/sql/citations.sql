select source_id, title, publisher, url
from ops.citations
order by source_id
