"""The build database and the dbt project that builds it."""
