"""Two who write the same thing: the second is told, nothing is overwritten."""

from __future__ import annotations

from shared.errors import Conflict, RuleBroken


class SavedElsewhere(Conflict):
    code = "draft.saved_elsewhere"
    title_vi = "Nội dung này đã được {who} lưu lúc {at} ở cửa sổ khác. Những gì bạn gõ ở đây chưa thay nội dung đó."
    title_en = "{who} saved this at {at} in another window. What you typed here has not replaced it."


class TypedElsewhere(Conflict):
    code = "draft.typed_elsewhere"
    title_vi = "Nội dung này đang được {who} gõ ở cửa sổ khác, lần cuối lúc {at}. Những gì bạn gõ ở đây chưa được lưu."
    title_en = "{who} is typing here in another window, last at {at}. What you typed here has not been saved."


class UnknownPlace(RuleBroken):
    code = "draft.unknown_place"
    title_vi = "Hồ sơ không có biểu mẫu «{place}»."
    title_en = "The dossier has no form «{place}»."
