"""What came of a corpus: a line a failure, then counts by file and group."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(frozen=True)
class Result:
    """One line of the corpus. `unbuilt`: its action has no row yet, and was answered so."""

    id: str
    part: str
    group: str
    fault: str = ""
    expected: str = ""
    first: bool = True
    unbuilt: bool = False


@dataclass
class Report:
    """All results."""

    results: list[Result] = field(default_factory=list)

    @property
    def failures(self) -> list[Result]:
        return [r for r in self.results if r.fault]

    def of(self, part: str) -> list[Result]:
        return [r for r in self.results if r.part == part]

    def first_share(self, part: str = "") -> float:
        """First choices among the lines that are judged (not those without a row)."""
        judged = [r for r in self.results if part in ("", r.part) and not r.unbuilt]
        return sum(r.first and not r.fault for r in judged) / len(judged) if judged else 1.0

    def print(self, out: TextIO) -> None:
        for r in self.failures:
            print(f"FAIL {r.id} [{r.part} {r.group}] expected {r.expected}; {r.fault}", file=out)
        for part in dict.fromkeys(r.part for r in self.results):
            self._print_part(part, out)
        total, failed = len(self.results), len(self.failures)
        share = 100 * self.first_share()
        print(f"{total - failed}/{total} pass, first choice {share:.1f} %", file=out)

    def _print_part(self, part: str, out: TextIO) -> None:
        rows = self.of(part)
        failed, unbuilt = Counter(), Counter()
        second, total = Counter(), Counter()
        for r in rows:
            total[r.group] += 1
            failed[r.group] += bool(r.fault)
            unbuilt[r.group] += r.unbuilt
            second[r.group] += not r.fault and not r.first and not r.unbuilt
        print(
            f"{part}: {len(rows) - sum(failed.values())}/{len(rows)} pass, "
            f"first choice {100 * self.first_share(part):.1f} %, "
            f"without a row {sum(unbuilt.values())}",
            file=out,
        )
        for group in sorted(total):
            print(
                f"  {group:<28} {total[group]:>5} lines  {failed[group]:>3} failed  "
                f"{second[group]:>3} second choice  {unbuilt[group]:>4} without a row",
                file=out,
            )
