"""Stories of units, positions and focal officers. A package, so that the loaded province goes with the last of them."""
