"""Orchestration: when things run, in what order, and whether a build may be published. Contains no business rule."""
