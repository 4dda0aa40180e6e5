"""Paths, locks, processes, disk, notifications: what every part uses."""
