"""All lines of a node are asked whether they are still there."""

import asyncio
from dataclasses import dataclass

from tests.asynchronous import asynchronous

from entrypoints.gateway.pulse import TURNS, Pulse


@dataclass(eq=False, slots=True)
class _Line:
    answers: bool
    lapsed: bool = False
    asked: int = 0
    gone: bool = False

    def ask(self) -> None:
        self.asked += 1
        self.lapsed = not self.answers

    async def let_go(self) -> None:
        self.gone = True


async def _after(lines: list[_Line], rounds: int) -> None:
    pulse = Pulse(0.0)
    for line in lines:
        pulse.enter(line)
    beating = asyncio.create_task(pulse.beat())
    for _ in range(rounds * TURNS + 2):
        await asyncio.sleep(0)
    beating.cancel()


@asynchronous
async def test_who_answers_is_asked_again_each_round() -> None:
    lines = [_Line(answers=True) for _ in range(100)]
    await _after(lines, 3)
    assert {line.asked for line in lines} <= {3, 4}
    assert not any(line.gone for line in lines)


@asynchronous
async def test_who_has_not_answered_by_the_next_round_is_let_go_and_not_asked_again() -> None:
    deaf = _Line(answers=False)
    await _after([deaf], 3)
    assert deaf.gone
    assert deaf.asked == 1


@asynchronous
async def test_who_has_left_is_not_asked() -> None:
    pulse, line = Pulse(0.0), _Line(answers=True)
    pulse.enter(line)
    pulse.leave(line)
    beating = asyncio.create_task(pulse.beat())
    for _ in range(2 * TURNS):
        await asyncio.sleep(0)
    beating.cancel()
    assert line.asked == 0
