"""Pages of the reports and letters about defects."""
