"""The dbt project as a reader meets it, and its unit tests."""
