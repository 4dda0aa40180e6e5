"""Data sources: bytes in, polars frames out. Imports neither Dagster nor dbt."""
