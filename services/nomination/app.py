"""The nomination service: its slices wired together."""

from __future__ import annotations

from services.nomination.achievements.reactions import reactions as achievements
from services.nomination.awards import api as awards_api
from services.nomination.awards import pages as awards_pages
from services.nomination.awards.importing import PastImport
from services.nomination.awards.migration import NAMES, WHOLE_NAMES
from services.nomination.awards.model import Award
from services.nomination.awards.names import AwardName
from services.nomination.bundles import api as bundles_api
from services.nomination.bundles import pages as bundles_pages
from services.nomination.bundles.model import BundleImport
from services.nomination.certificates import api as certificates_api
from services.nomination.certificates import pages as certificates_pages
from services.nomination.councils import api as councils_api
from services.nomination.councils import (
    ballot_pages,
    ballots_api,
    council_pages,
    item_pages,
    meetings_api,
    minutes_api,
    minutes_pages,
    papers_api,
    papers_pages,
)
from services.nomination.councils import pages as councils_pages
from services.nomination.councils.ballot import BallotBox
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.model import Council
from services.nomination.decisions import amending_pages, embargo
from services.nomination.decisions import api as decisions_api
from services.nomination.decisions import pages as decisions_pages
from services.nomination.decisions.files import DecisionFile
from services.nomination.decisions.model import Decision
from services.nomination.dossiers import (
    achievement_pages,
    appraisal_api,
    appraisal_pages,
    files_api,
    files_pages,
    simplified_api,
    simplified_pages,
    together_api,
    together_pages,
    way_api,
    way_pages,
    wizard,
)
from services.nomination.dossiers import api as dossiers_api
from services.nomination.dossiers import pages as dossiers_pages
from services.nomination.dossiers.expiry import TICK as EXPIRY
from services.nomination.dossiers.filing import TICK as FILES
from services.nomination.dossiers.model import Dossier
from services.nomination.drafts import api as drafts_api
from services.nomination.drafts import pages as drafts_pages
from services.nomination.drafts.model import Draft
from services.nomination.exemplars import api as exemplars_api
from services.nomination.exemplars import pages as exemplars_pages
from services.nomination.exemplars.model import Candidate as Exemplar
from services.nomination.exemplars.model import Selection
from services.nomination.holds import api as holds_api
from services.nomination.holds import pages as holds_pages
from services.nomination.holds.model import Hold
from services.nomination.lists import api as lists_api
from services.nomination.lists import pages as lists_pages
from services.nomination.lists.importing import TICK as LISTS
from services.nomination.lists.model import ListLine, NominationList
from services.nomination.metrics import TICK
from services.nomination.pages import PAGES
from services.nomination.postings import api as postings_api
from services.nomination.postings import pages as postings_pages
from services.nomination.postings.erasing import TICK as ERASING
from services.nomination.postings.model import Comment, Posting
from services.nomination.reports import api as reports_api
from services.nomination.reports import pages as reports_pages
from services.nomination.resources import LAW, Resources, equip
from services.nomination.submissions import api as submissions_api
from services.nomination.submissions import pages as submissions_pages
from services.nomination.submissions import papers as submissions_papers
from services.nomination.submissions.files import LetterFile
from services.nomination.submissions.model import Submission
from services.nomination.sweeps import api as sweeps_api
from services.nomination.sweeps import candidate_pages, candidates_api, proofs_api
from services.nomination.sweeps import pages as sweeps_pages
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.late import TICK as LATE
from services.nomination.sweeps.model import Sweep
from shared.service import ServiceSpec
from shared.store.files import KeptFile

SPEC = ServiceSpec(
    name="nomination",
    title="Hồ sơ, Hội đồng, quyết định khen thưởng",
    pages=PAGES,
    routers=(
        simplified_api.router,
        dossiers_api.router,
        appraisal_api.router,
        files_api.router,
        together_api.router,
        reports_api.router,
        drafts_api.router,
        way_api.router,
        holds_api.router,
        lists_api.router,
        postings_api.router,
        bundles_api.router,
        submissions_api.router,
        sweeps_api.router,
        candidates_api.router,
        proofs_api.router,
        councils_api.router,
        meetings_api.router,
        papers_api.router,
        ballots_api.router,
        minutes_api.router,
        decisions_api.router,
        awards_api.router,
        certificates_api.router,
        exemplars_api.router,
        simplified_pages.router,
        wizard.router,
        achievement_pages.router,
        reports_pages.router,
        drafts_pages.router,
        dossiers_pages.router,
        council_pages.router,
        appraisal_pages.router,
        files_pages.router,
        together_pages.router,
        way_pages.router,
        holds_pages.router,
        lists_pages.router,
        postings_pages.router,
        sweeps_pages.router,
        candidate_pages.router,
        councils_pages.router,
        papers_pages.router,
        item_pages.router,
        ballot_pages.router,
        minutes_pages.router,
        bundles_pages.router,
        submissions_papers.router,
        submissions_pages.router,
        amending_pages.router,
        decisions_pages.router,
        awards_pages.router,
        certificates_pages.router,
        exemplars_pages.router,
    ),
    stored=(
        Dossier,
        Council,
        Meeting,
        BallotBox,
        Minutes,
        Decision,
        DecisionFile,
        Award,
        AwardName,
        PastImport,
        KeptFile,
        Draft,
        Hold,
        Posting,
        Comment,
        NominationList,
        ListLine,
        Submission,
        LetterFile,
        BundleImport,
        Sweep,
        Candidate,
        Selection,
        Exemplar,
    ),
    reactions=(achievements,),
    ticks=(TICK, EXPIRY, FILES, ERASING, LISTS, LATE, embargo.TICK),
    resources=Resources(law=LAW),
    equip=equip,
    migrations=(NAMES, WHOLE_NAMES),
)
