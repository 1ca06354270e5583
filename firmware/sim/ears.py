"""What a simulated charge point has heard: for those who ask afterwards."""

from charge_point.connector import PILOT
from charge_point.rpc import CallError


def listen(station):
    """Keep the latest answer to each of our messages, and the names of what we were asked."""
    answers, asked, promised = station.jobs["heard"] = ({}, [], [])
    call, answer, after = station.rpc.call, station.rpc._answer, station.rpc._after

    async def told(action, payload, message_id=None):
        count = answers.get(action, [0])[0] + 1
        try:
            reply = await call(action, payload, message_id)
        except CallError as error:
            answers[action] = [count, {"error": error.args[0]}]
            raise
        answers[action] = [count, reply]
        return reply

    def asking(frame):
        asked.append(str(frame[2]))
        reply = answer(frame)
        if reply[1]:
            promised.append(asked[-1])  # from the answer on: what comes of it begins a moment later
        return reply

    async def doing(afterwards):
        try:
            await after(afterwards)
        finally:
            promised.pop()

    station.rpc.call, station.rpc._answer, station.rpc._after = told, asking, doing


def at_rest(station):
    """Whether nothing is due that is not done and told; for one that is online."""
    if station.registration.status != "Accepted":
        return 1 if station.registration.status else 0
    notices, rpc = station.status_notices, station.rpc
    notices.look()
    told = [notices._told.get(number) == seen[0] for number, seen in notices._seen.items()]
    busy = station.outbox.waiting or rpc._waiting or station.jobs["heard"][2]
    if busy or station.hal.reader.shown or not all(told) or not station.may_tell():
        return 0
    return 1 if all([_settled(station, each) for each in station.connectors]) else 0


def _settled(station, connector):
    """Whether the control loop has taken in its pilot, and nobody is about to begin there."""
    plugged, wants, fault = PILOT[station.hal.pilots[connector.number - 1].state()]
    if fault:
        return fault in connector.faults
    if (plugged, wants) != (connector.plugged, connector.wants):
        return False
    return not (plugged and connector.pending)
