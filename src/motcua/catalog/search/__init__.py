"""Search for citizens: a pure engine in memory over plain values, without any framework."""
