"""Where steps come from besides typing: the record's text, tables, JSON."""
