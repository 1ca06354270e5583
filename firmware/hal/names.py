"""Room for names, taken while the heap is still in one piece.

MicroPython keeps every name for ever, in pools of which each is twice as large as the one before.
The pool that the blocks' names need is some 8 KB in one piece: asked for late, in a heap full of
small things, it is a MemoryError although there is room enough.

Garbage is collected early and often: what is taken between two collections lies above it, and
whatever of that stays cuts the room that is left into pieces.
"""

import gc

POOL = 9000  # bytes
OFTEN = 4096  # bytes taken between two collections


def reserve():
    """Before anything is imported."""
    return bytearray(POOL)


def settle(drop):
    """`drop` lets go of the reserve; the next pool takes its place at once. Returns names spent."""
    gc.threshold(OFTEN)
    gc.collect()
    drop()
    gc.collect()
    place, before = type("Names", (), {}), gc.mem_alloc()
    for spent in range(200):
        setattr(place, "q%d" % spent, None)
        if gc.mem_alloc() - before > 4000 + spent * 100:
            break
    return spent
