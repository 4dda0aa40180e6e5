"""The Postgres copy of the published marts: table definitions (`tables`), and updating the copy (`serve`)."""
