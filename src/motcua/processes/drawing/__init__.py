"""The picture of a process: laid out and drawn on the server, without scripts."""
