"""Mutated data: every harmful mutation must fail an expectation, and no harmless one may."""
