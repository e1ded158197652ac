"""The parts of ``check``: what is looked at, which files changed, how it is told, and watching
while somebody writes.
"""
