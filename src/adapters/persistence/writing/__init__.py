"""Group commit: how the units of work of one process reach the database together.

`sheet` says how rows of one table are written by one statement; `sheets` lists them all in the
order in which a batch runs them; `unit` is what one scope hands in; `batch` is one transaction;
`flusher` takes what waits, again and again; `connection` is its line to the database.
"""
