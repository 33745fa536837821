"""Which event is told to whom, as which kind of notice: one kind for each event, so nobody hears of it twice."""

from __future__ import annotations

from dataclasses import dataclass

from services.notification.notices import audiences
from services.notification.notices.audiences import Audience
from shared.events import Event
from shared.events.nomination import (
    AssociationAnswered,
    AssociationAsked,
    AwardGranted,
    BundleImported,
    CandidateOverdue,
    CandidateProposed,
    CandidateReturned,
    CandidateSetAside,
    ConsultationClosed,
    ConsultationOpened,
    CorrectionIssued,
    CouncilConvened,
    CouncilDecided,
    DecisionIssued,
    ExemplarsConfirmed,
    JointNominationAnswered,
    JointNominationAsked,
    ListSubmitted,
    NominationAccepted,
    NominationExpired,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
    NoticeCommented,
    OpinionGiven,
    PublicNoticePosted,
    RevocationIssued,
    SubmissionReceived,
    SubmissionReturned,
    SupplementAsked,
    SupplementGiven,
    SweepOpened,
)
from shared.events.registration import (
    MovementLaunched,
    PlanIssued,
    PlanTaskAssigned,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)


@dataclass(frozen=True)
class Kind:
    """A kind of notice."""

    name: str
    event: type[Event]
    audience: Audience


KINDS = (
    Kind("plan-issued", PlanIssued, audiences.plan_recipients),
    Kind("task-assigned", PlanTaskAssigned, audiences.task_units),
    Kind("movement-launched", MovementLaunched, audiences.heads_of_commune),
    Kind("registration-submitted", RegistrationSubmitted, audiences.reviewer),
    Kind("registration-returned", RegistrationReturned, audiences.registrant),
    Kind("registration-approved", RegistrationApproved, audiences.registrant),
    Kind("joint-asked", JointNominationAsked, audiences.asked_to_join),
    Kind("joint-answered", JointNominationAnswered, audiences.nominator),
    Kind("dossier-submitted", NominationSubmitted, audiences.unless_in_a_list),
    Kind("dossier-returned", NominationReturned, audiences.nominator),
    Kind("dossier-accepted", NominationAccepted, audiences.unless_in_a_list),
    Kind("dossier-withdrawn", NominationWithdrawn, audiences.officer),
    Kind("dossier-expired", NominationExpired, audiences.nominator_and_officer),
    Kind("supplement-asked", SupplementAsked, audiences.nominator),
    Kind("supplement-given", SupplementGiven, audiences.officer),
    Kind("consultation-opened", ConsultationOpened, audiences.consulted),
    Kind("opinion-given", OpinionGiven, audiences.officer),
    Kind("consultation-closed", ConsultationClosed, audiences.nominator),
    Kind("list-submitted", ListSubmitted, audiences.receiver),
    Kind("list-posted", PublicNoticePosted, audiences.culture_officers),
    Kind("list-commented", NoticeCommented, audiences.poster),
    Kind("council-convened", CouncilConvened, audiences.members),
    Kind("council-decided", CouncilDecided, audiences.nominator_and_officer),
    Kind("dossier-forwarded", NominationForwarded, audiences.both_levels),
    Kind("submission-received", SubmissionReceived, audiences.below),
    Kind("submission-returned", SubmissionReturned, audiences.below),
    Kind("bundle-imported", BundleImported, audiences.at_unit),
    Kind("decision-issued", DecisionIssued, audiences.decision_recipients),
    Kind("decision-corrected", CorrectionIssued, audiences.everybody_told_of_the_first),
    Kind("decision-revoked", RevocationIssued, audiences.everybody_told_of_the_first),
    Kind("exemplars-confirmed", ExemplarsConfirmed, audiences.units_of_delegates),
    Kind("award-granted", AwardGranted, audiences.awardee_and_nominator),
    Kind("sweep-opened", SweepOpened, audiences.hamlets),
    Kind("candidate-returned", CandidateReturned, audiences.hamlet),
    Kind("association-asked", AssociationAsked, audiences.association),
    Kind("association-answered", AssociationAnswered, audiences.commune_officer),
    Kind("candidate-proposed", CandidateProposed, audiences.hamlet),
    Kind("candidate-set-aside", CandidateSetAside, audiences.hamlet),
    Kind("candidate-overdue", CandidateOverdue, audiences.late_and_officer),
)
