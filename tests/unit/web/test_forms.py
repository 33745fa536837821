from __future__ import annotations

import unicodedata
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field, field_validator
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from shared.web.forms import Day, FormErrors, FormState, Whole, form, nfc


class Award(BaseModel):
    title: str = Field(title="tên tập thể", min_length=1, max_length=20)
    achieved: Day = Field(title="ngày lập thành tích")
    money: Whole | None = Field(None, title="mức tiền thưởng", ge=0)
    kind: Literal["LH-CT", "LH-DX"] = Field(title="loại hình khen thưởng")
    signed: bool = False
    members: list[str] = Field(default=[], title="thành viên")

    @field_validator("title")
    @classmethod
    def names_no_leader(cls, title: str) -> str:
        if "lãnh đạo" in title:
            raise ValueError("Ghi tên tập thể, không ghi chức danh lãnh đạo.")
        return title


RIGHT = {"title": "Tổ tự quản", "achieved": "05/03/2025", "kind": "LH-DX"}


async def endpoint(request: Request) -> JSONResponse:
    sent = await form(request, Award)
    if isinstance(sent, FormErrors):
        return JSONResponse({"errors": dict(sent.errors), "values": dict(sent.values)})
    return JSONResponse(sent.model_dump(mode="json"))


client = TestClient(Starlette(routes=[Route("/", endpoint, methods=["POST"])]))


def send(**fields: object) -> dict[str, object]:
    answer: dict[str, object] = client.post("/", data=RIGHT | fields).json()
    return answer


def errors(**fields: object) -> dict[str, str]:
    found = send(**fields)["errors"]
    assert isinstance(found, dict)
    return found


def test_a_right_form_becomes_the_model() -> None:
    assert send(money="2.340.000", signed="true", members=["An", "Bình"]) == {
        "title": "Tổ tự quản",
        "achieved": "2025-03-05",
        "money": 2_340_000,
        "kind": "LH-DX",
        "signed": True,
        "members": ["An", "Bình"],
    }


def test_both_ways_of_writing_a_date_are_understood() -> None:
    assert send(achieved="2025-03-05")["achieved"] == send(achieved="5-3-2025")["achieved"] == "2025-03-05"


def test_one_checked_box_of_several_is_a_list_of_one() -> None:
    assert send(members="An")["members"] == ["An"]
    assert send()["members"] == []


def test_text_arrives_composed_and_trimmed() -> None:
    assert send(title=unicodedata.normalize("NFD", "  Tổ tự quản\r\n"))["title"] == "Tổ tự quản"
    assert nfc("a\r\nb ") == "a\nb"


def test_each_error_is_a_sentence_that_says_what_to_do() -> None:
    assert errors(title=" ") == {"title": "Hãy nhập tên tập thể."}
    assert errors(title="x" * 21) == {"title": "Rút ngắn tên tập thể, nhiều nhất 20 ký tự."}
    assert errors(achieved="31/02/2025") == {
        "achieved": "Nhập ngày lập thành tích theo dạng ngày/tháng/năm, ví dụ 05/03/2025."
    }
    assert errors(kind="") == {"kind": "Hãy chọn loại hình khen thưởng."}
    assert errors(kind="LH-XX") == {"kind": "Chọn loại hình khen thưởng trong danh sách."}
    assert errors(money="nhiều") == {"money": "Nhập mức tiền thưởng bằng chữ số, ví dụ 1.250."}
    assert errors(money="-5") == {"money": "Nhập mức tiền thưởng từ 0 trở lên."}


def test_the_sentence_of_a_validator_is_shown_word_for_word() -> None:
    assert errors(title="lãnh đạo xã") == {"title": "Ghi tên tập thể, không ghi chức danh lãnh đạo."}


def test_errors_come_in_the_order_of_the_fields_with_what_was_typed() -> None:
    answer = client.post("/", data={"money": "nhiều", "csrf_token": "secret", "members": ["An", "Bình"]}).json()
    assert list(answer["errors"]) == ["title", "achieved", "money", "kind"]
    assert answer["values"] == {"money": "nhiều", "members": ["An", "Bình"]}


def test_a_file_field_left_empty_counts_as_not_sent() -> None:
    answer = client.post("/", data=RIGHT, files={"members": ("", b"")}).json()
    assert answer["members"] == []


def test_a_form_is_filled_from_a_model() -> None:
    state = FormState.of(Award(title="Tổ", achieved=date(2025, 3, 5), kind="LH-CT", members=["An"]))
    assert state.value("achieved") == "2025-03-05"
    assert state.value("money") == ""
    assert state.chosen("kind", "LH-CT")
    assert state.chosen("members", "An")
    assert not state.chosen("members", "Bình")
