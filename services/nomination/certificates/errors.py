"""What can keep a certificate from being printed or checked."""

from __future__ import annotations

from shared.errors import Conflict, Unavailable


class NotSigned(Conflict):
    code = "certificate.not_signed"
    title_vi = "Quyết định chưa ký nên chưa in được giấy khen, bằng khen."
    title_en = "Certificates can be printed once the decision is signed."


class NoStatusKey(Unavailable):
    code = "certificate.no_status_key"
    title_vi = "Nơi này chưa cài khóa để công bố danh sách trạng thái giấy khen, bằng khen."
    title_en = "No key for publishing the status list is installed here."

    def __init__(self) -> None:
        super().__init__(part="status list")
