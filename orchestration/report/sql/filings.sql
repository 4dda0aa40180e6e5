select
    s.accession, s.ticker, f.form, f.filed, f.report_date, s.source_name, s.url, s.sha256, s.damage
from ops.sources as s
left join (
    select accession, any_value(form) as form, any_value(filed) as filed, any_value(report_date) as report_date
    from ops.coverage
    group by accession
) as f on s.accession = f.accession
where s.source_group = 'edgar' and s.accession is not null
order by s.ticker, f.filed desc, s.source_name
