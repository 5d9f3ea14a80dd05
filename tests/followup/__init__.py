"""Stories of following ministries' decisions."""
