"""What lies beside a submission: the signed PDF of its letter, and the extracts that went with it. Never changed."""

from __future__ import annotations

from typing import ClassVar

from services.nomination.decisions.files import DecisionFile, file_id

LETTER = "to-trinh"


class LetterFile(DecisionFile):
    """A file of a submission, kept as those of decisions are: ``id`` is the submission and what the file is."""

    collection: ClassVar[str] = "letter_files"


__all__ = ["LETTER", "LetterFile", "file_id"]
