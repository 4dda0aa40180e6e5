{#
  One row per company of `filings` (landing.filings): its newest periodic report and when the next is due. A quarter has
  at most 14 weeks; its 10-Q is due 45 days after it, a 10-K at most 90 (17 CFR 249.308a and 249.310, the longest terms
  of any filer), a 20-F or 40-F 120 days (17 CFR 249.220f) after a year of at most 53 weeks. Five days of grace for
  weekends and notices of late filing.
#}
{% macro filing_calendar_rows(filings) -%}
    select
        n.cik,
        n.family as last_form,
        n.accession as last_accession,
        n.report_date as last_period_end,
        case
            when n.family in ('20-F', '40-F') then '20-F or 40-F'
            when quarters.quarter_count >= 3 then '10-K'
            else '10-Q'
        end as next_form,
        n.report_date + case
            when n.family in ('20-F', '40-F') then 371 + 120
            when quarters.quarter_count >= 3 then 98 + 90
            else 98 + 45
        end as next_due_on,
        next_due_on + 6 as next_late_from
    from (
        select
            f.cik,
            max(f.report_date) as report_date,
            max(f.report_date) filter (where f.form like '10-K%') as year_end,
            arg_max(regexp_extract(f.form, '^(10-K|10-Q|20-F|40-F)'), f.report_date) as family,
            arg_max(f.accession, f.report_date) as accession
        from {{ filings }} as f
        where regexp_matches(f.form, '^(10-K|10-KT|10-Q|10-QT|20-F|40-F)$') and f.report_date is not null
        group by f.cik
    ) as n
    cross join lateral (
        select count(distinct r.report_date) as quarter_count
        from {{ filings }} as r
        where
            r.cik = n.cik and r.form in ('10-Q', '10-QT')
            and r.report_date > coalesce(n.year_end, r.report_date)
    ) as quarters
{%- endmacro %}
