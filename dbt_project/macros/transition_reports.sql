{#
  Transition reports (10-KT) whose documents are available: each ends a fiscal year of its own, shorter than a year. With
  `since_published`: of companies with published filings, those that are not among these.
#}
{% macro transition_reports(since_published=false) -%}
    select
        f.ticker,
        f.cik,
        f.accession,
        f.report_date
    from {{ ref('int_filings') }} as f
    semi join {{ ref('int_facts') }} as d on f.cik = d.cik and f.accession = d.accession
    {%- if since_published %}
        semi join {{ ref('stg_runs__published_filings') }} as p on f.cik = p.cik
        anti join {{ ref('stg_runs__published_filings') }} as r on f.cik = r.cik and f.accession = r.accession
    {%- endif %}
    where f.form = '10-KT'
{%- endmacro %}
