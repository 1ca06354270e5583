"""How rarely a process that serves thousands of lines looks for garbage.

Nearly everything is freed by its last reference. What the collector does find, a few dozen objects
a minute of full load, is made by handshakes and failures.
"""

import gc

YOUNG = 200_000
"""Objects more than before. Thousands of messages under way at once are more than 50,000, and each
look at those took 40 to 80 ms, in which nobody was answered."""


def rarely() -> None:
    """Keep what is there out of it for good, and look at the rest when it has grown."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)
