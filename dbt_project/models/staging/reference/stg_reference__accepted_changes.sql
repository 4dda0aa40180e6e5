-- Grain: change of a published figure, or of the number of rows of a mart, that a person accepted.
from {{ source('reference', 'accepted_changes') }}
