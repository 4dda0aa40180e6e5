"""Long trials, run by hand: they take minutes to hours."""
