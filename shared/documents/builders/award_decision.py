"""Quyết định khen thưởng: a decision to award, in the personal power of the chair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shared.documents.blocks import Article, Block, ItemList, Paragraph
from shared.documents.builders.awards import (
    AWARDS,
    INLINE_UP_TO,
    KIND_NAMES,
    Awardee,
    AwardGroup,
    annexed_list,
    capitalized,
    granted,
    kinds_phrase,
)
from shared.documents.figures import count, dong, dong_with_words
from shared.documents.locality import Imprint, Signer
from shared.documents.official import Annex, OfficialDocument
from shared.documents.punctuation import addressed, closed, listed

SYMBOL = "QĐ-UBND"


def award_decision(
    imprint: Imprint,
    *,
    subject: str,
    bases: Sequence[str],
    proposer: str,
    groups: Sequence[AwardGroup],
    signer: Signer,
    fund: str = "",
    base_salary: int | None = None,
    executors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build the decision after mẫu 1.2 of NĐ 30/2020/NĐ-CP.

    ``bases`` begin with "Căn cứ"; ``proposer`` completes "Theo đề nghị của …"; ``fund`` completes "trích
    từ …". Bonuses and base salary are in đồng. Up to five awardees stand in Điều 1, more in an annex.
    Without any bonus there is no article about money. Raises ValueError without awardees.
    """
    everyone = [awardee for group in groups for awardee in group.ordered]
    if not everyone:
        raise ValueError("a decision awards somebody")
    annexed = len(everyone) > INLINE_UP_TO
    total = sum(awardee.bonus for awardee in everyone)
    sentence, names = granted(groups, verb="Tặng", annexed=annexed)
    body: list[Block] = [Article(number=1, text=sentence), *names]
    if total:
        body += _bonuses(groups, total, fund=fund, base_salary=base_salary)
    last = 3 if total else 2
    body += _execution(last, imprint, everyone, executors)
    return OfficialDocument(
        issuer=imprint.locality.committee_issuer,
        number=imprint.numbered(symbol),
        place_date=imprint.place_date,
        title="QUYẾT ĐỊNH",
        subject=subject,
        competence=imprint.locality.chair.upper(),
        bases=tuple(listed([*bases, f"Theo đề nghị của {proposer}"])),
        enacting="QUYẾT ĐỊNH:",
        body=tuple(body),
        signatures=(signer.personally(),),
        recipients=addressed(recipients, first=f"Như Điều {last}"),
        annexes=(_annex(imprint, groups, everyone, symbol, bonus=total > 0),) if annexed else (),
    )


def _bonuses(groups: Sequence[AwardGroup], total: int, *, fund: str, base_salary: int | None) -> list[Block]:
    salary = f", theo mức lương cơ sở {dong(base_salary)}" if base_salary else ""
    lines = []
    for group in groups:
        amounts = Counter((awardee.kind, awardee.bonus) for awardee in group.ordered if awardee.bonus)
        for (kind, bonus), times in amounts.items():
            name = KIND_NAMES[kind]
            shared = f"mỗi {name} {dong(bonus)}, cộng {dong(bonus * times)}" if times > 1 else dong(bonus)
            lines.append(f"{capitalized(group.award)}: {count(times)} {name}, {shared}")
    source = f" Kinh phí trích từ {fund}." if fund else ""
    return [
        Article(number=2, text=f"Tiền thưởng kèm theo {AWARDS} tại Điều 1{salary}:"),
        ItemList.dashed(listed(lines)),
        Paragraph(text=f"Tổng số tiền thưởng: {dong_with_words(total)}.{source}"),
    ]


def _execution(number: int, imprint: Imprint, everyone: Sequence[Awardee], executors: Sequence[str]) -> list[Block]:
    who = executors or (f"Văn phòng {imprint.locality.committee}",)
    honoured = f"các {kinds_phrase(everyone)} có tên tại Điều 1"
    return [
        Article(number=number, text="Quyết định này có hiệu lực kể từ ngày ký."),
        Paragraph(text=closed(f"{capitalized(', '.join(who))} và {honoured} chịu trách nhiệm thi hành Quyết định này")),
    ]


def _annex(
    imprint: Imprint,
    groups: Sequence[AwardGroup],
    everyone: Sequence[Awardee],
    symbol: str,
    *,
    bonus: bool,
) -> Annex:
    award = groups[0].award if len(groups) == 1 else AWARDS
    return Annex(
        title="DANH SÁCH",
        subject=f"{capitalized(kinds_phrase(everyone))} được tặng {award}",
        reference=imprint.annex_reference("Quyết định", symbol, imprint.locality.chair),
        blocks=annexed_list(groups, bonus=bonus),
    )
