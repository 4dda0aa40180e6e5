"""Paths, processes, disk, notifications: what all packages use."""
