"""What ticks and commands of this service need besides the store: made once per process."""

from __future__ import annotations

from dataclasses import dataclass

from services.notification.mail.post import Post
from services.notification.notices.wording import Wordings


@dataclass(frozen=True, kw_only=True)
class Resources:
    wordings: Wordings
    post: Post
