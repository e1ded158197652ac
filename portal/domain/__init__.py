"""Decisions: plain values in, a decision out. The time is an argument; nothing here fetches, stores
or knows a form library.
"""
