"""A stand-in for a province's document system: a small server of its own, and the client that speaks to it."""
