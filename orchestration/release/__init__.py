"""What readers see: publishing, versions, rollback, recovery."""
