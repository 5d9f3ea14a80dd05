"""A small OpenID Connect provider for trials: it speaks the real protocol, its persons are made up by function."""
