"""The data dictionary: what is known of every published table and column (`tables`), and how it is shown (`pages`)."""
