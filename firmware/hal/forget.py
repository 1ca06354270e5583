"""Modules that have done their part leave the memory: also their package must not hold them."""

import gc
import sys


def forget(*beginnings):
    """Those whose name begins with one of these."""
    for name in list(sys.modules):
        if not [1 for each in beginnings if name.startswith(each)]:
            continue
        sys.modules.pop(name)
        parent, _, own = name.rpartition(".")
        if parent in sys.modules and hasattr(sys.modules[parent], own):
            delattr(sys.modules[parent], own)
    gc.collect()
