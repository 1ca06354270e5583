"""Any conformance corpus against the real gateway over real sockets: `make conformance CORPUS=dir`.

A corpus is a folder in the format of `tests/vectors/ocpp/README.md`; each file is optional.
Read `server` (the gateway under test), `client` (the station's end), then one of `frames`,
`handshake` and `sequences`; `report` counts and prints.
"""
