"""The dated rules shipped with the product, the province's own rows and its approved calendars."""
