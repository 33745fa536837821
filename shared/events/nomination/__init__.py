"""What the nomination service says: dossiers, notices, council meetings, decisions, awards.

No event says anything of a ballot before it is closed, and none ever says who voted how.
"""

from shared.events.nomination.appraisal import (
    ConsultationClosed,
    ConsultationOpened,
    OpinionGiven,
    SupplementAsked,
    SupplementGiven,
)
from shared.events.nomination.awards import AwardCorrected, AwardGranted, AwardRevoked, PastAwardEntered
from shared.events.nomination.councils import CouncilClosed, CouncilConvened, CouncilDecided, MinutesSigned
from shared.events.nomination.decisions import (
    AmendingDecision,
    ConcernedAward,
    CorrectedValue,
    CorrectionIssued,
    DecisionIssued,
    DecisionLine,
    DecisionSealed,
    RevocationIssued,
)
from shared.events.nomination.dossiers import (
    AboutDossier,
    ListSubmitted,
    NominationAccepted,
    NominationExpired,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
)
from shared.events.nomination.forwarding import (
    AboutSubmission,
    BundleImported,
    NominationForwarded,
    SubmissionReceived,
    SubmissionReturned,
    SubmissionSent,
)
from shared.events.nomination.holds import HoldLifted, HoldPlaced
from shared.events.nomination.joining import (
    JointNominationAnswered,
    JointNominationAsked,
    JointNominationDropped,
)
from shared.events.nomination.postings import NoticeCommented, PublicNoticePosted
from shared.events.nomination.sweeps import (
    AboutCandidate,
    AssociationAnswered,
    AssociationAsked,
    CandidateDeclared,
    CandidateFound,
    CandidateOverdue,
    CandidatePosted,
    CandidateProposed,
    CandidateProved,
    CandidateReturned,
    CandidateSetAside,
    CandidateTakenUp,
    HamletReported,
    SweepClosed,
    SweepOpened,
)

__all__ = [
    "AboutCandidate",
    "AboutDossier",
    "AboutSubmission",
    "AmendingDecision",
    "AssociationAnswered",
    "AssociationAsked",
    "AwardCorrected",
    "AwardGranted",
    "AwardRevoked",
    "BundleImported",
    "CandidateDeclared",
    "CandidateFound",
    "CandidateOverdue",
    "CandidatePosted",
    "CandidateProposed",
    "CandidateProved",
    "CandidateReturned",
    "CandidateSetAside",
    "CandidateTakenUp",
    "ConcernedAward",
    "ConsultationClosed",
    "ConsultationOpened",
    "CorrectedValue",
    "CorrectionIssued",
    "CouncilClosed",
    "CouncilConvened",
    "CouncilDecided",
    "DecisionIssued",
    "DecisionLine",
    "DecisionSealed",
    "HamletReported",
    "HoldLifted",
    "HoldPlaced",
    "JointNominationAnswered",
    "JointNominationAsked",
    "JointNominationDropped",
    "ListSubmitted",
    "MinutesSigned",
    "NominationAccepted",
    "NominationExpired",
    "NominationForwarded",
    "NominationReturned",
    "NominationSubmitted",
    "NominationWithdrawn",
    "NoticeCommented",
    "OpinionGiven",
    "PastAwardEntered",
    "PublicNoticePosted",
    "RevocationIssued",
    "SubmissionReceived",
    "SubmissionReturned",
    "SubmissionSent",
    "SupplementAsked",
    "SupplementGiven",
    "SweepClosed",
    "SweepOpened",
]
