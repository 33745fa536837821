"""The code on a certificate, the seal in its QR code, the list of those that hold no more."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from services.nomination.awards.names import keys_of
from services.nomination.certificates import verify
from services.nomination.certificates.codes import ALPHABET, LENGTH, new_code, shown, tidy
from services.nomination.certificates.printing import certificates
from services.nomination.certificates.seal import StatusKey
from services.nomination.certificates.statuslist import bits, status_list
from services.nomination.certificates.token import qr_svg, text_of
from services.nomination.decisions.parts import Ticket
from shared.documents import certificates_pdf
from shared.law import Law
from tests.unit.nomination.conftest import on
from tests.unit.nomination.test_decision_access import decision

KEY = StatusKey(Ed25519PrivateKey.generate())
PUBLIC = verify.public_key(KEY.public)


def test_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    assert tidy(shown(code)) == code
    assert tidy(shown(code).lower().replace("-", " ")) == code
    assert tidy(code.replace("1", "l").replace("0", "o")) == code


@given(place=st.integers(0, LENGTH), sign=st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(place: int, sign: str) -> None:
    code = new_code()
    wrong = code[:place] + sign + code[place + 1 :]
    assert tidy(wrong) == (code if wrong == code else "")


@given(place=st.integers(0, LENGTH - 2))
def test_two_signs_that_changed_places_are_noticed(place: int) -> None:
    code = new_code()
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert tidy(wrong) == (code if wrong == code else "")


@pytest.mark.parametrize("text", ["", "K7QM", "K7QM-3TXA-9DPC-X0", "!!!!-!!!!-!!!!-!", "Ạ" * 13])
def test_what_is_no_code_is_none(text: str) -> None:
    assert tidy(text) == ""


@settings(max_examples=12, deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_lone_verifier_opens_what_the_key_sealed(claims: dict[str, str]) -> None:
    assert verify.opened(KEY.sign(claims), PUBLIC) == claims


def test_lone_verifier_refuses_another_key_and_every_change() -> None:
    sealed = KEY.sign({"n": "Nguyễn Ngọc Nhài"})
    other = verify.public_key(StatusKey(Ed25519PrivateKey.generate()).public)
    with pytest.raises(verify.NotGenuine):
        verify.opened(sealed, other)
    head, body, signature = sealed.split(".")
    for wrong in (f"{head}.{body[:-2]}AA.{signature}", f"{head}.{body}.{signature[:-4]}AAAA", "x", "a.b.c", ""):
        with pytest.raises(verify.NotGenuine):
            verify.opened(wrong, PUBLIC)


@given(st.sets(st.integers(0, 300)), st.integers(0, 301))
def test_list_says_of_each_place_whether_it_is_revoked(revoked: set[int], count: int) -> None:
    field = bits(count, revoked)
    assert {n for n in range(count) if field[n // 8] >> (n % 8) & 1} == {n for n in revoked if n < count}


def test_list_speaks_only_of_its_unit_and_of_what_it_covers() -> None:
    at = datetime(2025, 7, 1, tzinfo=UTC)
    text = status_list(unit="duong-quang", url="u", count=3, revoked=[1], at=at, key=KEY)
    listed = verify.opened(text, PUBLIC)
    assert [verify.is_revoked({"u": "duong-quang", "i": n}, listed) for n in range(4)] == [False, True, False, None]
    assert verify.is_revoked({"u": "bach-sam", "i": 1}, listed) is None
    assert zlib.decompress(verify._decode(listed["status_list"]["lst"])) == b"\x02"


def test_verifier_needs_nothing_but_python() -> None:
    text = Path(verify.__file__).read_text("utf-8")
    imported = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= {
        "__future__",
        "argparse",
        "base64",
        "hashlib",
        "json",
        "pathlib",
        "sys",
        "time",
        "typing",
        "zlib",
    }


def test_certificate_is_one_page_with_name_award_and_code(law: Law, tmp_path: Path) -> None:
    one = decision()
    one.sign(
        on("2025-06-23"), ordinal=7, bonuses={"hs-1": 710_000}, base_salary=2_340_000, signer_name="Tạ Công Thuần",
        signer_post="Chủ tịch", signer="Chủ tịch", tickets={"hs-1": Ticket(award="a", code=new_code(), index=0)},
    )  # fmt: skip
    units = {"duong-quang.truong-tieu-hoc": "Trường Tiểu học Dương Quang"}
    pages = certificates(one, one.lines, law, units, public_url="https://td.example", key=KEY)
    content = certificates_pdf(pages)
    assert content == certificates_pdf(pages)
    (tmp_path / "giay-khen.pdf").write_bytes(content)
    [page] = pypdf.PdfReader(tmp_path / "giay-khen.pdf").pages
    text = page.extract_text()
    for words in ("LAO ĐỘNG TIÊN TIẾN", "Nguyễn Ngọc Nhài", shown(one.lines[0].code), "07/QĐ-UBND"):
        assert words in text
    assert page.mediabox.width > page.mediabox.height


def test_qr_code_carries_what_the_lone_verifier_opens() -> None:
    one = decision()
    one.sign(
        on("2025-06-23"), ordinal=7, bonuses={}, base_salary=0, signer_name="Tạ Công Thuần", signer_post="Chủ tịch",
        signer="Chủ tịch", tickets={"hs-1": Ticket(award="a", code=new_code(), index=4)},
    )  # fmt: skip
    address, _, sealed = text_of(one, one.lines[0], public_url="https://td.example", key=KEY).partition("#")
    assert address == f"https://td.example/nomination/check/{shown(one.lines[0].code)}"
    claims = verify.opened(sealed, PUBLIC)
    assert (claims["c"], claims["u"], claims["i"], claims["q"], claims["d"]) == (
        one.lines[0].code, "duong-quang", 4, "07/QĐ-UBND", "2025-06-23",
    )  # fmt: skip


def test_qr_code_is_svg_without_scripts() -> None:
    svg = qr_svg("https://td.example/nomination/check/X")
    assert svg.startswith("<svg")
    assert "script" not in svg


def test_name_is_kept_from_each_of_its_words_on() -> None:
    assert keys_of("Nguyễn  Ngọc Nhài") == ["nguyen ngoc nhai", "ngoc nhai", "nhai"]
    assert keys_of("Đặng") == ["dang"]
