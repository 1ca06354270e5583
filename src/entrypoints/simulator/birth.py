"""The settings that a station is born with: its version's, its plan's, and its own traits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .plan import Rhythm, StationPlan
from .settings import Meaning, Setting

PLANNED: dict[Meaning, Callable[[StationPlan], str]] = {
    Meaning.IDENTITY: lambda plan: plan.identity,
    Meaning.VENDOR: lambda plan: plan.vendor,
    Meaning.MODEL: lambda plan: plan.model,
    Meaning.OUTLETS: lambda plan: str(plan.outlets),
    Meaning.READING_SECONDS: lambda plan: str(round((plan.rhythm or Rhythm()).reading_seconds)),
}


def born_with(usual: Mapping[Any, Setting], plan: StationPlan) -> dict[Any, Setting]:
    """Return the settings of a new station; raises ValueError for names it does not have."""
    unknown = sorted(str(name) for name in plan.settings if name not in usual)
    if unknown:
        raise ValueError(f"no such setting: {', '.join(unknown)}")
    planned = {meaning: told(plan) for meaning, told in PLANNED.items()}
    return {
        name: replace(kept, value=plan.settings.get(name, planned.get(kept.meaning, kept.value)))
        for name, kept in usual.items()
    }
