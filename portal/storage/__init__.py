"""The only room that knows SQLAlchemy. Functions take a ``Store`` and give plain values; each is
one transaction.
"""
