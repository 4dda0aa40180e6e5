"""The assets of the warehouse, one module for each step of the flow."""
