"""From the books of the processes to one readable result."""

from collections import Counter

from entrypoints.simulator.latencies import Latencies

ADDED = ("stations", "connected_at_the_end", "accepted", "unfinished", "behind_at_the_end")


def report(scenario: str, parts: list[dict]) -> dict:
    """Return one document: rates over the measured window, latencies in milliseconds."""
    by_action = _latencies(parts)
    everything = Latencies()
    for action, latencies in by_action.items():
        if action != "connect":
            everything.merge(latencies)
    seconds = max(part["seconds"] for part in parts)
    sessions = sum(part["sessions"] for part in parts)
    return {
        "scenario": scenario,
        "processes": len(parts),
        "seconds": round(seconds, 3),
        **{key: sum(p[key] for p in parts) for key in ADDED if key in parts[0]},
        "answers": everything.count,
        "answers_per_second": round(everything.count / seconds, 1) if seconds else 0.0,
        "sessions": sessions,
        "sessions_per_second": round(sessions / seconds, 2) if seconds else 0.0,
        "latency_ms": everything.summary(),
        "latency_ms_by_action": {name: one.summary() for name, one in sorted(by_action.items())},
        "errors": _summed(parts, "errors"),
        "in_all": {
            "sent": _summed(parts, "sent_in_all"),
            "answered": _summed(parts, "answered_in_all"),
            "sessions": sum(part["sessions_in_all"] for part in parts),
        },
        "generator_cpu_seconds": round(sum(part["cpu_seconds"] for part in parts), 3),
    }


def _latencies(parts: list[dict]) -> dict[str, Latencies]:
    merged: dict[str, Latencies] = {}
    for part in parts:
        for action, data in part["latencies"].items():
            merged.setdefault(action, Latencies()).merge(Latencies.from_data(data))
    return merged


def _summed(parts: list[dict], key: str) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part[key])
    return dict(sorted(total.items()))
