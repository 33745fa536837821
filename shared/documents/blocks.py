"""The blocks that make the body of an official document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.documents.text import NonEmptyText, Printed, Text

# The order in which items are lettered: đ follows d, and f, j, w, z do not exist.
VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"


class Alignment(StrEnum):
    """How text stands between its margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Paragraph(Printed):
    """A paragraph of running text; ``lead`` is a bold beginning on the same line."""

    kind: Literal["paragraph"] = "paragraph"
    text: Text
    lead: Text = ""
    align: Alignment = Alignment.JUSTIFY
    indent: bool = True
    bold: bool = False
    italic: bool = False


class Article(Printed):
    """An article of a decision: "Điều 1." in bold, then its text. Its tables and lists follow as blocks."""

    kind: Literal["article"] = "article"
    number: int = Field(ge=1)
    text: NonEmptyText


class Heading(Printed):
    """A numbered heading: level 1 is "I. KẾT QUẢ" (write it in capitals), level 2 "1. Kết quả"."""

    kind: Literal["heading"] = "heading"
    marker: Text
    text: NonEmptyText
    level: Literal[1, 2] = 1


class Item(Printed):
    """One entry of a list with the sign in front of it ("-", "1.", "a)")."""

    marker: NonEmptyText
    text: NonEmptyText


class ItemList(Printed):
    """A list; Vietnamese official style indents the first line only, like any paragraph."""

    kind: Literal["list"] = "list"
    items: tuple[Item, ...] = Field(min_length=1)

    @classmethod
    def dashed(cls, texts: Iterable[str]) -> Self:
        """Entries behind a dash."""
        return cls(items=tuple(Item(marker="-", text=text) for text in texts))

    @classmethod
    def numbered(cls, texts: Iterable[str]) -> Self:
        """Entries behind 1., 2., 3."""
        return cls(items=tuple(Item(marker=f"{n}.", text=text) for n, text in enumerate(texts, 1)))

    @classmethod
    def lettered(cls, texts: Sequence[str]) -> Self:
        """Entries behind a), b), c), d), đ), e); at most 23."""
        if len(texts) > len(VIETNAMESE_LETTERS):
            raise ValueError(f"{len(texts)} points need more letters than the alphabet has")
        pairs = zip(VIETNAMESE_LETTERS, texts, strict=False)
        return cls(items=tuple(Item(marker=f"{letter})", text=text) for letter, text in pairs))


class Column(Printed):
    """A column: its heading, its share of the table's width, how its cells are aligned."""

    title: Text
    width: float = Field(gt=0, description="share relative to the other columns")
    align: Literal[Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT] = Alignment.LEFT


class RowGroup(Printed):
    """Rows under an optional bold line across the whole table ("I. TẬP THỂ")."""

    title: Text = ""
    rows: tuple[tuple[Text, ...], ...]


class Table(Printed):
    """A table whose heading repeats on every page; ``totals`` is its bold last row."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...] = Field(min_length=1)
    groups: tuple[RowGroup, ...]
    totals: tuple[Text, ...] | None = None
    caption: Text = ""

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        *,
        totals: Sequence[str] | None = None,
        caption: str = "",
    ) -> Self:
        """A table without groups."""
        return cls(
            columns=tuple(columns),
            groups=(RowGroup(rows=tuple(tuple(row) for row in rows)),),
            totals=None if totals is None else tuple(totals),
            caption=caption,
        )

    @model_validator(mode="after")
    def _rows_fit_columns(self) -> Self:
        rows = [row for group in self.groups for row in group.rows]
        if self.totals is not None:
            rows.append(self.totals)
        wrong = [row for row in rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"the table has {len(self.columns)} columns, but a row is {wrong[0]}")
        return self


Block = Annotated[Paragraph | Article | Heading | ItemList | Table, Field(discriminator="kind")]
"""Any block of the body."""
