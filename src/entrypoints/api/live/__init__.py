"""Live updates: a snapshot, then numbered changes, over a WebSocket."""

from entrypoints.api.live.feed import Feed
from entrypoints.api.live.socket import live_handler

__all__ = ["Feed", "live_handler"]
