-- Grain: published table x measure of its headline figures.
from {{ source('reference', 'headline_tolerances') }}
