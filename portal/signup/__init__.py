"""Sign-up: a request for a place in a group."""
