"""Stand-ins for outside parties."""
