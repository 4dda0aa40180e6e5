-- Grain: published table x measure of its headline figures.
from {{ ref('stg_reference__headline_tolerances') }}
