"""Pages of documents: thin, one service or selector each."""
