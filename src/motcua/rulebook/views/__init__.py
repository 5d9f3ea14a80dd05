"""Pages of the rulebook: thin, one service or selector each."""
