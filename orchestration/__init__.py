"""When things run, in what order, and whether they may go out. No business rule lives here."""
