"""Between rows and the domain: `to_row` and `from_row` of each aggregate.

A row to write is a tuple in the order of its statement's columns; exact numbers and JSON travel
as text (PostgreSQL reads them faster than the client library writes them). A row read is a
mapping of columns.
"""
