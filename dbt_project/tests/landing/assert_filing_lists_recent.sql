-- A company files something about every month. A list from the service itself that ends sixty days ago is outdated.
select
    v.cik,
    'the list of filings ends ' || max(f.filed) as reason
from {{ source('checkpoint', 'visits') }} as v
inner join {{ source('edgar', 'filings') }} as f on v.cik = f.cik
where v.origin_kind = 'service'
group by v.cik, v.checked_on
having max(f.filed) < v.checked_on - 60
