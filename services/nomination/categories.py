"""What the law's categories of subjects are called, on screen and in workbooks."""

from __future__ import annotations

from shared.law import Category

CATEGORIES = {
    Category.STAFF: "Cán bộ, công chức, viên chức, người lao động",
    Category.WORKER: "Công nhân, nông dân, người lao động khác",
    Category.FORCES: "Quân đội, công an, dân quân",
    Category.VETERAN_VOLUNTEER: "Thanh niên xung phong",
    Category.UNIT: "Cơ quan, trường học, đoàn thể, doanh nghiệp",
    Category.FORCES_UNIT: "Tập thể lực lượng vũ trang",
    Category.COMMUNE: "Xã, phường",
    Category.PROVINCE: "Tỉnh, thành phố",
    Category.VILLAGE: "Thôn, tổ dân phố",
    Category.FAMILY: "Hộ gia đình",
}
