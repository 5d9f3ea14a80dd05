"""Files: what is taken in and what is given out, by the name of the format."""
