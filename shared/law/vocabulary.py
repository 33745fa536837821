"""The words a condition may use: their types, what they mean, and which field of `Facts` fills them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from shared.law.answers import MissingFact
from shared.law.expressions import Type
from shared.law.facts import Rating, Reach

BOOL, INT, STRING, STRINGS, RECORDS = Type.BOOL, Type.INT, Type.STRING, Type.STRINGS, Type.RECORDS


@dataclass(frozen=True)
class Word:
    """A word of the conditions. ``filled_by``: the path in `Facts` where it differs from the word itself."""

    type: Type
    vi: str
    en: str
    filled_by: str = ""
    always: bool = False
    """Known for every dossier, so never asked for."""


CONSTANTS: Final[Mapping[str, int]] = MappingProxyType(
    {**{rating.value: rating.rank for rating in Rating}, **{reach.name: int(reach) for reach in Reach}}
)
"""KHT < HT < HTT < HTXS, and BASE < COMMUNE < TOWN < PROVINCE < NATION."""

LONGEST: Final = 10
"""``last[n]`` goes back this many years."""

WORDS: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "award.code": Word(STRING, "mã danh hiệu, hình thức đề nghị", "code of the award asked for", always=True),
        "award.subjects": Word(STRINGS, "đối tượng được khen", "subjects of the award", always=True),
        "award.kinds": Word(STRINGS, "loại hình khen thưởng được áp dụng", "kinds of the award", always=True),
        "subject.kind": Word(
            STRING, "đối tượng: cá nhân, tập thể, hộ gia đình", "individual, collective or household", always=True
        ),
        "subject.category": Word(STRING, "nhóm đối tượng theo điều luật", "category of the subject"),
        "subject.age": Word(INT, "số năm kể từ khi thành lập", "years since it was set up", "subject.founded"),
        "subject.taxpayer": Word(BOOL, "đơn vị có nghĩa vụ nộp thuế", "a unit that pays taxes"),
        "subject.auditable": Word(BOOL, "đơn vị thuộc đối tượng kiểm toán", "a unit that is audited"),
        "review.year": Word(INT, "năm xét", "year under review", "year", always=True),
        "review.kind": Word(STRING, "loại hình khen thưởng", "kind of commendation", "kind"),
        "review.procedure": Word(
            STRING, "thủ tục: đầy đủ hoặc đơn giản", "full or simplified procedure", "procedure", always=True
        ),
        "review.registered": Word(BOOL, "đã đăng ký thi đua", "the pledge was registered", "registered"),
        "last": Word(Type.YEARS_BY_NUMBER, "các năm gần nhất", "the latest years", always=True),
        "rating": Word(Type.INT_BY_YEAR, "kết quả đánh giá, xếp loại từng năm", "rating of each year", "ratings"),
        "history.awards": Word(RECORDS, "thành tích khen thưởng đã đạt", "past awards", "awards"),
        "history.run": Word(
            Type.INT_BY_CODE, "số năm liên tục đạt danh hiệu", "consecutive years of each title", "awards"
        ),
        "history.times": Word(Type.INT_BY_CODE, "số lần được tặng", "number of times of each award", "awards"),
        "history.initiatives": Word(
            RECORDS, "sáng kiến, đề tài đã được công nhận", "initiatives and studies", "initiatives"
        ),
        "standing.proceedings": Word(
            STRINGS,
            "việc đang xem xét kỷ luật, điều tra, thanh tra, khiếu nại",
            "pending discipline, investigation, inspection or complaint",
            "proceedings",
        ),
        "standing.disciplined": Word(
            STRINGS, "kỷ luật trong thời gian tính thành tích", "discipline within the counted time", "disciplines"
        ),
        "members.total": Word(INT, "tổng số thành viên", "number of members"),
        "members.completed": Word(INT, "số người hoàn thành nhiệm vụ", "members who completed their tasks"),
        "members.advanced": Word(INT, "số người đạt Lao động (Chiến sĩ) tiên tiến", "members with the advanced title"),
        "members.fighters": Word(INT, "số Chiến sĩ thi đua cơ sở", "members with Chiến sĩ thi đua cơ sở"),
        "members.warned": Word(INT, "số người bị kỷ luật từ cảnh cáo trở lên", "members under cảnh cáo or heavier"),
        "service.months_in_year": Word(INT, "số tháng công tác trong năm", "months worked in the year"),
        "service.contract_months": Word(
            INT, "số tháng hợp đồng lao động trước khi tuyển dụng", "months of contract before recruitment", always=True
        ),
        "service.treatment_months": Word(
            INT,
            "số tháng điều trị thương tích do hành động dũng cảm",
            "months of treatment after a brave act",
            always=True,
        ),
        "service.training_months": Word(
            INT, "số tháng đào tạo, bồi dưỡng dưới 01 năm", "months of training of under a year", always=True
        ),
        "service.long_training_months": Word(
            INT, "số tháng trong năm của khóa đào tạo từ 01 năm", "months of training of a year or more", always=True
        ),
        "service.new_recruit": Word(
            BOOL, "ngày tuyển dụng", "recruited in the year under review or before", "service.recruited_on"
        ),
        "service.volunteer_months": Word(INT, "số tháng thanh niên xung phong", "months as youth volunteer"),
        "service.forces_years": Word(
            INT, "số năm phục vụ liên tục trong lực lượng", "years of continuous service in the forces"
        ),
        "service.martyr": Word(BOOL, "đã hy sinh, được công nhận liệt sĩ", "fallen and recognised as martyr"),
        "movement.reach": Word(INT, "cấp phát động phong trào", "level that launched the movement"),
        "movement.years": Word(INT, "số năm của phong trào", "years of the movement"),
        "movement.concluded": Word(BOOL, "đã sơ kết, tổng kết", "reviewed or concluded"),
        "movement.outstanding": Word(BOOL, "thành tích xuất sắc trong phong trào", "outstanding in the movement"),
        "movement.leads": Word(BOOL, "dẫn đầu phong trào", "first in the movement"),
        "cluster.reach": Word(INT, "cấp tổ chức cụm, khối thi đua", "level of the cluster"),
        "cluster.leads": Word(BOOL, "dẫn đầu cụm, khối", "first in the cluster"),
        "cluster.exceeds_targets": Word(BOOL, "vượt các chỉ tiêu thi đua", "exceeds all targets"),
        "achievement.description": Word(STRING, "mô tả thành tích", "description of the achievement"),
        "achievement.reach": Word(INT, "phạm vi ảnh hưởng của thành tích", "reach of the achievement"),
        "achievement.in_field": Word(BOOL, "có phạm vi ảnh hưởng ở một lĩnh vực", "influences one field"),
        "achievement.sudden": Word(BOOL, "thành tích đột xuất", "sudden achievement", always=True),
        "achievement.many": Word(BOOL, "nhiều thành tích có phạm vi ảnh hưởng", "many achievements", always=True),
        "achievement.combat": Word(BOOL, "mưu trí, sáng tạo trong chiến đấu", "resourcefulness in combat", always=True),
        "achievement.bravery": Word(BOOL, "hành động dũng cảm", "act of bravery", always=True),
        "achievement.contribution": Word(
            BOOL, "đóng góp công sức, đất đai, tài sản", "contribution to the community", always=True
        ),
        "achievement.large_contribution": Word(
            BOOL, "đóng góp lớn về công sức, đất đai, tài sản", "large contribution to the community", always=True
        ),
        "achievement.prize": Word(BOOL, "đạt giải khu vực, thế giới", "a regional or world prize", always=True),
        "achievement.political_task": Word(
            BOOL, "phục vụ kịp thời nhiệm vụ chính trị", "serves a political task promptly", always=True
        ),
        "achievement.found_by_head": Word(
            BOOL, "do người đứng đầu phát hiện", "found by the head of the body", always=True
        ),
        "achievement.secret": Word(BOOL, "có nội dung bí mật nhà nước", "holds a state secret", always=True),
        "achievement.earlier_awards": Word(
            STRINGS, "quyết định đã khen cho chính thành tích này", "decisions that already rewarded this achievement"
        ),
    }
)
"""Every word, in the order of the documentation. ``criteria.<id>`` comes from the table of criteria."""

RECORD_FIELDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "history.awards": {
            "code": ("mã danh hiệu, hình thức", "code"),
            "year": ("năm", "year for which it was given"),
            "kind": ("loại hình khen thưởng", "kind of commendation"),
            "counted": ("loại hình của thành tích đã đạt", "whether it counts for the kind proposed"),
        },
        "history.initiatives": {
            "title": ("tên sáng kiến, đề tài", "title"),
            "year": ("năm", "year"),
            "reach": ("phạm vi ảnh hưởng của sáng kiến", "reach of the initiative"),
            "recognised": ("sáng kiến được công nhận", "whether the initiative is recognised"),
            "applied": ("sáng kiến được áp dụng", "whether the initiative is applied"),
            "used_for": ("đã dùng để xét danh hiệu", "codes of awards it was used for"),
        },
    }
)
"""What stands in the records of a list, for ``exists(a, a.code == …)``."""

_LITERAL: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD: Final = re.compile(
    rf"(?<![\w.])(?:{'|'.join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True))}|criteria\.\w+)(?!\w)"
)
_BOUND: Final = re.compile(r"\b(history\.\w+)\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")


def types(criteria: Iterable[str]) -> dict[str, Type]:
    """The types of all words, constants and criteria."""
    return {
        **dict.fromkeys(CONSTANTS, INT),
        **{path: word.type for path, word in WORDS.items()},
        **dict.fromkeys((f"criteria.{each}" for each in criteria), BOOL),
    }


def paths(source: str) -> tuple[str, ...]:
    """The words that an expression reads, e.g. ``('members.total', 'criteria.solidarity', 'rating')``."""
    return tuple(dict.fromkeys(_WORD.findall(_LITERAL.sub("''", source))))


def literals(source: str) -> frozenset[str]:
    """The quoted texts of an expression, among them the codes of awards it speaks of."""
    return frozenset(each[1:-1] for each in _LITERAL.findall(source))


def record_fields(source: str) -> tuple[tuple[str, str], ...]:
    """The fields an expression reads of listed records: ``(('history.awards', 'code'), …)``."""
    bare = _LITERAL.sub("''", source)
    found: dict[tuple[str, str], None] = {}
    for listed, name in _BOUND.findall(bare):
        for field in re.findall(rf"(?<![\w.]){name}\.(\w+)(?!\w*\()", bare):
            found[(listed, field)] = None
    return tuple(found)


def odd_fields(source: str) -> tuple[str, ...]:
    """Fields of records that do not exist, which types alone cannot find."""
    return tuple(f"{listed}[].{field}" for listed, field in record_fields(source) if field not in RECORD_FIELDS[listed])


def named(path: str, criteria: Mapping[str, tuple[str, str]]) -> MissingFact:
    """A word as the fact that fills it."""
    root, _, field = path.partition(".")
    if root == "criteria":
        vi, en = criteria[field]
        return MissingFact(path=path, vi=vi, en=en)
    word = WORDS[path]
    return MissingFact(path=word.filled_by or path, vi=word.vi, en=word.en)
