"""Makes a bundle of the application: what an update over OCPP brings (see blocks/bundle.py).

    python firmware/tools/bundle.py TREE OUT [--key KEY.pem]

TREE is what build.py has written. With a key (P-256) the bundle carries its signature, which
UpdateFirmware wants where a charge point knows the key (`update_key`, the point in hex: printed);
the signature that SignedUpdateFirmware wants, over the whole file, is printed too.
"""

import argparse
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

MAGIC = b"OCPB1"
BESIDE = {"main.py", "boot.py", "slots.mpy", "slots.py", "run.py"}
"""What no update replaces."""


def bundle(files: dict[str, bytes], key: Any = None) -> bytes:
    """The bytes of a bundle of those files."""
    body = MAGIC
    for name, content in sorted(files.items()):
        body += bytes([len(name.encode())]) + len(content).to_bytes(4, "big") + name.encode()
        body += content
    body += b"\0"
    return body + sha256(body).digest() + (sign(key, body) if key else b"")


def sign(key: Any, data: bytes) -> bytes:
    """ECDSA over SHA-256, in DER."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    signature: bytes = key.sign(data, ec.ECDSA(hashes.SHA256()))
    return signature


def point(key: Any) -> str:
    """The public key as `update_key` wants it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return str(public.hex())


def tree(folder: Path) -> dict[str, bytes]:
    """What belongs into a bundle of a tree."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in BESIDE
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("tree", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--key", type=Path)
    words = asked.parse_args()
    key = None
    if words.key:
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        key = load_pem_private_key(words.key.read_bytes(), None)
    made = bundle(tree(words.tree), key)
    words.out.write_bytes(made)
    print(f"{len(made):,} bytes in {words.out}")
    if key:
        print(f"update_key {point(key)}")
        print(f"signature {b64encode(sign(key, made)).decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
