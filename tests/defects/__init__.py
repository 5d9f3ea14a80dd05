"""Stories of defects as letters."""
