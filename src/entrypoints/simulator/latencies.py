"""Latencies in buckets of about 3 % width: constant memory, mergeable over processes."""

from collections import Counter
from collections.abc import Mapping

SUB_BUCKETS = 32  # per power of two, as in an HDR histogram with 5 bits of precision
SUB_BITS = 5
PERCENTILES = {"p50": 0.50, "p90": 0.90, "p95": 0.95, "p99": 0.99, "p999": 0.999}


class Latencies:
    """Count durations; tell percentiles.

    Durations go in as seconds and come out as milliseconds. A percentile is the upper edge of its
    bucket, so it is never flattering.
    """

    __slots__ = ("_buckets", "count", "longest", "total")

    def __init__(self) -> None:
        self._buckets: Counter[int] = Counter()
        self.count = 0
        self.total = 0.0
        self.longest = 0.0

    @property
    def buckets(self) -> Counter[int]:
        """How many durations fell into each bucket."""
        return self._buckets

    def add(self, seconds: float) -> None:
        """Count one duration, in seconds."""
        self._buckets[_bucket(int(seconds * 1e6))] += 1
        self.count += 1
        self.total += seconds
        self.longest = max(self.longest, seconds)

    def merge(self, other: "Latencies") -> None:
        """Take over another's counts."""
        self._buckets.update(other.buckets)
        self.count += other.count
        self.total += other.total
        self.longest = max(self.longest, other.longest)

    def at(self, share: float) -> float:
        """Return the duration, in milliseconds, below which this share of all lies; 0 if none."""
        wanted, seen = share * self.count, 0
        for bucket in sorted(self._buckets):
            seen += self._buckets[bucket]
            if seen >= wanted:
                return min(_upper_edge(bucket) / 1e3, self.longest * 1e3)
        return 0.0

    def summary(self) -> dict[str, float]:
        """Return count, mean, percentiles and maximum, in milliseconds, ready for JSON."""
        mean = self.total / self.count * 1e3 if self.count else 0.0
        rows = {name: round(self.at(share), 3) for name, share in PERCENTILES.items()}
        return {
            "count": self.count,
            "mean": round(mean, 3),
            **rows,
            "max": round(self.longest * 1e3, 3),
        }

    def as_data(self) -> dict[str, object]:
        """Return everything as plain data, to send to another process."""
        buckets = {str(bucket): count for bucket, count in self._buckets.items()}
        return {"buckets": buckets, "total": self.total, "longest": self.longest}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Latencies":
        """Read what `as_data` gave; raises KeyError for anything else."""
        found = cls()
        buckets = data["buckets"]
        assert isinstance(buckets, Mapping)  # noqa: S101 - our own format, one line below
        found._buckets.update({int(bucket): int(count) for bucket, count in buckets.items()})
        found.count = sum(found._buckets.values())
        found.total = float(str(data["total"]))
        found.longest = float(str(data["longest"]))
        return found


def _bucket(micros: int) -> int:
    if micros < SUB_BUCKETS:
        return max(micros, 0)
    shift = micros.bit_length() - SUB_BITS - 1
    return (shift + 1) * SUB_BUCKETS + (micros >> shift) - SUB_BUCKETS


def _upper_edge(bucket: int) -> int:
    if bucket < SUB_BUCKETS:
        return bucket + 1
    shift, rest = divmod(bucket, SUB_BUCKETS)
    return (rest + SUB_BUCKETS + 1) << (shift - 1)
