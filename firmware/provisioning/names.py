"""Names of what is kept."""

import binascii

SETTINGS = "settings"  # the configuration file: JSON with CRC, and the copy before it
ACCESS = "setup"  # secret: password of our own Wi-Fi


def wifi(name):
    """Of the secret that holds a network's password: a network keeps its own."""
    return "wifi-%08x" % (binascii.crc32(name.encode()) & 0xFFFFFFFF)
