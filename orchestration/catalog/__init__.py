"""The data dictionary, units, metrics, and the generated parts of the documentation."""
