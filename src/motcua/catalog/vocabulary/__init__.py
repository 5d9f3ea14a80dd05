"""The vocabulary that ships: everyday words, abbreviations, guidance and life events as TOML."""
