"""The staff room: log-in, what waits today, and one record at a time."""
