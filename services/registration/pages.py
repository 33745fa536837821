"""The pages of this service, and the Vietnamese names of everything that has a name in code."""

from __future__ import annotations

from pathlib import Path

from services.registration.movements.model import Form, Phase
from services.registration.plans.model import Channel, PlanState
from services.registration.plans.tasks import Period, Standing
from services.registration.registrations.model import Deed, Kind, State
from services.registration.units.model import Category, UnitState
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.identity import Role
from shared.web.templating import Pages

PAGES = Pages(
    service="registration",
    templates=Path(__file__).parent / "templates",
    title="Đăng ký thi đua",
    labels={
        Level: {
            Level.PROVINCE: "Cấp tỉnh",
            Level.TOWN: "Cấp thị xã",
            Level.COMMUNE: "Cấp xã",
            Level.BASE: "Đơn vị cơ sở",
        },
        Category: {
            Category.PROVINCE: "Tỉnh",
            Category.TOWN: "Thị xã",
            Category.WARD: "Phường",
            Category.COMMUNE: "Xã",
            Category.OFFICE: "Bộ phận chuyên môn",
            Category.BODY: "Cơ quan",
            Category.COUNCIL: "Hội đồng",
            Category.UNION: "Đoàn thể",
            Category.SCHOOL: "Trường học",
            Category.HEALTH: "Y tế",
            Category.MEDIA: "Truyền thông",
            Category.HAMLET: "Thôn",
        },
        UnitState: {UnitState.ACTIVE: "Đang hoạt động", UnitState.ENDED: "Đã kết thúc"},
        Role: {
            Role.ADMIN: "Quản trị",
            Role.OFFICER: "Công chức phụ trách thi đua, khen thưởng",
            Role.UNIT_HEAD: "Thủ trưởng đơn vị",
            Role.COUNCIL_MEMBER: "Ủy viên Hội đồng",
            Role.COUNCIL_CHAIR: "Chủ tịch Hội đồng",
            Role.COUNCIL_SECRETARY: "Thư ký Hội đồng",
            Role.SIGNER: "Người ký quyết định",
            Role.CULTURE_OFFICER: "Công chức văn hóa, truyền thanh",
            Role.AUDITOR: "Người giám sát",
        },
        PlanState: {PlanState.DRAFT: "Dự thảo", PlanState.ISSUED: "Đã ban hành"},
        Standing: {
            Standing.UNREPORTED: "Chưa báo cáo",
            Standing.UNDER_WAY: "Đang thực hiện",
            Standing.OVERDUE: "Quá hạn",
            Standing.DONE: "Đã hoàn thành",
        },
        Period: {
            Period.ONCE: "Một lần",
            Period.QUARTERLY: "Hằng quý",
            Period.HALF_YEARLY: "Sáu tháng một lần",
            Period.ALL_YEAR: "Trong cả năm",
        },
        Channel: {
            Channel.INBOX: "Hộp việc",
            Channel.MAIL: "Thư điện tử",
            Channel.WEB: "Trang thông tin",
            Channel.ARCHIVE: "Lưu",
        },
        Form: {Form.REGULAR: "Thường xuyên", Form.THEMATIC: "Chuyên đề"},
        Phase: {Phase.AHEAD: "Sắp bắt đầu", Phase.RUNNING: "Đang diễn ra", Phase.OVER: "Đã kết thúc"},
        Kind: {Kind.CONTENT: "Nội dung, tiêu chí thi đua", Kind.TITLES: "Danh hiệu thi đua"},
        State: {
            State.DRAFT: "Bản nháp",
            State.SUBMITTED: "Chờ thẩm định",
            State.RETURNED: "Bị trả lại",
            State.APPROVED: "Đã chấp thuận",
        },
        Deed: {Deed.SUBMITTED: "Gửi", Deed.RETURNED: "Trả lại", Deed.APPROVED: "Chấp thuận"},
        SubjectKind: {
            SubjectKind.INDIVIDUAL: "Cá nhân",
            SubjectKind.COLLECTIVE: "Tập thể",
            SubjectKind.HOUSEHOLD: "Hộ gia đình",
        },
    },
)
