-- Headline figures that differ between two versions, attached as before_version and after_version, and why.
-- Parameters: from_build_id and build_id; code and origin, a sentence each where they differ, else null. The table
-- lineage has, for each table of headlines, the curated tables that it is made of.
-- A figure is explained by a filing that only the later version uses, by a curated row that is new or cites other
-- sources than before, or by a filing that only the earlier version uses; each only where the figure rests on it.
with
moved as (
    select
        coalesce(a.headline_id, b.headline_id) as headline_id,
        coalesce(a.measure, b.measure) as measure,
        coalesce(a.headline, b.headline) as headline,
        coalesce(a.table_name, b.table_name) as table_name,
        coalesce(a.ticker, b.ticker) as ticker,
        b.period as period_before,
        a.period,
        coalesce(a.unit, b.unit) as unit,
        b.value as value_before,
        a.value,
        b.value_text as text_before,
        a.value_text,
        (a.value - b.value) / nullif(abs(b.value), 0) as change_share,
        coalesce(a.tolerance_share, b.tolerance_share) as tolerance_share,
        list_distinct(list_concat(
            coalesce(string_split(a.accessions, ', '), []), coalesce(string_split(a.source_ids, ', '), [])
        )) as rests_on,
        coalesce(string_split(b.accessions, ', '), []) as accessions_before
    from before_version.ops.headline_values as b
    full join after_version.ops.headline_values as a on b.headline_id = a.headline_id and b.measure = a.measure
    where
        b.headline_id is not null  -- a new figure has not moved
        and (b.value is distinct from a.value or b.value_text is distinct from a.value_text)
),

used_before as (
    select distinct accession, source_kind
    from before_version.ops.coverage
    where accession is not null and coverage_class != 'document_not_at_hand'
),

used_after as (
    select accession, source_kind, any_value(ticker) as ticker, any_value(form) as form, any_value(filed) as filed
    from after_version.ops.coverage
    where accession is not null and coverage_class != 'document_not_at_hand'
    group by accession, source_kind
),

new_filings as (
    select accession, any_value(ticker) as ticker, any_value(form) as form, any_value(filed) as filed
    from used_after
    anti join used_before using (accession, source_kind)
    group by accession
),

gone_filings as (
    select distinct accession from used_before anti join used_after using (accession)
),

edited_files as (
    select distinct a.source_kind, a.ticker, a.accession, a.source_name
    from before_version.ops.sources as b
    inner join after_version.ops.sources as a
        on
            b.source_kind = a.source_kind and b.source_name = a.source_name and b.url is not distinct from a.url
            and b.accession is not distinct from a.accession
    where a.source_group = 'edgar' and b.sha256 != a.sha256
),

cells as (
    select
        coalesce(a.table_name, b.table_name) as curated_table,
        coalesce(a.row_key, b.row_key) as row_key,
        string_split(coalesce(a.cites, b.cites), ', ') as cites,
        b.row_key is null as is_new,
        a.row_key is null as is_gone,
        b.row_key is null or (a.row_key is not null and b.cites is distinct from a.cites) as is_evidence,
        cast(from_json(b.content, '"MAP(VARCHAR, VARCHAR)"') as map(varchar, varchar)) as cells_before,
        cast(from_json(a.content, '"MAP(VARCHAR, VARCHAR)"') as map(varchar, varchar)) as cells_now
    from before_version.ops.curated_rows as b
    full join after_version.ops.curated_rows as a on b.table_name = a.table_name and b.row_key = a.row_key
    where a.content is distinct from b.content and coalesce(a.table_name, b.table_name) != 'accepted_changes'
),

curated as (
    select
        *,
        curated_table || '.csv, ' || row_key
        || case
            when is_new then ', new'
            when is_gone then ', removed'
            else ': ' || array_to_string(list_transform(
                list_filter(map_keys(cells_now), lambda k: cells_now[k] is distinct from cells_before[k]),
                lambda k: k || ' ' || coalesce(cells_before[k], 'empty') || ' → ' || coalesce(cells_now[k], 'empty')
            ), '; ')
        end as what
    from cells
),

causes as (
    select m.headline_id, m.measure, 1 as rank, 'new_filing' as cause_code,
        'new filing ' || f.accession || coalesce(' (' || f.form || ', ' || f.filed || ')', '') as cause
    from moved as m
    inner join new_filings as f
        on
            list_contains(m.rests_on, f.accession)
            -- the newest figure of a company is that of another period now, or there is none for it
            or (m.ticker = f.ticker and m.period is distinct from m.period_before)

    union all

    select m.headline_id, m.measure, if(c.is_evidence, 2, 4) as rank,
        if(c.is_evidence, 'new_evidence', 'edited_row') as cause_code, c.what as cause
    from moved as m
    inner join lineage as l on m.table_name = l.table_name
    inner join curated as c on l.curated_table = c.curated_table and list_has_any(c.cites, m.rests_on)

    union all

    select m.headline_id, m.measure, 3 as rank, 'filing_gone' as cause_code,
        'filing ' || f.accession || ' is not used any more' as cause
    from moved as m
    inner join gone_filings as f on list_contains(m.accessions_before, f.accession)

    union all

    -- rules, such as which concept means which metric, cite nothing; they may concern every figure of their tables
    select m.headline_id, m.measure, 4 as rank, 'edited_row' as cause_code, c.what as cause
    from moved as m
    inner join lineage as l on m.table_name = l.table_name
    inner join curated as c on l.curated_table = c.curated_table and not coalesce(list_has_any(c.cites, m.rests_on), false)
    where c.cites is null or not c.is_new

    union all

    select m.headline_id, m.measure, 5 as rank, 'edited_file' as cause_code,
        'other content of ' || coalesce(e.accession || ' ', e.ticker || ' ') || e.source_name as cause
    from moved as m
    inner join edited_files as e
        on list_contains(m.rests_on, e.accession) or (e.source_kind = 'companyfacts' and e.ticker = m.ticker)

    union all

    select m.headline_id, m.measure, 6 as rank, 'code' as cause_code, $code as cause
    from moved as m
    where $code is not null

    union all

    select m.headline_id, m.measure, 7 as rank, 'origin' as cause_code, $origin as cause
    from moved as m
    where $origin is not null
),

-- a file of many rows, such as one of rules, is not repeated in full for each figure
grouped as (
    select
        headline_id,
        measure,
        arg_min(cause_code, rank) as cause_code,
        bool_or(rank <= 3) as is_explained,
        array_to_string(list(cause order by rank, cause)[1:3], '; ')
        || if(count(*) > 3, '; and ' || count(*) - 3 || ' more', '') as causes
    from (select distinct * from causes)
    group by headline_id, measure
),

judged as (
    select
        m.*,
        m.tolerance_share is not null
        and coalesce(abs(m.value - m.value_before) > m.tolerance_share * abs(m.value_before), true)
            as is_beyond_tolerance,
        coalesce(g.cause_code, 'none') as cause_code,
        coalesce(g.causes, 'nothing that is known') as causes,
        coalesce(g.is_explained, false) as is_explained,
        count(*) filter (where is_beyond_tolerance and not coalesce(g.is_explained, false))
            over (partition by m.table_name) as of_table
    from moved as m
    left join grouped as g on m.headline_id = g.headline_id and m.measure = g.measure
),

-- a row accepts one figure, with its value, or all of a table, with their number
accepted as (
    select
        json_extract_string(content, '$.headline_id') as headline_id,
        json_extract_string(content, '$.measure') as measure,
        try_cast(json_extract_string(content, '$.value') as double) as value,
        json_extract_string(content, '$.reason') as reason
    from after_version.ops.curated_rows
    where
        table_name = 'accepted_changes' and json_extract_string(content, '$.from_build_id') = $from_build_id
)

select
    $build_id as build_id,
    $from_build_id as from_build_id,
    j.headline_id,
    j.measure,
    j.headline,
    j.table_name,
    j.ticker,
    j.period_before,
    j.period,
    j.unit,
    j.value_before,
    j.value,
    j.text_before,
    j.value_text,
    j.change_share,
    j.tolerance_share,
    j.is_beyond_tolerance,
    j.cause_code,
    j.causes,
    j.is_explained,
    coalesce(f.reason, t.reason) as accepted_reason,
    j.is_beyond_tolerance and not j.is_explained and accepted_reason is null as stops_publication
from judged as j
left join accepted as f
    on
        j.headline_id = f.headline_id and j.measure = f.measure
        -- a person writes fewer digits than the figure has
        and coalesce(abs(j.value - f.value) <= 0.0001 * abs(j.value), j.value is null and f.value is null)
left join accepted as t
    on
        j.table_name = t.headline_id and t.measure = 'all' and j.of_table = t.value
        and j.is_beyond_tolerance and not j.is_explained
order by j.headline_id, j.measure
