"""Power goes at every operation of the flash while a configuration is saved, torn in three ways.

Afterwards there is the old one or the new one, whole, with the credentials that belong to it.
provision_cuts.py FIRMWARE; prints how many cuts
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, __file__.rpartition("/")[0])

import lfs  # noqa: E402 - after the path is set
from charge_point.files import Files  # noqa: E402 - after the path is set
from hal.sim.machine_ports import Secrets  # noqa: E402 - after the path is set
from provisioning.draft import Draft  # noqa: E402 - after the path is set
from sim.cutting import HALF, NOTHING, SOME, PowerCut  # noqa: E402 - after the path is set

OLD = {"url": "ws://one.example/ocpp", "identity": "CP1", "wifi": "Home"}
NEW = {"url": "ws://two.example/ocpp", "identity": "CP1", "wifi": "Garage", "model": "Two"}
PASSWORD = {"Home": "at home at night", "Garage": "in the garage"}


def draft(flash):
    folder = lfs.mounted(flash)
    return Draft(folder, Secrets(Files(folder)))


def save(flash, wanted):
    one = draft(flash)
    one.values = {}
    for name in wanted:
        one.set(name, wanted[name])
    one.set("key", "00112233445566778899aabbccddeeff")
    one.set("wifi_password", PASSWORD[wanted["wifi"]])
    one.save()


def found(flash):
    """What is there; fails where that cannot be run."""
    one = draft(flash)
    assert one.faults() == [], one.faults()
    kept = one.secrets.get(one._kept("wifi_password"))
    assert kept == PASSWORD[one.values["wifi"]].encode(), "a password of another network"
    return one.values


first = lfs.formatted(lfs.Flash(16))
save(first, OLD)
lfs.let_go()
old = bytes(first.content)
whole = lfs.Flash(16, bytearray(old))
save(whole, NEW)
assert found(whole) == NEW
before = lfs.Flash(16, bytearray(old))
cuts, kept = 0, [0, 0]
for mode in (NOTHING, HALF, SOME):
    for at in range(1, whole.operations + 1):
        flash = lfs.Flash(16, bytearray(old), cut_at=at, mode=mode)
        try:
            save(flash, NEW)
        except PowerCut:
            cuts += 1
        now = found(lfs.Flash(16, flash.content))
        assert now in (OLD, NEW), now
        kept[now == NEW] += 1
        after = lfs.Flash(16, flash.content)
        save(after, NEW)  # whoever was interrupted does it again
        assert found(after) == NEW
assert cuts and kept[0] and kept[1]
print(cuts)
