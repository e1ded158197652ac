"""The portal: what one server process does besides serving files: sign-up, notes, the page behind a
code, the readers' room.
"""
