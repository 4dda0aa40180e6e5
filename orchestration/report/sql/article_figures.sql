select
    claim_id, short_name, claim, unit, period, stated_value, stated_text, found_text, found_low, found_value, found_high, verdict, verdict_reason,
    verdict_since, evidence_known_on, source_id
from claims.article_claims
where claim_id in ('S014', 'S015', 'A005', 'S047')
order by claim_id
