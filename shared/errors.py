"""The one tree of errors. Each has a stable code, an HTTP status and a sentence in two languages.

ThiduaError
├── BadInput            400/422  what was sent cannot be understood
├── NotSignedIn         401
├── Denied              403  no office of the actor allows this
├── NotFound            404
├── Conflict            409  somebody else was quicker, or the state does not allow it
│   ├── Stale           412  If-Match names an older version
│   └── IllegalTransition
├── RuleBroken          422  a rule of the field says no, and says which
└── Unavailable         503  a part is down; try again later
    ├── StoreAway
    └── Backlogged           events do not leave: nothing new is taken until they do
"""

from __future__ import annotations

from typing import Any, ClassVar


class ThiduaError(Exception):
    """Base of everything the product raises on purpose.

    Subclasses set ``code`` (stable, dotted), ``status`` (HTTP) and the two titles. A title may name
    keyword parameters in braces; ``extensions`` travel to the client as members of the problem document.
    """

    code: ClassVar[str] = "thidua.error"
    status: ClassVar[int] = 500
    title_vi: ClassVar[str] = "Hệ thống chưa làm được việc này."
    title_en: ClassVar[str] = "The system could not do this."

    def __init__(self, *, extensions: dict[str, Any] | None = None, **params: object) -> None:
        self.params = params
        self.extensions = extensions or {}
        super().__init__(self.vi)

    @property
    def vi(self) -> str:
        """The sentence for the person at the screen."""
        return self.title_vi.format(**self.params)

    @property
    def en(self) -> str:
        """The same sentence in English."""
        return self.title_en.format(**self.params)


class BadInput(ThiduaError):
    code = "input.invalid"
    status = 422
    title_vi = "Thông tin gửi lên chưa đúng: {detail}"
    title_en = "The input is not valid: {detail}"


class NotSignedIn(ThiduaError):
    code = "auth.required"
    status = 401
    title_vi = "Bạn cần đăng nhập để làm việc này."
    title_en = "Sign in to do this."


class Denied(ThiduaError):
    code = "auth.denied"
    status = 403
    title_vi = "Chức vụ của bạn không cho phép làm việc này."
    title_en = "No office you hold allows this."


class NotFound(ThiduaError):
    code = "not_found"
    status = 404
    title_vi = "Không tìm thấy {what}."
    title_en = "There is no {what}."


class Conflict(ThiduaError):
    code = "conflict"
    status = 409
    title_vi = "Có người vừa thay đổi mục này. Hãy mở lại rồi làm tiếp."
    title_en = "Somebody has just changed this. Open it again and go on."


class Stale(Conflict):
    code = "conflict.stale"
    status = 412
    title_vi = "Bản bạn đang xem đã cũ (bản {seen}, hiện là bản {current}). Hãy mở lại."
    title_en = "You are looking at version {seen}, the current one is {current}. Open it again."


class IllegalTransition(Conflict):
    code = "conflict.transition"
    title_vi = "Không thể chuyển từ «{source}» sang «{target}»."
    title_en = "There is no way from {source} to {target}."


class RuleBroken(ThiduaError):
    code = "rule.broken"
    status = 422
    title_vi = "{detail}"
    title_en = "{detail}"


class Unavailable(ThiduaError):
    code = "unavailable"
    status = 503
    title_vi = "Một bộ phận của hệ thống ({part}) đang tạm ngừng. Hãy thử lại sau ít phút."
    title_en = "A part of the system ({part}) is down. Try again in a few minutes."
    retry_after = 5
    """Seconds after which a client may try again."""


class StoreAway(Unavailable):
    """The document store does not answer: nothing was written, and nothing can be until it is back."""

    def __init__(self) -> None:
        super().__init__(part="MongoDB")


class Backlogged(Unavailable):
    """What was accepted before has waited too long to be passed on; nothing that was accepted is lost."""

    code = "backpressure.outbox"
    title_vi = (
        "Hệ thống đang chuyển chậm những việc đã ghi nên tạm ngừng nhận việc mới. Hãy thử lại sau {minutes} phút."
    )
    title_en = "What was accepted leaves too slowly, so nothing new is taken for now. Try again in {minutes} minutes."
    retry_after = 60

    def __init__(self) -> None:
        ThiduaError.__init__(self, minutes=max(1, self.retry_after // 60))
