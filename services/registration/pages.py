"""The pages of this service, and the Vietnamese names of everything that has a name in code."""

from __future__ import annotations

from pathlib import Path

from services.registration.units.model import Category, UnitState
from shared.events import Level
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
    },
)
