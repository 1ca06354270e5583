"""OCPP 2.0.1 and 2.1: their messages and our commands, block by block.

Both versions have these messages with the same fields, so each block is a function of the
version's messages module. What 2.1 alone has stands in blocks of its own.
"""
