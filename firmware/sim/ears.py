"""What a simulated charge point has heard: for those who ask afterwards."""

from charge_point.rpc import CallError


def listen(station):
    """Keep the latest answer to each of our messages, and the names of what we were asked."""
    answers, asked = station.jobs["heard"] = ({}, [])
    call, answer = station.rpc.call, station.rpc._answer

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
        return answer(frame)

    station.rpc.call, station.rpc._answer = told, asking


def at_rest(station):
    """Whether all that may be told has been told; for one that is online."""
    if station.registration.status != "Accepted":
        return 1 if station.registration.status else 0
    notices = station.status_notices
    notices.look()
    told = [notices._told.get(number) == seen[0] for number, seen in notices._seen.items()]
    busy = station.outbox.waiting or station.rpc._waiting or station.hal.reader.shown
    return 1 if station.rpc.online and station.may_tell() and all(told) and not busy else 0
