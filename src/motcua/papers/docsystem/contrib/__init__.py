"""Document systems that the product can talk to."""
