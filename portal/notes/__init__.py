"""Notes without a name."""
