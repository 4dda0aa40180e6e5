"""Tests by kind: unit, dbt and integration; mutation and soak tests are run on their own."""
