"""Online services in force, targets, the roadmap."""
