"""GetDiagnostics (OCPP 1.6, 5.9) and GetLog (security white paper, N01): uploads of the log."""

import asyncio
import gc

from charge_point.iso import iso, seconds
from charge_point.rpc import CallError

SECURITY_FILES = ("security.old", "security.log")
BEGIN, END = "2000-01-01T00:00:00Z", "2099-12-31T23:59:59Z"
# What a server for files says → what LogStatusNotification calls it.
WHY = {
    "400": "BadMessage",
    "401": "PermissionDenied",
    "403": "PermissionDenied",
    "405": "NotSupportedOperation",
    "501": "NotSupportedOperation",
}


def upload(station, payload, _):
    if "upload" in station.jobs:
        return {}  # one at a time; that one goes on
    span = (payload.get("startTime", BEGIN), payload.get("stopTime", END))
    name = "diagnostics-%d.txt" % station.clock.now()
    job = Job(station, payload, payload["location"], name, None, span)
    return {"fileName": name}, job.run


def upload_log(station, payload, _):
    log, location = payload["log"], payload["log"].get("remoteLocation")
    if not isinstance(location, str):
        raise CallError("OccurenceConstraintViolation", "remoteLocation")
    span = (log.get("oldestTimestamp", BEGIN), log.get("latestTimestamp", END))
    try:
        name = "%s-%d.txt" % (payload["logType"], station.clock.now())
        running = station.jobs.get("upload")
        job = Job(station, payload, location, name, payload["requestId"], span)
    except (ValueError, TypeError):
        raise CallError("PropertyConstraintViolation", "timestamp")
    if running:
        running.cancelled = True
    return {"status": "AcceptedCanceled" if running else "Accepted", "filename": name}, job.run


class Job:
    """One upload.

    Attributes:
        request: its id, None for GetDiagnostics.
        cancelled: by a later one.
    """

    def __init__(self, station, payload, location, name, request, span):
        self._station, self._payload, self.request = station, payload, request
        self._url = location + ("" if location.endswith("/") else "/") + name
        self._begin, self._end = [iso(seconds(each)) for each in span]
        self.cancelled = False
        station.jobs["upload"] = self

    async def _told(self, status):
        action, payload = "DiagnosticsStatusNotification", {"status": status}
        if self.request is not None:
            action, payload["requestId"] = "LogStatusNotification", self.request
        await self._station.rpc.call(action, payload)

    async def run(self):
        station, payload = self._station, self._payload
        try:
            await self._told("Uploading")
            for attempt in range(payload.get("retries", 0) + 1):
                if attempt:
                    await station.hal.pause(payload.get("retryInterval", 10) * 1000)
                if self.cancelled:
                    return
                why = await self._attempt()
                if not why:
                    await self._told("Uploaded")
                    return
            if self.request is None:
                why = "UploadFailed"
            await self._told(why)
        finally:
            if station.jobs.get("upload") is self:
                del station.jobs["upload"]

    async def _attempt(self):
        """Why it did not work; None where it did."""
        station = self._station
        security = self._payload.get("logType") == "SecurityLog"
        pieces = self._events if security else self._lines
        size = sum([len(piece) for piece in pieces()])
        try:
            await station.block("http").put(station, self._url, bounded(pieces(), size), size)
            return None
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            station.log("upload", type(error).__name__, error)
            return WHY.get(str(error)[-3:], "UploadFailure")

    def _events(self):
        """Lines of the security log, which begin with their time, out of the span that is asked."""
        for name in SECURITY_FILES:
            try:
                with open(self._station.files.path(name), "rb") as file:
                    for line in file:
                        if self._begin <= line[:20].decode() <= self._end:
                            yield line
            except OSError:
                pass

    def _lines(self):
        station = self._station
        gc.collect()
        yield (
            "uptime %d s, heap %d used %d free, %d records wait\n"
            % (station.hal.ticks() // 1000, gc.mem_alloc(), gc.mem_free(), station.outbox.waiting)
        ).encode()
        begin, end = seconds(self._begin), seconds(self._end)
        for line in station.log.lines():
            if begin <= int(line.partition(" ")[0]) <= end:
                yield line.encode() + b"\n"


def bounded(pieces, size):
    """Exactly that many bytes, although the log goes on meanwhile."""
    for piece in pieces:
        if size:
            piece = piece[:size]
            size -= len(piece)
            yield piece
    if size:
        yield b" " * size
