"""Quality checks: expectation suites, checkpoints run by Great Expectations, results and quarantine."""
