"""Official documents under NĐ 30/2020/NĐ-CP: one model, printed as DOCX and as PDF.

A builder (``award_decision``, ``submission_letter``, ``ballot_minutes``, ``council_minutes``,
``declaration``, ``delegate_list``, ``year_report``) makes an ``OfficialDocument`` out of a few typed facts;
``to_pdf`` and ``to_docx`` print it. Both are CPU work: from a coroutine call
``await asyncio.to_thread(to_pdf, document)``.
"""

from shared.documents.blocks import (
    Alignment,
    Article,
    Block,
    Column,
    Heading,
    Item,
    ItemList,
    Paragraph,
    RowGroup,
    Table,
)
from shared.documents.builders.achievement_report import (
    Chapter,
    PastLine,
    Person,
    ReportPart,
    ResultLine,
    achievement_report,
)
from shared.documents.builders.amending_decision import Amended, correction_decision, revocation_decision
from shared.documents.builders.award_decision import award_decision
from shared.documents.builders.awards import Awardee, AwardeeKind, AwardGroup
from shared.documents.builders.ballot_minutes import BallotCount, BallotResult, Participant, ballot_minutes
from shared.documents.builders.council_minutes import Session, council_minutes
from shared.documents.builders.declaration import declaration
from shared.documents.builders.delegate_list import DelegateLine, delegate_list
from shared.documents.builders.submission_letter import submission_letter
from shared.documents.builders.year_report import (
    AwardCount,
    KindCount,
    LeadTime,
    Share,
    TaskResult,
    YearFigures,
    year_report,
)
from shared.documents.certificate import Certificate, certificates_pdf
from shared.documents.dates import PlaceDate, date_phrase, moment_phrase
from shared.documents.figures import dong, dong_with_words, grouped, percent
from shared.documents.fonts import FontMissing
from shared.documents.locality import Imprint, Locality, Signer
from shared.documents.number_words import dong_in_words, number_in_words
from shared.documents.official import Annex, DocumentNumber, Issuer, OfficialDocument
from shared.documents.printers import to_docx, to_pdf
from shared.documents.signature import Signature

__all__ = [
    "Alignment",
    "Amended",
    "Annex",
    "Article",
    "AwardCount",
    "AwardGroup",
    "Awardee",
    "AwardeeKind",
    "BallotCount",
    "BallotResult",
    "Block",
    "Certificate",
    "Chapter",
    "Column",
    "DelegateLine",
    "DocumentNumber",
    "FontMissing",
    "Heading",
    "Imprint",
    "Issuer",
    "Item",
    "ItemList",
    "KindCount",
    "LeadTime",
    "Locality",
    "OfficialDocument",
    "Paragraph",
    "Participant",
    "PastLine",
    "Person",
    "PlaceDate",
    "ReportPart",
    "ResultLine",
    "RowGroup",
    "Session",
    "Share",
    "Signature",
    "Signer",
    "Table",
    "TaskResult",
    "YearFigures",
    "achievement_report",
    "award_decision",
    "ballot_minutes",
    "certificates_pdf",
    "correction_decision",
    "council_minutes",
    "date_phrase",
    "declaration",
    "delegate_list",
    "dong",
    "dong_in_words",
    "dong_with_words",
    "grouped",
    "moment_phrase",
    "number_in_words",
    "percent",
    "revocation_decision",
    "submission_letter",
    "to_docx",
    "to_pdf",
    "year_report",
]
