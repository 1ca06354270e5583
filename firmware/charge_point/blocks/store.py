"""Certificates in files of their own, DER, in the folder of small files.

`root-….der` are those that a server may stand under, `maker-….der` those of software; eight digits
of its SHA-256 name each. `own-a.der` and `own-b.der` are our own, with what stands between them
and a root behind the first; the key to each is a secret of the same name. A key is made for the
slot that is not in use, and only a whole certificate file makes it count: power may go at any time.
"""

import binascii
import hashlib
import os

from charge_point.blocks.der import inside, period

ROOT, MAKER = "root-", "maker-"
KINDS = {"CentralSystemRootCertificate": ROOT, "ManufacturerRootCertificate": MAKER}


def name_of(kind, der):
    return kind + binascii.hexlify(hashlib.sha256(der).digest()[:4]).decode() + ".der"


def names(files, kind):
    return sorted([n for n in os.listdir(files.folder) if n.startswith(kind) and n[-4:] == ".der"])


def load(files, name):
    with open(files.path(name), "rb") as file:
        return file.read()


def keep(files, name, der):
    """Whole or not at all."""
    path = files.path(name)
    with open(path + ".new", "wb") as file:
        file.write(der)
    os.rename(path + ".new", path)


def remove(files, name):
    try:
        os.remove(files.path(name))
    except OSError:
        pass


def holds(clock, der, early=False):
    """Whether a certificate is in its time; before the clock is set, only its end can be told."""
    begins, ends = period(der)
    return clock.now() <= ends and (early or not clock.synced or begins <= clock.now())


def own(files, clock, spare=None):
    """(slot, certificates) of the newest that holds now (A02.FR.08, 09); None where there is none.

    Args:
        spare: a slot that is not to be used.
    """
    found, newest = None, -1
    for slot in "ab":
        name = "own-%s.der" % slot
        if slot == spare or name not in os.listdir(files.folder):
            continue
        whole = load(files, name)
        chain = [whole[a:b] for a, _, _, b in inside(whole, 0, len(whole))]
        begins = period(chain[0])[0]
        if holds(clock, chain[0]) and begins >= newest:
            found, newest = (slot, chain), begins
    return found


def valid(files, kind, clock):
    """Whether one of that kind holds now."""
    return any([holds(clock, load(files, name)) for name in names(files, kind)])
