"""Pages of the organisation: public ones, those of procedure control, those of the focal officers."""
