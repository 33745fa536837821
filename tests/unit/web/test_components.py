from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from lxml import html as parser  # type: ignore[import-untyped]

from shared.web.charts import bar_png, bar_svg
from shared.web.forms import FormErrors, FormState

Draw = Callable[..., str]
WRONG = FormErrors(values={"title": '"Tổ" <1>'}, errors={"title": "Hãy nhập tên tập thể.", "": "Phiên họp đã đóng."})


def tree(html: str) -> parser.HtmlElement:
    return parser.fragment_fromstring(html, create_parent="div")


@pytest.mark.parametrize(
    "call",
    [
        'ui.text("title", "Tên", form=form, hint="Ghi đủ.")',
        'ui.number("title", "Tên", form=form, hint="Ghi đủ.")',
        'ui.date("title", "Tên", form=form, hint="Ghi đủ.")',
        'ui.textarea("title", "Tên", form=form, hint="Ghi đủ.")',
        'ui.select("title", "Tên", [("a", "A")], form=form, hint="Ghi đủ.")',
        'ui.file_upload("title", "Tên", form=form, hint="Ghi đủ.")',
    ],
)
def test_a_wrong_field_is_labelled_described_and_keeps_what_was_typed(draw: Draw, call: str) -> None:
    page = tree(draw("{{ " + call + " }}", form=WRONG))
    (field,) = page.xpath('//*[@id="f-title"]')
    assert page.xpath('string(//label[@for="f-title"])').strip() == "Tên"
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    assert described == ["f-title-hint", "f-title-error"]
    assert "Hãy nhập tên tập thể." in page.xpath('string(//*[@id="f-title-error"])')
    if field.tag == "input" and field.get("type") == "text":
        assert field.get("value") == '"Tổ" <1>'


def test_a_right_field_is_not_described_as_wrong(draw: Draw) -> None:
    html = draw('{{ ui.text("title", "Tên", form=form, required=false) }}', form=FormState({"title": "Tổ"}))
    assert "aria-invalid" not in html
    assert "(không bắt buộc)" in html
    assert 'value="Tổ"' in html


def test_radios_are_a_fieldset_whose_first_choice_has_the_id_of_the_field(draw: Draw) -> None:
    page = tree(
        draw('{{ ui.radios("kind", "Loại", [("a", "A"), ("b", "B")], form=form) }}', form=FormState({"kind": "b"}))
    )
    assert page.xpath("string(//fieldset/legend)") == "Loại"
    assert [i.get("id") for i in page.xpath("//input")] == ["f-kind", "f-kind-2"]
    assert [i.get("value") for i in page.xpath("//input[@checked]")] == ["b"]
    assert not page.xpath("//*[@aria-invalid]")


def test_a_checkbox_is_on_when_the_model_says_true(draw: Draw) -> None:
    assert " checked" in draw('{{ ui.checkbox("ok", "Đồng ý", form=form) }}', form=FormState({"ok": True}))
    assert " checked" not in draw('{{ ui.checkbox("ok", "Đồng ý", form=form) }}', form=FormState({"ok": False}))


def test_a_form_carries_token_and_summary_with_links_to_its_fields(draw: Draw) -> None:
    page = tree(
        draw('{% call ui.form("/x", form=form) %}{{ ui.text("title", "Tên", form=form) }}{% endcall %}', form=WRONG)
    )
    assert page.xpath('//input[@name="csrf_token"]/@value') == ["token.of-the-page"]
    (summary,) = page.xpath('//*[@role="alert"]')
    assert summary.xpath(".//a/@href") == ["#f-title"]
    assert "Phiên họp đã đóng." in summary.text_content()


def test_a_table_has_caption_scopes_labels_for_cards_and_totals(draw: Draw) -> None:
    page = tree(
        draw(
            '{% set columns = [Column("unit", "Xã"), Column("n", "Hồ sơ", "number")] %}'
            '{{ ui.table(columns, rows, "Hồ sơ theo xã", totals={"n": 1252}) }}',
            rows=[{"unit": "Dương Quang", "n": 1204}, {"unit": "Bạch Sam", "n": 48}],
        )
    )
    assert page.xpath("string(//caption)") == "Hồ sơ theo xã"
    assert page.xpath("//thead//th/@scope") == ["col", "col"]
    assert page.xpath("//tbody/tr[1]/td/@data-label") == ["Hồ sơ"]
    assert page.xpath("string(//tbody/tr[1]/td)") == "1.204"
    assert page.xpath("string(//tfoot//td)") == "1.252"


def test_a_column_may_be_drawn_by_the_page(draw: Draw) -> None:
    html = draw(
        '{% call(row, column) ui.table([Column("a", "A"), Column("b", "B", "custom")], rows, "T") %}'
        "<em>{{ row[column.key] }}</em>{% endcall %}",
        rows=[{"a": "x", "b": "<y>"}],
    )
    assert "<em>&lt;y&gt;</em>" in html


def test_an_empty_table_says_so(draw: Draw) -> None:
    assert "Chưa có dòng nào." in draw('{{ ui.table([Column("a", "A")], [], "T") }}')


def test_conditions_say_their_outcome_in_words(draw: Draw) -> None:
    html = draw('{{ ui.conditions([Condition("unproven", "Có sáng kiến.", "Điều 23", "giấy công nhận")]) }}')
    assert "thiếu căn cứ" in html
    assert "Điều 23" in html
    assert "Còn thiếu: giấy công nhận" in html


def test_a_due_date_shows_what_is_left_and_the_date(draw: Draw) -> None:
    html = draw("{{ ui.due(day) }}", day=date(2025, 3, 17))
    assert "còn 3 ngày làm việc" in html
    assert '<time datetime="2025-03-17">17/03/2025</time>' in html


def test_a_ballot_groups_the_answers_of_each_nominee_and_preselects_none(draw: Draw) -> None:
    page = tree(draw('{{ ui.ballot([Choice("d1", "Tổ tự quản")], [("yes", "Đồng ý"), ("no", "Không đồng ý")]) }}'))
    assert page.xpath("//fieldset//input/@name") == ["vote.d1", "vote.d1"]
    assert not page.xpath("//input[@checked]")
    assert page.xpath("count(//fieldset//label)") == 2


def test_the_current_step_is_marked_for_everybody(draw: Draw) -> None:
    page = tree(draw('{{ ui.stepper([Step("Một", "done", "/1"), Step("Hai", "current"), Step("Ba")]) }}'))
    assert [item.text_content().split()[1] for item in page.xpath('//*[@aria-current="step"]')] == ["Hai"]
    assert page.xpath("//a/@href") == ["/1"]


def test_the_timeline_puts_the_next_step_on_top(draw: Draw) -> None:
    html = draw('{{ ui.timeline([Moment(now, "Gửi", "Trưởng thôn", "lý do")], Upcoming("Ký", "Chủ tịch")) }}')
    assert html.index("Bước tiếp theo") < html.index("12/03/2025 14:05") < html.index("Lý do: lý do")


def test_a_dialog_works_without_script(draw: Draw) -> None:
    page = tree(draw('{% call ui.dialog("Trả lại", id="tra") %}<p>Nội dung</p>{% endcall %}'))
    assert page.xpath("string(//details/summary)") == "Trả lại"
    assert page.xpath("//details//h2/@id") == ["tra-title"]


def test_an_unknown_component_fails(draw: Draw) -> None:
    with pytest.raises(Exception, match="karussell"):
        draw("{{ ui.karussell() }}")


def test_a_chart_says_its_figures_and_takes_its_colours_from_the_page() -> None:
    svg = bar_svg("Hồ sơ & xã", [("Dương Quang", {"Đột xuất": 11, "Công trạng": 31})])
    assert 'role="img"' in svg
    assert "Hồ sơ &amp; xã. Dương Quang: Đột xuất 11, Công trạng 31" in svg
    assert "var(--chart-1)" in svg
    assert "#8e1b16" not in svg
    assert "style=" not in svg


def test_the_same_chart_goes_into_documents_as_png() -> None:
    assert bar_png("Hồ sơ", [("Dương Quang", {"": 11})]).startswith(b"\x89PNG")


def test_more_series_than_colours_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        bar_svg("T", [("x", {str(n): n for n in range(6)})])
