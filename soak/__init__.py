"""Load, kills, faults and drills against real processes: what `make soak` runs."""
