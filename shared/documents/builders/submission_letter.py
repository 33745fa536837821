"""Tờ trình: a submission that asks a higher level, or the chair, to award."""

from __future__ import annotations

from collections.abc import Sequence

from shared.documents.blocks import Block, ItemList, Paragraph
from shared.documents.builders.awards import (
    INLINE_UP_TO,
    AwardGroup,
    annexed_list,
    capitalized,
    granted,
    kinds_phrase,
)
from shared.documents.locality import Imprint, Signer
from shared.documents.official import Annex, OfficialDocument
from shared.documents.punctuation import addressed, closed, listed, sent_to

SYMBOL = "TTr-UBND"


def submission_letter(
    imprint: Imprint,
    *,
    addressees: Sequence[str],
    subject: str,
    bases: Sequence[str],
    reasons: Sequence[str],
    groups: Sequence[AwardGroup],
    enclosures: Sequence[str],
    signer: Signer,
    recipients: Sequence[str] = (),
    symbol: str = SYMBOL,
) -> OfficialDocument:
    """Build the submission after mẫu 1.4: reasons, who is proposed, what is enclosed, the request.

    The first addressee is the one asked to decide. Bonuses of the groups are not printed: the level that
    decides pays. Raises ValueError without candidates or addressee.
    """
    everyone = [awardee for group in groups for awardee in group.ordered]
    if not everyone or not addressees:
        raise ValueError("a submission proposes somebody to somebody")
    committee, decider = imprint.locality.committee, addressees[0].rstrip(" ;.")
    annexed = len(everyone) > INLINE_UP_TO
    request = f"{committee} kính đề nghị {decider} xem xét, tặng"
    sentence, names = granted(groups, verb=request, annexed=annexed)
    body: list[Block] = [
        *(Paragraph(text=reason) for reason in reasons),
        Paragraph(text=sentence),
        *names,
    ]
    if enclosures:
        body += [Paragraph(text="Hồ sơ gửi kèm gồm:"), ItemList.numbered(listed(enclosures))]
    body.append(Paragraph(text=closed(f"{committee} kính trình {decider} xem xét, quyết định")))
    return OfficialDocument(
        issuer=imprint.locality.committee_issuer,
        number=imprint.numbered(symbol),
        place_date=imprint.place_date,
        title="TỜ TRÌNH",
        subject=subject,
        addressees=sent_to(addressees),
        bases=tuple(listed(bases)) if bases else (),
        body=tuple(body),
        signatures=(signer.on_behalf("Ủy ban nhân dân"),),
        recipients=addressed(recipients, first="Như trên"),
        annexes=(
            Annex(
                title="DANH SÁCH",
                subject=f"{capitalized(kinds_phrase(everyone))} đề nghị khen thưởng",
                reference=imprint.annex_reference("Tờ trình", symbol, committee),
                blocks=annexed_list(groups, bonus=False),
            ),
        )
        if annexed
        else (),
    )
