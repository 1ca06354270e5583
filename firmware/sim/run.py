"""One simulated charge point in a process of the unix port.

    micropython firmware/sim/run.py FOLDER KEY=VALUE …

    url=ws://127.0.0.1:9000/ocpp/demo  identity=CP1  key=HEX  vendor= model= serial=
    connectors=1 phases=1 speed=1 control=PORT echo=1 wall_meter=SECONDS truth=FILE config.NAME=TEXT
    slots=1 starts what is in the slot of the folder that slots.py chooses
    secure_url=wss://… security_profile=0..3 one_root=1 update_key=HEX

It is driven by lines over TCP at the control port (see sim/control.py). It ends with code 75 when
it wants to be started again, as after a Reset.
"""

import sys

import micropython

micropython.opt_level(3)
sys.path.insert(0, sys.argv[0][: -len("sim/run.py")].rstrip("/"))
if "slots=1" in sys.argv:
    found = __import__("slots").Slots(sys.argv[1])
    sys.argv.append("slot=" + found.start())
    sys.path.insert(0, found.folder(sys.argv[-1][5:]))
    sys.modules.pop("slots")
__import__("sim.main", None, None, ["main"]).main(sys.argv[1], sys.argv[2:])
