"""Stories of announcing and making public."""
