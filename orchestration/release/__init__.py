"""Published versions: publication, rollback, recovery after a killed run."""
