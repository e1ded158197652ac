"""Verbs for people: ``python3 -m scripts <verb>``."""
