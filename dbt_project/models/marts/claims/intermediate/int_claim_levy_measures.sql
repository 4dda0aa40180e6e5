-- One row per check of a claim on filed numbers, levies, product sales or regimes, and per row that it was read from:
-- what the levy and R&D side of the warehouse has to say. A part of claims.claim_measures.
-- The subtle decisions: versions of a filed number follow each other, and one that stood for less than a day is none; a
-- regime without a first day is known from the day it was looked up; a first year counts once four quarters of the
-- company named first are documented; amounts and shares take one type before they are put together, since a union
-- of sums would keep two decimals of a share.
with
checks as (
    select
        k.*,
        c.stated_on,
        c.stated_text
    from {{ ref('int_claim_checks') }} as k
    inner join {{ ref('int_article_claims') }} as c on k.claim_id = c.claim_id
),

looked_up as (
    select max(cast(accessed as date)) as looked_up_on
    from {{ ref('int_reference_dates') }}
    where name = 'levy_regimes.csv'
),

filed as (
    select
        k.*,
        h.ticker,
        h.fiscal_year,
        h.geography_basis as filed_basis,
        h.value_usd,
        h.tolerance_usd,
        h.accession,
        cast(h.known_at as date) as known_on,
        cast(h.known_until as date) as known_until,
        'ops.value_history' as evidence_table,
        'ticker = ''' || h.ticker || ''' and metric = ''' || h.metric || ''' and geography = ''' || h.geography
        || ''' and geography_basis = ''' || h.geography_basis || ''' and fiscal_year = ' || h.fiscal_year
        || ' and slot = ''FY'' and known_at = ''' || h.known_at || '''' as evidence_where
    from checks as k
    inner join {{ ref('value_history') }} as h
        on
            list_contains(k.tickers, h.ticker) and k.metric = h.metric and k.geography = h.geography
            and h.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
            and h.slot = 'FY'
            and (
                k.geography_basis is null or k.geography_basis = h.geography_basis
                or (k.geography_basis = 'own_filing' and h.is_basis_of_own_filing)
            )
    where
        k.measure in ('reported_value', 'levy_on_china_revenue') and h.value_usd is not null
        and cast(h.known_until as date) is distinct from cast(h.known_at as date)
),

reported_values as (
    select
        check_id,
        claim_id,
        measure,
        role,
        'figure' as measure_kind,
        'FY' || fiscal_year as part,
        value_usd as low,
        value_usd as value,
        value_usd as high,
        words || ' of FY' || fiscal_year as words,
        'as filed' as formula,
        evidence_table,
        evidence_where,
        known_on,
        known_until,
        accession,
        'document' as confidence
    from filed
    where measure = 'reported_value'
),

levies_on_china_revenue as (
    select
        f.check_id,
        f.claim_id,
        f.measure,
        f.role,
        'figure' as measure_kind,
        'FY' || f.fiscal_year as part,
        s.rate_share * (f.value_usd - f.tolerance_usd) as low,
        s.rate_share * cast(f.value_usd as decimal(22, 2)) as value,
        s.rate_share * (f.value_usd + f.tolerance_usd) as high,
        f.words || ' of FY' || f.fiscal_year as words,
        cast(s.rate_share as varchar) || ' x ' || f.value_usd as formula,
        f.evidence_table,
        f.evidence_where,
        f.known_on,
        f.known_until,
        f.accession,
        'document' as confidence
    from filed as f
    inner join {{ ref('scenarios') }} as s on f.scenario_id = s.scenario_id
    where f.measure = 'levy_on_china_revenue'
),

-- the fiscal quarters that end within a year of the claim, as far as product revenue is documented
due_quarters as (
    select
        k.*,
        d.ticker,
        d.fiscal_year,
        d.fiscal_quarter,
        d.period_end,
        d.levy_low_usd,
        d.levy_usd,
        d.levy_high_usd,
        d.gross_profit_usd,
        d.known_at,
        'scenario_id = ''' || k.scenario_id || ''' and ticker in (''' || array_to_string(k.tickers, ''', ''')
        || ''') and fiscal_quarter is not null and period_end > date ''' || k.stated_on
        || ''' and period_end <= date ''' || cast(k.stated_on + interval '1 year' as date) || '''' as evidence_where
    from checks as k
    inner join {{ ref('levy_due') }} as d
        on
            k.scenario_id = d.scenario_id and list_contains(k.tickers, d.ticker)
            and k.stated_on < d.period_end and k.stated_on + interval '1 year' >= d.period_end
    where k.measure in ('levy_of_first_year', 'levy_of_gross_profit') and d.fiscal_quarter is not null
),

-- what the product revenue behind those quarters rests on: all its sources, and the weakest of its rows
due_evidence as (
    select
        q.check_id,
        max({{ confidence_rank('p.confidence') }}) as weakest,
        string_agg(distinct p.source_id, ', ' order by p.source_id) as source_ids
    from due_quarters as q
    inner join {{ ref('product_levies') }} as p
        on
            q.ticker = p.ticker and q.fiscal_year = p.fiscal_year and q.fiscal_quarter = p.fiscal_quarter
            and q.scenario_id = p.scenario_id
    where p.is_documented
    group by q.check_id
),

levies_of_first_year as (
    select
        q.check_id,
        q.claim_id,
        q.measure,
        q.role,
        'figure' as measure_kind,
        'first year' as part,
        sum(q.levy_low_usd) as low,
        case when count(*) = count(q.levy_usd) then sum(q.levy_usd) end as value,
        sum(q.levy_high_usd) as high,
        q.words,
        string_agg(
            q.ticker || ' FY' || q.fiscal_year || ' Q' || q.fiscal_quarter || ' '
            || coalesce(cast(q.levy_usd as varchar), 'up to ' || q.levy_high_usd),
            ' + ' order by q.ticker, q.period_end
        ) as formula,
        'levy.levy_due' as evidence_table,
        any_value(q.evidence_where) as evidence_where,
        max(cast(q.known_at as date)) as known_on,
        any_value(c.source_ids) as source_ids,
        {{ confidence_of_rank('any_value(c.weakest)') }} as confidence
    from due_quarters as q
    inner join due_evidence as c on q.check_id = c.check_id
    where q.measure = 'levy_of_first_year'
    group by q.check_id, q.claim_id, q.measure, q.role, q.words
    having count(*) filter (where q.ticker = q.tickers[1]) >= 4
),

levies_of_gross_profit as (
    select
        q.check_id,
        q.claim_id,
        q.measure,
        q.role,
        'figure' as measure_kind,
        q.ticker as part,
        {{ share_of('sum(q.levy_low_usd)', 'sum(q.gross_profit_usd)') }} as low,
        case
            when count(*) = count(q.levy_usd) then {{ share_of('sum(q.levy_usd)', 'sum(q.gross_profit_usd)') }}
        end as value,
        {{ share_of('sum(q.levy_high_usd)', 'sum(q.gross_profit_usd)') }} as high,
        q.words || ' of ' || q.ticker as words,
        'sum of levy_high_usd over sum of gross_profit_usd' as formula,
        'levy.levy_due' as evidence_table,
        any_value(q.evidence_where) as evidence_where,
        max(cast(q.known_at as date)) as known_on,
        any_value(c.source_ids) as source_ids,
        {{ confidence_of_rank('any_value(c.weakest)') }} as confidence
    from due_quarters as q
    inner join due_evidence as c on q.check_id = c.check_id
    where q.measure = 'levy_of_gross_profit' and q.gross_profit_usd is not null
    group by q.check_id, q.claim_id, q.measure, q.role, q.words, q.ticker
),

-- all sales of a product to China, or only those that a levy on licences falls on
product_sales as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        'figure' as measure_kind,
        'FY' || k.fiscal_year_from
        || if(k.fiscal_year_to = k.fiscal_year_from, '', ' to FY' || k.fiscal_year_to) as part,
        sum(l.licensed_revenue_low_usd) as low,
        case when count(*) = count(l.licensed_revenue_usd) then sum(l.licensed_revenue_usd) end as value,
        sum(l.licensed_revenue_high_usd) as high,
        k.words,
        string_agg(
            'FY' || l.fiscal_year || ' Q' || l.fiscal_quarter || ' '
            || coalesce(cast(l.licensed_revenue_usd as varchar), 'up to ' || l.licensed_revenue_high_usd),
            ' + ' order by l.period_end
        ) as formula,
        'levy.licensed_revenue' as evidence_table,
        'ticker in (''' || array_to_string(k.tickers, ''', ''') || ''') and chip_id in ('''
        || array_to_string(k.chip_ids, ''', ''') || ''') and destination = ''china'' and fiscal_year between '
        || k.fiscal_year_from || ' and ' || k.fiscal_year_to as evidence_where,
        max(l.known_on) as known_on,
        string_agg(distinct l.source_id, ', ' order by l.source_id) as source_ids,
        {{ confidence_of_rank('max(' ~ confidence_rank('l.confidence') ~ ')') }} as confidence
    from checks as k
    inner join {{ ref('licensed_revenue') }} as l
        on
            list_contains(k.tickers, l.ticker) and list_contains(k.chip_ids, l.chip_id) and l.destination = 'china'
            and l.fiscal_year between k.fiscal_year_from and k.fiscal_year_to
    where k.measure = 'product_sales' or (k.measure = 'licensed_sales' and l.is_in_base)
    group by
        k.check_id, k.claim_id, k.measure, k.role, k.words, k.tickers, k.chip_ids, k.fiscal_year_from, k.fiscal_year_to
),

regime_facts as (
    select
        k.check_id,
        k.claim_id,
        k.measure,
        k.role,
        if(k.measure = 'regime_rate', 'figure', 'statement') as measure_kind,
        k.regime_id as part,
        case when k.measure = 'regime_rate' then r.rate_share end as low,
        case when k.measure = 'regime_rate' then r.rate_share end as value,
        case when k.measure = 'regime_rate' then r.rate_share end as high,
        case k.measure when 'regime_base' then r.base when 'regime_instrument' then r.instrument end as found_text,
        case
            when k.measure = 'regime_rate' then null
            when found_text = k.stated_text then 'supports'
            else 'contradicts'
        end as direction,
        k.words,
        'as curated' as formula,
        'levy.regimes' as evidence_table,
        'regime_id = ''' || k.regime_id || '''' as evidence_where,
        coalesce(r.effective_from, u.looked_up_on) as known_on,
        r.source_id as source_ids,
        r.confidence
    from checks as k
    inner join {{ ref('regimes') }} as r on k.regime_id = r.regime_id
    cross join looked_up as u
    where k.measure in ('regime_rate', 'regime_base', 'regime_instrument')
),

gathered as (
    select * {{ as_claim_amounts() }} from reported_values
    union all by name
    select * {{ as_claim_amounts() }} from levies_on_china_revenue
    union all by name
    select * {{ as_claim_amounts() }} from levies_of_first_year
    union all by name
    select * {{ as_claim_amounts() }} from levies_of_gross_profit
    union all by name
    select * {{ as_claim_amounts() }} from product_sales
    union all by name
    select * {{ as_claim_amounts() }} from regime_facts
)

select * from gathered
