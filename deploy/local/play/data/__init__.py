"""The sample year as typed data: what its files say, as far as somebody acts on it."""

from deploy.local.play.data.dossiers import Dossier, NominationList
from deploy.local.play.data.exemplars import Books, Conference
from deploy.local.play.data.meetings import BallotCounts, Council, Item, Meeting
from deploy.local.play.data.plans import Movement, Plan, Registration, Task, TitleRegistration
from deploy.local.play.data.sample import Report, Sample
from deploy.local.play.data.sweeps import Candidate, Sweep
from deploy.local.play.data.town import Officer, Unit

__all__ = [
    "BallotCounts",
    "Books",
    "Candidate",
    "Conference",
    "Council",
    "Dossier",
    "Item",
    "Meeting",
    "Movement",
    "NominationList",
    "Officer",
    "Plan",
    "Registration",
    "Report",
    "Sample",
    "Sweep",
    "Task",
    "TitleRegistration",
    "Unit",
]
