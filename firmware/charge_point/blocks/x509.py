"""X.509 certificates in DER and PEM, as far as a charge point reads them (RFC 5280, RFC 7468)."""

import binascii

from charge_point.blocks.der import inside, item, time

EC, RSA = b"\x2a\x86\x48\xce\x3d\x02\x01", b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
P256 = b"\x2a\x86\x48\xce\x3d\x03\x01\x07"
ECDSA_SHA256 = b"\x2a\x86\x48\xce\x3d\x04\x03\x02"
RSA_SHA256 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
COMMON_NAME, ORGANIZATION = b"\x55\x04\x03", b"\x55\x04\x0a"
_CONSTRAINTS = b"\x55\x1d\x13"
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


class Certificate:
    """One certificate; raises ValueError where it is none.

    Attributes:
        der: the whole of it.
        tbs: what is signed.
        issuer, subject: names in DER.
        serial: of at most 20 bytes, hexadecimal without leading zeroes.
    """

    def __init__(self, der):
        self.der = der
        tag, at, end = item(der)
        parts = list(inside(der, at, end))
        if tag != 0x30 or end != len(der) or len(parts) != 3:
            raise ValueError("no certificate")
        self.tbs = bytes(der[parts[0][0] : parts[0][3]])
        self._algorithm = parts[1]
        self._signature = parts[2]
        fields = list(inside(der, parts[0][2], parts[0][3]))
        if fields[0][1] != 0xA0 or len(fields) < 7:
            raise ValueError("no X.509 v3")
        self._fields = fields
        self.issuer, self.subject = self._whole(fields[3]), self._whole(fields[5])
        number = bytes(der[fields[1][2] : fields[1][3]])
        self.serial = binascii.hexlify(number).decode().lstrip("0").upper() or "0"

    def _whole(self, place):
        return bytes(self.der[place[0] : place[3]])

    def _inside(self, place):
        return list(inside(self.der, place[2], place[3]))

    def _content(self, place):
        return bytes(self.der[place[2] : place[3]])

    @property
    def period(self):
        """(first, last) second in which it holds."""
        return tuple([time(each[1], self._content(each)) for each in self._inside(self._fields[4])])

    @property
    def key(self):
        """(algorithm, curve, bytes of the key itself): of P-256 an uncompressed point."""
        algorithm, bits = self._inside(self._fields[6])
        named = self._inside(algorithm)
        curve = self._content(named[1]) if len(named) > 1 else b""
        return self._content(named[0]), curve, self._content(bits)[1:]

    @property
    def signature(self):
        """(algorithm, bytes)."""
        return self._content(self._inside(self._algorithm)[0]), self._content(self._signature)[1:]

    @property
    def ca(self):
        """Whether it may sign others."""
        for place in self._fields[7:]:
            if place[1] != 0xA3:
                continue
            for extension in self._inside(self._inside(place)[0]):
                parts = self._inside(extension)
                if self._content(parts[0]) == _CONSTRAINTS:
                    inner = self._content(parts[-1])
                    _, at, end = item(inner)
                    return at < end and inner[at] == 1 and inner[at + 2] != 0
        return False

    def named(self, kind):
        """A part of the subject's name, as text; None without it."""
        for place in self._inside(self._fields[5]):
            for pair in self._inside(place):
                name, text = self._inside(pair)
                if self._content(name) == kind:
                    return self._content(text).decode()
        return None


def ders(pem):
    """The certificates of a PEM text, in order; raises ValueError where there are none."""
    found = []
    for part in pem.split(_BEGIN)[1:]:
        body, end, _ = part.partition(_END)
        if not end:
            raise ValueError("no end")
        found.append(binascii.a2b_base64("".join(body.split())))
    if not found:
        raise ValueError("no certificate")
    return found
