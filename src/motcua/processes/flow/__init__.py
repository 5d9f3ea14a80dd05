"""A process as plain values: steps, what leads where, what can be counted, what is wrong. No Django."""
