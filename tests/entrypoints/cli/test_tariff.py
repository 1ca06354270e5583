"""Parts of an answer are added up as the whole would have been."""

from entrypoints.cli.commands.tariff import _summed


class Answers:
    """An API that answers in two parts."""

    def __init__(self) -> None:
        self.asked = []

    def post(self, path, body):
        self.asked.append(body["after"])
        last = body["after"] is not None
        return {
            "currency": "EUR", "sessions": 2, "left_out": 1, "revenue_before": "1.10",
            "revenue_after": "2.20", "dearer": 1, "cheaper": 0, "same": 1,
            "histogram": [{"name": "0 to 1", "sessions": 1}],
            "remaining": 0 if last else 3, "next": None if last else "session-3",
        }  # fmt: skip


def test_what_if_goes_through_all_parts():
    api = Answers()
    sums = _summed(api, "tariff-1", {"since": None, "until": None})
    assert api.asked == [None, "session-3"]
    assert (sums["sessions"], sums["left_out"], sums["dearer"], sums["same"]) == (4, 2, 2, 2)
    assert (sums["revenue_before"], sums["revenue_after"]) == ("2.20", "4.40")
    assert sums["histogram"] == [{"name": "0 to 1", "sessions": 2}]
