"""The parts of ``bench``: one module for each thing that is measured."""
