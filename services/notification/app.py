"""The notification service, put together."""

from __future__ import annotations

from services.notification.bulletins import api as bulletins_api
from services.notification.bulletins import pages as bulletins_pages
from services.notification.bulletins.model import Bulletin
from services.notification.bulletins.reactions import bulletin_reactions
from services.notification.bulletins.script import ScriptWording, ScriptWriter
from services.notification.mail import api as mail_api
from services.notification.mail import pages as mail_pages
from services.notification.mail.model import Delivery
from services.notification.mail.post import Post, round_of_post
from services.notification.notices import api as notices_api
from services.notification.notices import pages as notices_pages
from services.notification.notices.model import Notice
from services.notification.notices.reactions import notice_reactions
from services.notification.notices.wording import Wordings
from services.notification.pages import PAGES
from services.notification.preferences import api as preferences_api
from services.notification.preferences import pages as preferences_pages
from services.notification.preferences.model import Preference
from services.notification.resources import Resources
from services.notification.work import api as work_api
from services.notification.work import pages as work_pages
from services.notification.work.reactions import STORED as WORK_STORED
from services.notification.work.reactions import work_reactions
from shared.law import Law
from shared.service import ServiceSpec, Tick
from shared.settings import Settings

LAW = Law.load()
WORDINGS = Wordings.load()


def equip(settings: Settings) -> Resources:
    """What ticks and commands need, from the settings of the process."""
    return Resources(wordings=WORDINGS, post=Post(settings))


SPEC = ServiceSpec(
    name="notification",
    title="Việc và thông báo",
    pages=PAGES,
    routers=(
        work_api.router,
        notices_api.router,
        mail_api.router,
        bulletins_api.router,
        preferences_api.router,
        work_pages.router,
        notices_pages.router,
        mail_pages.router,
        bulletins_pages.router,
        preferences_pages.router,
    ),
    reactions=(
        *work_reactions(LAW),
        notice_reactions(LAW, WORDINGS),
        bulletin_reactions(ScriptWriter(ScriptWording.load(), LAW)),
    ),
    stored=(*WORK_STORED, Notice, Delivery, Bulletin, Preference),
    ticks=(Tick(name="post", seconds=1, run=round_of_post),),
    equip=equip,
)
