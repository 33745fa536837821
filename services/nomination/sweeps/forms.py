"""The forms by which hamlets and officers write lists, declarations and proofs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from starlette.datastructures import UploadFile

from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.commands import Person
from services.nomination.sweeps.parts import FIRST_YEAR, Declaration, Stint
from shared.web.forms import Day, FormState, Whole

STINTS = 3
"""Times of service that the form has room for; the API takes ten."""


def _month(value: object) -> object:
    """«03/1968» and «3-1968» as the first day of that month; a whole date stays what it is."""
    if isinstance(value, str):
        parts = value.replace("-", "/").split("/")
        if len(parts) == 2 and len(parts[1]) == 4:
            return f"{parts[1]}-{parts[0].zfill(2)}-01"
        if len(parts) == 3 and len(parts[2]) == 4:
            return "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2)))
    return value


EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(2200, 12, 31)
Month = Annotated[date, BeforeValidator(_month), Field(ge=EARLIEST, le=LATEST)]


class SweepForm(BaseModel):
    """Whom to look for, in which hamlets."""

    unit: str = Field(title="đơn vị", min_length=1, max_length=80)
    subject: str = Field(title="đối tượng", min_length=1, max_length=80)
    title: str = Field(title="tên đợt rà soát", min_length=5, max_length=300)
    hamlets: list[str] = Field(title="thôn, tổ dân phố", min_length=1, max_length=200)
    association: str = Field("", title="hội cho ý kiến", max_length=80)


class PersonForm(BaseModel):
    """Who it is, as the hamlet knows it."""

    hamlet: str = Field("", title="thôn, tổ dân phố", max_length=80)
    name: str = Field(title="họ và tên", min_length=2, max_length=200)
    honorific: str = Field("", title="danh xưng", max_length=20)
    birth_year: Annotated[Whole, Field(ge=1900, le=2010)] = Field(title="năm sinh")
    living: Literal["yes", "no"] = Field(title="tình trạng")
    served: str = Field("", title="thời gian tham gia", max_length=200)
    served_in: str = Field("", title="đơn vị tham gia", max_length=300)
    distinct_reason: str = Field("", title="căn cứ phân biệt", max_length=1000)

    def person(self, id_: str = "") -> Person:
        """As the commands take it; ``id_`` is what was known of the person before."""
        told = self.model_dump(exclude={"hamlet", "distinct_reason", "living"})
        return Person(person=id_, living=self.living == "yes", **told)


class DeclarationForm(BaseModel):
    """The fields of the declaration; the second and third time of service may stay empty."""

    by: Literal["self", "relative"] = Field(title="người khai")
    on: Annotated[Day, Field(ge=EARLIEST, le=LATEST)] = Field(title="ngày khai")
    declarant: str = Field("", title="họ tên người khai", max_length=200)
    relation: str = Field("", title="quan hệ", max_length=100)
    declarant_residence: str = Field("", title="nơi ở của người khai", max_length=300)
    authorisation: str = Field("", title="giấy ủy quyền", max_length=500)
    contact: str = Field("", title="cách liên hệ", max_length=100)
    id_number: str = Field("", title="số định danh", max_length=20)
    home_town: str = Field(title="quê quán", min_length=2, max_length=300)
    residence: str = Field(title="nơi ở", min_length=2, max_length=300)
    died_in: Annotated[Whole, Field(ge=1945, le=2200)] | None = Field(None, title="năm mất")
    martyr: bool = False
    since_1: Month = Field(title="tham gia từ tháng")
    until_1: Month = Field(title="đến tháng")
    unit_1: str = Field(title="đơn vị tham gia", min_length=2, max_length=200)
    task_1: str = Field("", title="nhiệm vụ", max_length=300)
    since_2: Month | None = Field(None, title="đợt hai, từ tháng")
    until_2: Month | None = Field(None, title="đợt hai, đến tháng")
    unit_2: str = Field("", title="đợt hai, đơn vị", max_length=200)
    task_2: str = Field("", title="đợt hai, nhiệm vụ", max_length=300)
    since_3: Month | None = Field(None, title="đợt ba, từ tháng")
    until_3: Month | None = Field(None, title="đợt ba, đến tháng")
    unit_3: str = Field("", title="đợt ba, đơn vị", max_length=200)
    task_3: str = Field("", title="đợt ba, nhiệm vụ", max_length=300)
    awarded: str = Field("", title="khen thưởng đã nhận", max_length=1000)
    not_examined: bool = False
    first_time: bool = False

    @model_validator(mode="after")
    def _whole_stints(self) -> DeclarationForm:
        for n in range(1, STINTS + 1):
            said = [getattr(self, f"{name}_{n}") for name in ("since", "until", "unit")]
            if any(said) and not all(said):
                raise ValueError(f"Thời gian tham gia đợt {n}: ghi đủ từ tháng, đến tháng và đơn vị.")
            if all(said) and said[1] < said[0]:
                raise ValueError(f"Thời gian tham gia đợt {n}: tháng kết thúc phải sau tháng bắt đầu.")
        return self

    def declaration(self) -> Declaration:
        """As the commands take it."""
        told = self.model_dump(include=set(Declaration.model_fields) - {"stints"})
        stints = tuple(
            Stint(
                since=getattr(self, f"since_{n}"),
                until=getattr(self, f"until_{n}"),
                unit=getattr(self, f"unit_{n}"),
                task=getattr(self, f"task_{n}"),
            )
            for n in range(1, STINTS + 1)
            if getattr(self, f"since_{n}")
        )
        return Declaration(stints=stints, **told)


class ProofForm(BaseModel):
    """A paper, and its scan if there is one."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    kind: str = Field(title="loại giấy tờ", min_length=1, max_length=80)
    what: str = Field(title="số, ngày, nơi cấp", min_length=3, max_length=300)
    file: UploadFile | None = Field(None, title="tệp quét")


class WhyForm(BaseModel):
    """Why, in words that the hamlet reads."""

    why: str = Field(title="lý do", min_length=3, max_length=2000)


class AskForm(BaseModel):
    """What the association is asked."""

    question: str = Field(title="nội dung hỏi", min_length=3, max_length=2000)


class OpinionForm(BaseModel):
    """What it answered, and when."""

    agrees: Literal["yes", "no"] = Field(title="ý kiến")
    text: str = Field("", title="nội dung", max_length=2000)
    given_on: Day | None = Field(None, title="ngày trả lời")


class PostForm(BaseModel):
    """Who is on the list."""

    title: str = Field(title="tên danh sách", min_length=5, max_length=300)
    candidates: list[str] = Field(title="người được niêm yết", min_length=1, max_length=2000)


def person_state(candidate: Candidate) -> FormState:
    """The form of a person filled."""
    values = candidate.model_dump(include=set(PersonForm.model_fields))
    return FormState(values | {"living": "yes" if candidate.living else "no"})


def declaration_state(candidate: Candidate, today: date) -> FormState:
    """The form of the declaration filled: from what was declared, or from what the list knows."""
    said = candidate.declaration
    if said is None:
        by = "self" if candidate.living else "relative"
        return FormState({"by": by, "on": today.isoformat(), "unit_1": candidate.served_in})
    values = said.model_dump(mode="json", exclude={"stints"})
    for n, stint in enumerate(said.stints[:STINTS], 1):
        values |= {
            f"since_{n}": f"{stint.since:%m/%Y}",
            f"until_{n}": f"{stint.until:%m/%Y}",
            f"unit_{n}": stint.unit,
            f"task_{n}": stint.task,
        }
    return FormState(values)
