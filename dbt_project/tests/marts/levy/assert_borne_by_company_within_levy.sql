-- What a company bears of a levy is between zero and the whole levy, and has no upper bound where the levy has none.
select
    ticker,
    scenario_id,
    fiscal_year,
    fiscal_quarter,
    levy_usd,
    borne_by_company_usd
from {{ ref('levy_due') }}
where
    borne_by_company_usd not between least(levy_usd, 0) and greatest(levy_usd, 0)
    or borne_by_company_low_usd < least(levy_low_usd, 0)
    or borne_by_company_high_usd > greatest(levy_high_usd, 0)
    or (borne_by_company_high_usd is null) != (levy_high_usd is null)
