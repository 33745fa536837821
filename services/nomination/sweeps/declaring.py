"""The declaration, the papers that prove it, and the officer who finds them complete or gives them back."""

from __future__ import annotations

from services.nomination.acts import act
from services.nomination.dossiers.errors import TooManyFiles
from services.nomination.dossiers.parts import PartFile
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.commands import candidate_for
from services.nomination.sweeps.deadlines import turns
from services.nomination.sweeps.errors import DeclarationIncomplete, ProofLacking, UnknownProof
from services.nomination.sweeps.parts import Declaration, Proof
from services.nomination.sweeps.states import Action
from shared.aggregate import new_id
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Law
from shared.law.proof import evidence_kinds, proof_by
from shared.store import Transaction
from shared.store.files import KeptFile

MOST_PROOFS = 30
PROOF_PART = "GT"
"""The letter of the part of a dossier that holds the proofs."""

_OF_A_RELATIVE = (
    ("declarant", "họ tên người khai", "the declarant's name"),
    ("relation", "quan hệ với người được đề nghị", "the relation"),
    ("authorisation", "giấy ủy quyền, thỏa thuận của các thân nhân", "the authorisation by the other relatives"),
)


async def declare(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str, declaration: Declaration
) -> Candidate:
    """Write down what the person, or a relative, declares. Raises RelativeMustDeclare, DeclarationIncomplete."""
    candidate = await candidate_for(tx, actor, Action.DECLARE, candidate_id)
    if declaration.by == "relative":
        missing = [(vi, en) for field, vi, en in _OF_A_RELATIVE if not getattr(declaration, field)]
        if not candidate.living and declaration.died_in is None:
            missing.append(("năm mất", "the year of death"))
        if missing:
            raise DeclarationIncomplete(
                missing=", ".join(vi for vi, _ in missing), missing_en=", ".join(en for _, en in missing)
            )
    candidate.declare(act(actor, clock), turns(law, clock.today()), declaration)
    return tx.save(candidate)


async def add_proof(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    candidate_id: str,
    kind: str,
    what: str,
    file: KeptFile | None = None,
    media: str = "",
    name: str = "",
) -> Candidate:
    """Add a paper, with its file if it was scanned."""
    candidate = await candidate_for(tx, actor, Action.PROVE, candidate_id)
    if kind not in {row.id for row in evidence_kinds(law, candidate.subject, clock.today())}:
        raise UnknownProof(kind=kind)
    if len(candidate.proofs) >= MOST_PROOFS:
        raise TooManyFiles(most=MOST_PROOFS)
    who = act(actor, clock)
    kept = None
    if file is not None:
        kept = PartFile(
            id=file.id,
            part=PROOF_PART,
            name=name,
            media=media,
            size=file.size,
            sha256=file.sha256,
            by=who.by,
            at=who.at,
        )
        tx.put(file.model_copy(update={"kept": True}))
    candidate.add_proof(who, Proof(id=new_id(), kind=kind, what=what, file=kept, by=who.by, at=who.at))
    return tx.save(candidate)


async def remove_proof(tx: Transaction, *, actor: Actor, clock: Clock, candidate_id: str, proof_id: str) -> Candidate:
    """Take a paper off; the bytes of its file are swept away."""
    candidate = await candidate_for(tx, actor, Action.PROVE, candidate_id)
    gone = candidate.remove_proof(act(actor, clock), proof_id)
    file = await tx.get_or_none(KeptFile, gone.file.id) if gone.file else None
    if file:
        tx.put(file.model_copy(update={"kept": False}))
    return tx.save(candidate)


async def confirm(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str) -> Candidate:
    """Find declaration and proof complete; raises ProofLacking with the article and what is missing."""
    candidate = await candidate_for(tx, actor, Action.CONFIRM, candidate_id)
    candidate.only(Action.CONFIRM)
    proof = proof_by(law, candidate.subject, candidate.proof_kinds, clock.today())
    if not proof.sufficient:
        raise ProofLacking(article=proof.citation, missing=proof.missing_vi, missing_en=proof.missing_en)
    candidate.confirm(act(actor, clock), turns(law, clock.today()))
    return tx.save(candidate)


async def give_back(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str, reason: str
) -> Candidate:
    """Give declaration and proof back to the hamlet with the reason."""
    candidate = await candidate_for(tx, actor, Action.RETURN, candidate_id)
    candidate.give_back(act(actor, clock), turns(law, clock.today()), reason=reason)
    return tx.save(candidate)
