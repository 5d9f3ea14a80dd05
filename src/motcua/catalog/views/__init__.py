"""Pages of the catalogue: thin, one service or selector each."""
