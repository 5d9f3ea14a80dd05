"""An application that exists only to be killed: its jobs leave one row for each part done."""
