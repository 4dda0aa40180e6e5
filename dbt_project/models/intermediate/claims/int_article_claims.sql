-- One row per claim of the article, with its range as two numbers in its own unit (dates as days since 1970; an open
-- end is null) and the tolerance that its wording allows.
select
    claim_id,
    section,
    stated_in,
    subject,
    short_name,
    claim,
    claim_kind,
    unit,
    cast(stated_low as decimal(28, 6)) as stated_low,
    cast(stated_value as decimal(28, 6)) as stated_value,
    cast(stated_high as decimal(28, 6)) as stated_high,
    stated_from,
    stated_to,
    stated_text,
    bound,
    wording,
    case
        when bound = 'at_most' then null
        when unit = 'date' then {{ day_number('stated_from') }}
        else cast(coalesce(stated_low, stated_value) as decimal(28, 6))
    end as claim_low,
    case
        when bound = 'at_least' then null
        when unit = 'date' then {{ day_number('stated_to') }}
        else cast(coalesce(stated_high, stated_value) as decimal(28, 6))
    end as claim_high,
    cast({{ claim_tolerance_share('tolerance_share', 'unit', 'wording') }} as decimal(9, 6)) as tolerance_share,
    cast({{ claim_tolerance_days('unit') }} as integer) as tolerance_days,
    period,
    cast(fiscal_year_from as integer) as fiscal_year_from,
    cast(fiscal_year_to as integer) as fiscal_year_to,
    stated_on,
    judged_from,
    needs,
    note,
    source_id,
    confidence
from {{ ref('stg_reference__article_claims') }}
