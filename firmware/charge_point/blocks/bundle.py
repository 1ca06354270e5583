"""A bundle of the application, unpacked as it comes in: into the slot that is not in use.

    OCPB1, then for each file: length of its name (1 byte), size (4), name, content;
    0 ends the files; then SHA-256 of all before it, and the signature over that (DER), or nothing

All numbers big-endian. The slot counts for nothing until `activate`.
"""

import hashlib
import os

from slots import NONE, Slots, empty

MAGIC = b"OCPB1"
DIGEST, SIGNATURE = 32, 80  # bytes; a signature is shorter


class Bundle:
    """One that comes in.

    Attributes:
        digest: SHA-256 up to its end, once that has come.
        signature: the last bytes of it.
    """

    def __init__(self, folder):
        self._slots = Slots(folder)
        self.slot = self._slots.other
        self._at = self._slots.folder(self.slot)
        self._held = b""
        self._step = self._magic
        self._file, self._left, self._name = None, 0, ""
        self._hash = hashlib.sha256()
        self._made = []
        self.digest, self.signature = None, b""

    def target(self, size):
        self._slots.give_up()
        empty(self._at)
        os.mkdir(self._at)

    def write(self, piece):
        """Take in a piece; raises ValueError where it is no bundle."""
        if self._file:
            rest = self._content(piece)
            if not rest:
                return
            piece = rest
        self._held += piece
        while self._step():
            pass

    def _content(self, piece):
        now = piece[: self._left]
        self._file.write(now)
        self._hash.update(now)
        self._left -= len(now)
        if not self._left:
            self._file.close()
            self._file = None
        return piece[len(now) :]

    def _take(self, count):
        if len(self._held) < count:
            return None
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def _magic(self):
        magic = self._take(len(MAGIC))
        if magic is None:
            return False
        if magic != MAGIC:
            raise ValueError("no bundle")
        self._hash.update(magic)
        self._step = self._head
        return True

    def _head(self):
        if not self._held or (self._held[0] and len(self._held) < 5 + self._held[0]):
            return False
        length = self._held[0]
        if not length:
            self._hash.update(self._take(1))
            self._step = self._tail
            return True
        head = self._take(5 + length)
        self._hash.update(head)
        self._open(head[5:].decode(), int.from_bytes(head[1:5], "big"))
        if self._left:
            self._held = self._content(self._held)
        else:
            self._file.close()
            self._file = None
        return bool(self._held)

    def _open(self, name, size):
        parts = name.split("/")
        if "" in parts or ".." in parts or "." in parts:
            raise ValueError("name")
        path = self._at
        for part in parts[:-1]:
            path += "/" + part
            if path not in self._made:
                os.mkdir(path)
                self._made.append(path)
        self._file, self._left = open(path + "/" + parts[-1], "wb"), size

    def _tail(self):
        if len(self._held) > DIGEST + SIGNATURE:
            raise ValueError("too long")
        return False

    def whole(self):
        """It has all come in, and its digest is right; raises ValueError."""
        if self._step != self._tail or len(self._held) < DIGEST:
            raise ValueError("cut short")
        self.digest, self.signature = self._held[:DIGEST], self._held[DIGEST:]
        if self._hash.digest() != self.digest:
            raise ValueError("digest")

    def activate(self):
        """The next start is from there, on trial."""
        self._slots.try_out(self.slot)

    def undo(self):
        """Nothing of it stays."""
        if self._file:
            self._file.close()
        if self._slots.trial == NONE:
            empty(self._at)
