-- Grain: claim of the article.
from {{ source('reference', 'article_claims') }}
