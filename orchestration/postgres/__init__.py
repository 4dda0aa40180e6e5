"""The Postgres serving copy of the published marts: what its tables look like (`tables`), and how it is brought up to
date (`serve`).
"""
