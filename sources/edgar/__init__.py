"""SEC EDGAR: fetching filings and turning them into the one facts schema."""
