"""Settings, addresses, the server front, the SQLite backend and the terminal command."""
