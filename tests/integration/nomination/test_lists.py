"""A list of many: checked row by row in one pass, then all of it or nothing, with progress."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx2
import openpyxl
import pytest
import xlsxwriter

from deploy.local.stack import EmbeddedStack
from services.nomination.awards import names
from services.nomination.awards.model import Award
from services.nomination.lists.checking import Checker
from services.nomination.lists.known import Known, known_of
from services.nomination.lists.sheet import COLUMNS, rows_of
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.law import Kind, Law
from shared.store import Context, Store, Transaction
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_once import DEED, deed, submitted
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, eventually, fresh, problem

GOOD = {key: example for key, (_, example) in COLUMNS.items()}
MAX_CPU_SECONDS_A_LINE = 0.002


def sheet(*rows: dict[str, str], headings: Callable[[str], str] = str) -> bytes:
    """A filled workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [headings(heading) for heading, _ in COLUMNS.values()])
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, [(GOOD | row).get(key, "") for key in COLUMNS])
    return out.getvalue()


def people(many: int) -> list[dict[str, str]]:
    """That many different people."""
    mark = fresh("x")[-6:]
    return [{"name": f"Người {mark} số {n}"} for n in range(many)]


async def sent(who: Person, content: bytes, name: str = "danh-sach.xlsx", **more: str) -> httpx2.Response:
    """Read through the API."""
    data = {
        "unit": "duong-quang.truong-tieu-hoc", "title": "Danh sách Lao động tiên tiến", "kind": "LH-CT", "year": "2025",
    } | more  # fmt: skip
    return await who.http.post("/nomination/api/v1/lists", data=data, files={"file": (name, content)})


async def test_every_row_says_all_that_is_wrong_with_it_and_nothing_is_made(school: Person) -> None:
    (first, second) = people(2)
    bad = "Không hoàn thành nhiệm vụ"
    rows = [
        first, first, second | {"award": "Huy chương vàng"}, {"name": ""}, second | {"rating": bad},
        second | {"kind": "Robot"}, second | {"achieved_on": "hôm qua"}, second | {"award": "TD-TT-TTLDTT"},
    ]  # fmt: skip
    read = done(await sent(school, sheet(*rows)))
    assert (read["total"], read["wrong"], read["state"]) == (8, 7, "checked")
    lines = done(await school.get(f"/lists/{read['id']}/lines"))["items"]
    said = {line["row"]: " ".join(line["problems"]) for line in lines}
    assert said[2] == ""
    assert "Trùng với dòng 2" in said[3]
    assert "Huy chương vàng" in said[4]
    assert "Ghi họ và tên" in said[5]
    assert "Điều 24" in said[6]
    assert "Đối tượng là" in said[7]
    assert "ngày" in said[8]
    assert "không dành cho" in said[9]
    refused = await school.post(f"/lists/{read['id']}/confirmation")
    assert problem(refused) == (422, "list.has_problems")
    page = text(await school.page(f"/lists/{read['id']}"))
    assert "7 trên 8 dòng phải sửa" in page
    assert "Gửi cả danh sách" not in page


async def test_list_is_sent_whole_and_received_whole(town: Town, school: Person, officer: Person) -> None:
    read = done(await sent(school, sheet(*people(130))))
    assert read["wrong"] == 0
    path = f"/lists/{read['id']}"
    assert problem(await officer.post(f"{path}/acceptance")) == (409, "list.not_possible")
    led_to(await school.send(f"{path}/confirmation"))
    assert problem(await school.post(f"{path}/confirmation")) == (409, "list.not_possible")

    async def came(state: str) -> None:
        async def there() -> bool:
            return bool(done(await school.get(path))["state"] == state)

        await eventually(there, 90)

    await came("submitted")
    lines = done(await school.get(f"{path}/lines", limit=200))["items"]
    assert all(line["dossier"] for line in lines)
    dossier = done(await officer.get(f"/dossiers/{lines[0]['dossier']}"))
    assert (dossier["state"], dossier["nominee"]["name"]) == ("submitted", lines[0]["name"])
    again = done(await sent(school, sheet({"name": lines[0]["name"]})))
    (line,) = done(await school.get(f"/lists/{again['id']}/lines"))["items"]
    assert line["problems"] == ["Đã có hồ sơ cho danh hiệu, hình thức này trong năm."]
    led_to(await officer.send(f"{path}/acceptance"))
    await came("accepted")
    assert done(await officer.get(f"/dossiers/{lines[-1]['dossier']}"))["state"] == "accepted"
    outbox = town.app.state.store["outbox"]
    assert await outbox.count_documents({"subject": f"list/{read['id']}"}) == 1


@pytest.mark.parametrize(
    "content",
    [b"nothing", b"PK\x03\x04", sheet(headings=lambda heading: f"{heading} gì")],
    ids=["no workbook", "broken", "other headings"],
)
async def test_sheet_that_cannot_be_read_is_told(school: Person, content: bytes) -> None:
    answer = await sent(school, content)
    assert problem(answer) == (422, "list.sheet_refused")
    assert answer.json()["vi"] != answer.json()["en"]


async def test_headings_are_known_in_capitals(school: Person) -> None:
    read = done(await sent(school, sheet(*people(1), headings=str.upper)))
    assert (read["total"], read["wrong"]) == (1, 0)


async def test_strangers_neither_send_nor_read(school: Person, neighbour: Person) -> None:
    read = done(await sent(school, sheet(*people(1))))
    for answer in (
        await sent(neighbour, sheet(*people(1))),
        await neighbour.get(f"/lists/{read['id']}"),
        await neighbour.post(f"/lists/{read['id']}/confirmation"),
        await neighbour.post(f"/lists/{read['id']}/acceptance"),
    ):
        assert problem(answer) == (403, "auth.denied")


async def test_form_shows_what_is_wrong_and_offers_the_workbook_to_fill_in(school: Person) -> None:
    template = await school.page("/lists/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(template.content))
    assert book.worksheets[0]["A1"].value == COLUMNS["name"][0]
    assert "Tải mẫu danh sách" in text(await school.page("/lists/new"))
    fields = {
        "csrf_token": issue_csrf(SECRET, school.session.id), "unit": "duong-quang.truong-tieu-hoc",
        "title": "Danh sách năm 2025", "kind": "LH-CT", "year": "2025",
    }  # fmt: skip

    async def form(content: bytes) -> httpx2.Response:
        files = {"file": ("danh-sach.xlsx", content)}
        return await school.http.post(
            "/nomination/lists/new", data=fields, files=files, headers={"Accept": "text/html"}
        )

    assert "Không đọc được bảng" in text(await form(b"nothing"), 422)
    show = led_to(await form(sheet(*people(2))))
    assert "Gửi cả danh sách, 2 hồ sơ" in text(await school.page(show))
    assert "Danh sách năm 2025" in text(await school.page("/lists"))


def test_two_thousand_lines_are_looked_through_in_one_pass_and_little_time() -> None:
    content = io.BytesIO(sheet(*people(2_000)))
    facts: dict[str, Any] = {"unit": "u", "kind": Kind.MERIT, "year": 2025, "on": date(2025, 6, 5), "known": Known()}
    checker = Checker(Law.load(), **facts)
    since = time.process_time()
    lines = checker.look(rows_of(content))
    spent = time.process_time() - since
    assert len(lines) == 2_000
    assert not any(line.problems for line in lines)
    assert spent / len(lines) < MAX_CPU_SECONDS_A_LINE


ASKED = [
    "find directory_units", "find achievements", "find award_names", "aggregate dossiers", "find holds",
    "find achievements",
]  # fmt: skip
"""What the store is asked about the people and initiatives of a sheet, however long it is."""


@pytest.mark.parametrize("lines", [3, 300])
async def test_what_is_known_of_a_sheet_takes_the_same_six_queries(
    town: Town, stack: EmbeddedStack, lines: int
) -> None:
    rows = list(rows_of(io.BytesIO(sheet(*({"initiative": "Dạy đọc bằng tranh"} | one for one in people(lines))))))
    store = Store(stack.mongo_url, town.app.state.store.database.name)  # where no tick asks anything
    with store.queries.counting() as seen:
        await known_of(store.reads, rows, unit="duong-quang.dia-chinh", year=2025)
    store.close()
    assert seen == ASKED


async def test_line_about_somebody_under_examination_is_told_and_so_is_one_that_came_under_it_since(
    school: Person, officer: Person
) -> None:
    read = done(await sent(school, sheet(*people(2))))
    name = done(await school.get(f"/lists/{read['id']}/lines"))["items"][1]["name"]
    body = sample("hs-05")
    body["nominee"] |= {"id": fresh("ca-nhan"), "name": name}
    dossier = done(await school.post("/dossiers", body))
    hold = {"dossier": dossier["id"], "what": "complaint", "since": "2025-06-02", "basis": "Thông báo số 05/TB-UBND"}
    placed = done(await officer.post("/holds", hold))
    assert problem(await school.post(f"/lists/{read['id']}/confirmation")) == (422, "dossier.under_examination")
    again = done(await sent(school, sheet({"name": name})))
    (line,) = done(await school.get(f"/lists/{again['id']}/lines"))["items"]
    assert "đang giải quyết khiếu nại" in " ".join(line["problems"])
    done(await officer.post(f"/holds/{placed['id']}/lifting", {"result": "Không có vi phạm."}))
    assert done(await sent(school, sheet({"name": name})))["wrong"] == 0


async def test_line_that_tells_what_another_dossier_told_names_it(town: Town, school: Person) -> None:
    body = deed("Liễu", nominating_unit="duong-quang.thon-2")
    await submitted(town, body, "dq-thon-2-01")
    certificate = {"award": "KT-GK-XA", "category": "", "rating": "", "months": ""}
    same = certificate | {"name": "Hoàng Văn Liễu", "achievement": body["achievement"]}
    fresh_deed = certificate | {"name": "Hoàng Văn Liễu", "achievement": DEED.format(n="khác hẳn") + " Việc mới."}
    twice = certificate | {"name": f"Người {fresh('x')}", "achievement": DEED.format(n="Trúc")}
    rows = [same, twice, twice | {"award": "KT-BK-TINH"}, fresh_deed | {"name": "Hoàng Văn Lạ"}]
    read = done(await sent(school, sheet(*rows), kind="LH-DX"))
    lines = done(await school.get(f"/lists/{read['id']}/lines"))["items"]
    said = {line["row"]: " ".join(line["problems"]) for line in lines}
    assert "Thành tích này đã nêu trong hồ sơ năm 2025 của Hoàng Văn Liễu" in said[2]
    assert "Cùng thành tích" not in said[3]
    assert "Cùng thành tích với dòng 3" in said[4], said
    assert "Thành tích này" not in said[5]


async def test_title_and_initiative_are_used_once_and_the_register_counts(town: Town, school: Person) -> None:
    who, idea = fresh("Người có sổ"), "Vườn rau thủy canh trên sân thượng nhà trường"
    award = Award(
        unit="duong-quang", level=Level.COMMUNE, decision="", number="88/QĐ-UBND", dossier="", award="TD-CN-LDTT",
        award_name="Lao động tiên tiến", award_kind="", nominating_unit="duong-quang", origin_unit="duong-quang",
        nominee=Nominee(id=fresh("n"), kind=SubjectKind.INDIVIDUAL, name=who, unit="duong-quang.truong-tieu-hoc"),
        year=2025, granted_on=date(2025, 5, 20), bonus=0,
    )  # fmt: skip

    async def enter(tx: Transaction) -> None:
        await names.enter(tx, award)
        tx.save(award)

    store = town.app.state.store
    context = Context(
        service="nomination", actor="test", command="test", now=town.app.state.clock.now(), correlation_id="c",
        causation_id="c",
    )  # fmt: skip
    await store.transact(enter, context)
    fighter = {"award": "Chiến sĩ thi đua cơ sở", "initiative": idea, "recognised": "x", "rating": "HTXS"}
    one, other = people(2)
    rows = [{"name": who}, one | fighter, other | fighter | {"initiative": f"{idea}."}]
    read = done(await sent(school, sheet(*rows)))
    lines = done(await school.get(f"/lists/{read['id']}/lines"))["items"]
    said = {line["row"]: " ".join(line["problems"]) for line in lines}
    assert "Đã được tặng Lao động tiên tiến năm 2025 theo Quyết định số 88/QĐ-UBND ngày 20/05/2025." in said[2]
    assert said[3] == ""
    assert said[4] == "Cùng sáng kiến với dòng 3."
