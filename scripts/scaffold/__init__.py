"""The parts of ``new``: the starters of each kind, what can be said of a page beforehand, and
asking for it in a terminal.
"""
