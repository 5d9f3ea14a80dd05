"""Stories of processes: drawn up, drawn, exchanged, confirmed."""
