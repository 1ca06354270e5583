"""The demonstration: an operator with everything, and stations that charge all the time."""

from entrypoints.demo.furnishing import Furnished, furnish
from entrypoints.demo.show import Demonstration

__all__ = ["Demonstration", "Furnished", "furnish"]
