"""The pages of this service, and the Vietnamese names of everything that has a name in code."""

from __future__ import annotations

from pathlib import Path

from services.notification.bulletins.model import BulletinState
from services.notification.mail.model import DeliveryState
from shared.web.templating import Pages

PAGES = Pages(
    service="notification",
    templates=Path(__file__).parent / "templates",
    title="Việc và thông báo",
    labels={
        DeliveryState: {
            DeliveryState.PENDING: "Đang chờ gửi",
            DeliveryState.SENT: "Đã gửi",
            DeliveryState.FAILED: "Không gửi được",
        },
        BulletinState: {BulletinState.QUEUED: "Chờ phát", BulletinState.BROADCAST: "Đã phát"},
        "kind": {
            "plan-issued": "Kế hoạch được ban hành",
            "task-assigned": "Nhiệm vụ được giao",
            "movement-launched": "Phong trào được phát động",
            "registration-submitted": "Bản đăng ký mới",
            "registration-returned": "Bản đăng ký bị trả lại",
            "registration-approved": "Bản đăng ký được chấp thuận",
            "dossier-submitted": "Hồ sơ mới",
            "dossier-returned": "Hồ sơ bị trả lại",
            "dossier-accepted": "Hồ sơ được tiếp nhận",
            "dossier-withdrawn": "Hồ sơ đã rút",
            "dossier-expired": "Hồ sơ hết hạn bổ sung",
            "supplement-asked": "Yêu cầu bổ sung hồ sơ",
            "supplement-given": "Hồ sơ đã được bổ sung",
            "joint-asked": "Mời cùng đề nghị",
            "joint-answered": "Trả lời cùng đề nghị",
            "consultation-opened": "Lấy ý kiến về hồ sơ",
            "opinion-given": "Ý kiến về hồ sơ",
            "consultation-closed": "Kết thúc lấy ý kiến",
            "sweep-opened": "Mở đợt rà soát",
            "candidate-returned": "Trả lại bản khai, giấy tờ",
            "association-asked": "Xin ý kiến của hội",
            "association-answered": "Ý kiến của hội",
            "candidate-proposed": "Lập hồ sơ từ danh sách rà soát",
            "candidate-set-aside": "Đưa ra khỏi danh sách rà soát",
            "candidate-overdue": "Quá hạn trong đợt rà soát",
            "list-submitted": "Danh sách đề nghị mới",
            "list-posted": "Danh sách được niêm yết",
            "list-commented": "Ý kiến về danh sách niêm yết",
            "council-convened": "Giấy mời họp Hội đồng",
            "council-decided": "Kết quả xét của Hội đồng",
            "dossier-forwarded": "Hồ sơ trình cấp trên",
            "submission-received": "Tờ trình được tiếp nhận",
            "submission-returned": "Tờ trình bị trả lại",
            "bundle-imported": "Nhập tệp hồ sơ",
            "decision-issued": "Quyết định khen thưởng",
            "exemplars-confirmed": "Đại biểu điển hình tiên tiến",
            "award-granted": "Khen thưởng được trao",
            "decision-corrected": "Đính chính quyết định",
            "decision-revoked": "Thu hồi khen thưởng",
        },
    },
)
