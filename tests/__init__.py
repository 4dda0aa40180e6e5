"""Tests, by room: unit, dbt, integration, and one regression file per mended defect."""
