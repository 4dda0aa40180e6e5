"""What the world says: bytes in, polars frames out. Imports neither Dagster nor dbt."""
