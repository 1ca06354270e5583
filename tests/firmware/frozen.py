"""A server in a process of its own, so that it can be stopped dead: writes its port to a file."""

import sys
import time
from pathlib import Path

from tests.firmware.csms import Csms

if __name__ == "__main__":
    with Csms() as csms:
        place = Path(sys.argv[1])
        place.with_suffix(".new").write_text(str(csms.port))
        place.with_suffix(".new").rename(place)
        while True:
            time.sleep(1)
