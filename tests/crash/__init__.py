"""Crash drills: the server and the database die under load, and the stations' word is checked.

Acknowledged means: the station has received the CALLRESULT. The checker compares the stations' own
histories with the database; the server's log is no evidence.

    python -m tests.crash                  5,000 transactions, 10 kills of each
    python -m tests.crash --release        100,000 transactions, 50 kills of each
"""
