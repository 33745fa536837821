"""The player of the sample year: reads ``samples/duong-quang-2025`` and does what stands there, over HTTP."""

from deploy.local.play.year import PlayResult, open_world, play

__all__ = ["PlayResult", "open_world", "play"]
