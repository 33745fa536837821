"""The pages of this service, and the Vietnamese names of everything that has a name in code."""

from __future__ import annotations

from pathlib import Path

from services.reporting.projections.dossiers import DossierState
from services.reporting.projections.registrations import RegistrationState
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.web.templating import Pages

STATES = {
    DossierState.SUBMITTED: "Chờ tiếp nhận",
    DossierState.RETURNED: "Bị trả lại",
    DossierState.ACCEPTED: "Đang thẩm định",
    DossierState.SUPPLEMENTING: "Chờ bổ sung",
    DossierState.CONSULTING: "Đang lấy ý kiến",
    DossierState.APPROVED: "Hội đồng tán thành",
    DossierState.REJECTED: "Hội đồng không tán thành",
    DossierState.FORWARDED: "Đã trình cấp trên",
    DossierState.DECIDED: "Đã quyết định",
    DossierState.WITHDRAWN: "Đã rút",
    DossierState.EXPIRED: "Hết hạn bổ sung",
}
SUBJECTS = {
    SubjectKind.INDIVIDUAL: "Cá nhân",
    SubjectKind.COLLECTIVE: "Tập thể",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
}
LEVELS = {
    Level.PROVINCE: "Cấp tỉnh",
    Level.TOWN: "Cấp thị xã",
    Level.COMMUNE: "Cấp xã",
    Level.BASE: "Đơn vị cơ sở",
}

PAGES = Pages(
    service="reporting",
    templates=Path(__file__).parent / "templates",
    title="Báo cáo",
    labels={
        DossierState: STATES,
        SubjectKind: SUBJECTS,
        Level: LEVELS,
        RegistrationState: {
            RegistrationState.SUBMITTED: "Chờ xét",
            RegistrationState.RETURNED: "Bị trả lại",
            RegistrationState.APPROVED: "Đã chấp thuận",
        },
    },
)
