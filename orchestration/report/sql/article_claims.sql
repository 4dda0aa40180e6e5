select
    claim_id, short_name, section, subject, claim, claim_kind, unit, stated_low, stated_value, stated_high, stated_from, stated_to,
    stated_text, found_low, found_value, found_high, found_from, found_to, found_text, verdict, verdict_reason,
    verdict_since, evidence, evidence_known_on, evidence_source_ids, accessions, confidence
from claims.article_claims
order by claim_id
