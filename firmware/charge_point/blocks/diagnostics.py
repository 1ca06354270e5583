"""GetDiagnostics (OCPP 1.6, 5.9) and GetLog (security white paper, N01): uploads of the log."""

import asyncio
import gc

DIAGNOSTICS, SECURITY = "DiagnosticsLog", "SecurityLog"
SECURITY_FILE = "security.log"


def upload(station, payload, _):
    if "upload" in station.jobs:
        return {}  # one at a time; that one goes on
    name = "diagnostics-%d.txt" % station.clock.now()

    async def told(status):
        await station.rpc.call("DiagnosticsStatusNotification", {"status": status})

    job = Job(station, payload["location"], name, DIAGNOSTICS, None)
    return {"fileName": name}, lambda: job.run(payload, told, "UploadFailed")


def upload_log(station, payload, _):
    log, request = payload["log"], payload["requestId"]
    location = log.get("remoteLocation")
    if not isinstance(location, str):
        return {"status": "Rejected"}
    running = station.jobs.get("upload")
    status = "Accepted"
    if running:
        running.cancelled = True
        status = "AcceptedCanceled"
    name = "%s-%d.txt" % (payload["logType"], station.clock.now())

    async def told(status):
        await station.rpc.call("LogStatusNotification", {"status": status, "requestId": request})

    job = Job(station, location, name, payload["logType"], request)
    return {"status": status, "filename": name}, lambda: job.run(payload, told, "UploadFailure")


class Job:
    """One upload.

    Attributes:
        request: its id, None for GetDiagnostics.
        cancelled: by a later one.
    """

    def __init__(self, station, location, name, kind, request):
        self._station, self._kind, self.request = station, kind, request
        self._url = location + ("" if location.endswith("/") else "/") + name
        self.cancelled = False
        station.jobs["upload"] = self

    async def run(self, payload, told, failed):
        station = self._station
        try:
            await told("Uploading")
            for attempt in range(payload.get("retries", 0) + 1):
                if attempt:
                    await station.hal.pause(payload.get("retryInterval", 10) * 1000)
                if self.cancelled:
                    return
                if await self._attempt():
                    await told("Uploaded")
                    return
            await told(failed)
        finally:
            if station.jobs.get("upload") is self:
                del station.jobs["upload"]

    async def _attempt(self):
        station = self._station
        pieces = list(self._pieces())
        try:
            await station.block("http").put(
                station, self._url, pieces, sum([len(piece) for piece in pieces])
            )
            return True
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            station.log("upload", type(error).__name__, error)
            return False

    def _pieces(self):
        station = self._station
        if self._kind == SECURITY:
            try:
                with open(station.files.path(SECURITY_FILE), "rb") as file:
                    yield file.read(4096)
            except OSError:
                yield b"\n"
            return
        gc.collect()
        yield (
            "uptime %d s, heap %d used %d free, %d records wait\n"
            % (station.hal.ticks() // 1000, gc.mem_alloc(), gc.mem_free(), station.outbox.waiting)
        ).encode()
        for line in station.log.lines():
            yield line.encode() + b"\n"
