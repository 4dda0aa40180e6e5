-- One row per signal to watch, as found on the day it was looked at.
from {{ ref('stg_reference__catalysts') }}
