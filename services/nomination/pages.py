"""The pages of this service, and the Vietnamese names of its states."""

from __future__ import annotations

from pathlib import Path

from services.nomination.awards.model import AwardState, AwardStep
from services.nomination.bundles.manifest import Kind as CarriedKind
from services.nomination.bundles.manifest import Purpose as BundlePurpose
from services.nomination.bundles.merging import Clash, Verdict
from services.nomination.bundles.model import ImportState
from services.nomination.councils.minutes import MinutesKind
from services.nomination.councils.model import Post
from services.nomination.councils.parts import Mode, Outcome, Presence, Source, Standing, Vote
from services.nomination.councils.states import ItemState, MeetingState, MinutesState
from services.nomination.decisions.parts import DecisionStep, Purpose
from services.nomination.decisions.states import DecisionState
from services.nomination.dossiers.parts import StepKind
from services.nomination.dossiers.states import State
from services.nomination.dossiers.trace import Standing as WayStanding
from services.nomination.exemplars.model import Gender
from services.nomination.exemplars.model import StepKind as OnSelection
from services.nomination.exemplars.states import State as SelectionState
from services.nomination.holds.model import WORDS
from services.nomination.lists.model import ListState
from services.nomination.postings.model import CommentState
from services.nomination.submissions.model import SubmissionStep
from services.nomination.submissions.states import SubmissionState
from services.nomination.sweeps.parts import StepKind as CandidateStepKind
from services.nomination.sweeps.states import NAMES as CANDIDATE_STATES
from services.nomination.sweeps.states import CandidateState, SweepState
from shared.events.parts import SubjectKind
from shared.law import ProceedingKind
from shared.web.templating import Pages

PAGES = Pages(
    service="nomination",
    templates=Path(__file__).parent / "templates",
    title="Khen thưởng",
    labels={
        State: {
            State.DRAFT: "Bản nháp",
            State.SUBMITTED: "Chờ tiếp nhận",
            State.RETURNED: "Trả lại, cần bổ sung",
            State.ACCEPTED: "Đã tiếp nhận",
            State.SUPPLEMENTING: "Chờ bổ sung",
            State.CONSULTING: "Đang lấy ý kiến",
            State.SCHEDULED: "Chờ Hội đồng",
            State.APPROVED: "Hội đồng thông qua",
            State.REJECTED: "Hội đồng không thông qua",
            State.FORWARDED: "Đã trình cấp trên",
            State.DECIDED: "Đã khen thưởng",
            State.WITHDRAWN: "Đã rút",
            State.EXPIRED: "Hết hạn bổ sung",
        },
        StepKind: {
            StepKind.CREATED: "Lập hồ sơ",
            StepKind.SUBMITTED: "Gửi hồ sơ",
            StepKind.RETURNED: "Trả lại để bổ sung",
            StepKind.ACCEPTED: "Tiếp nhận thẩm định",
            StepKind.SCHEDULED: "Đưa vào chương trình họp Hội đồng",
            StepKind.RELEASED: "Hội đồng chưa xét",
            StepKind.APPROVED: "Hội đồng thông qua",
            StepKind.REJECTED: "Hội đồng không thông qua",
            StepKind.FORWARDED: "Trình cấp trên",
            StepKind.DECIDED: "Ký quyết định khen thưởng",
            StepKind.WITHDRAWN: "Rút hồ sơ",
            StepKind.ASKED: "Yêu cầu bổ sung",
            StepKind.SUPPLEMENTED: "Gửi giấy tờ bổ sung",
            StepKind.CONSULTED: "Lấy ý kiến hiệp y",
            StepKind.OPINED: "Ý kiến hiệp y",
            StepKind.CONCLUDED: "Kết thúc lấy ý kiến",
            StepKind.EXPIRED: "Hết hạn bổ sung, hồ sơ kết thúc",
            StepKind.INVITED: "Mời cùng đề nghị",
            StepKind.JOINED: "Xác nhận cùng đề nghị",
            StepKind.DECLINED: "Không cùng đề nghị",
            StepKind.DROPPED: "Bỏ khỏi danh sách cùng đề nghị",
        },
        MeetingState: {MeetingState.CONVENED: "Đang họp hoặc sắp họp", MeetingState.CLOSED: "Đã kết thúc"},
        ItemState: {
            ItemState.PENDING: "Chưa bỏ phiếu",
            ItemState.OPEN: "Đang bỏ phiếu",
            ItemState.TIED: "Ngang phiếu, chờ ý kiến Chủ tịch",
            ItemState.CLOSED: "Đã kiểm phiếu",
        },
        MinutesState: {
            MinutesState.DRAFT: "Dự thảo",
            MinutesState.PRESENTED: "Thư ký đã ký, chờ Chủ tịch",
            MinutesState.SIGNED: "Đã ký",
        },
        MinutesKind: {MinutesKind.MEETING: "Biên bản họp", MinutesKind.BALLOT: "Biên bản kiểm phiếu"},
        Post: {
            Post.DEPUTY: "Phó Chủ tịch Hội đồng",
            Post.STANDING: "Ủy viên thường trực",
            Post.MEMBER: "Ủy viên",
        },
        Mode: {Mode.SECRET: "bỏ phiếu kín", Mode.OPEN: "biểu quyết công khai"},
        Presence: {
            Presence.IN_PERSON: "Có mặt",
            Presence.REMOTE: "Trực tuyến",
            Presence.WRITTEN: "Ý kiến bằng văn bản",
            Presence.ABSENT: "Vắng",
        },
        Outcome: {Outcome.PASSED: "Thông qua", Outcome.FAILED: "Không thông qua", Outcome.TIED: "Ngang phiếu"},
        Source: {
            Source.DECLARED: "tự khai",
            Source.NOMINEE: "là người được đề nghị",
            Source.COLLECTIVE: "cùng tập thể",
            Source.NOMINATOR: "đứng đầu đơn vị đề nghị",
            Source.RELATIVE: "người thân đã khai",
        },
        Standing: {
            Standing.PROPOSED: "Chờ trả lời",
            Standing.CONFIRMED: "Không bỏ phiếu",
            Standing.REFUSED: "Vẫn bỏ phiếu",
        },
        DecisionState: {
            DecisionState.DRAFT: "Dự thảo",
            DecisionState.DISCARDED: "Đã bỏ dự thảo",
            DecisionState.SEALED: "Đã ký, chưa công bố",
            DecisionState.SIGNED: "Đã ký",
        },
        Purpose: {
            Purpose.AWARD: "Khen thưởng",
            Purpose.CORRECTION: "Đính chính",
            Purpose.REVOCATION: "Thu hồi",
        },
        DecisionStep: {
            DecisionStep.DRAFTED: "Soạn dự thảo",
            DecisionStep.REVISED: "Sửa dự thảo",
            DecisionStep.DISCARDED: "Bỏ dự thảo",
            DecisionStep.SIGNED: "Ký quyết định",
            DecisionStep.RECORDED: "Ghi nhận đã ký trên giấy",
            DecisionStep.RELEASED: "Công bố",
            DecisionStep.ATTACHED: "Lưu bản quét",
        },
        SubmissionState: {
            SubmissionState.DRAFT: "Dự thảo",
            SubmissionState.DISCARDED: "Đã bỏ dự thảo",
            SubmissionState.SENT: "Đã trình",
            SubmissionState.RECEIVED: "Nơi nhận đã tiếp nhận",
            SubmissionState.RETURNED: "Bị trả lại",
        },
        SubmissionStep: {
            SubmissionStep.DRAFTED: "Soạn dự thảo",
            SubmissionStep.REVISED: "Sửa dự thảo",
            SubmissionStep.DISCARDED: "Bỏ dự thảo",
            SubmissionStep.SENT: "Ký và trình",
            SubmissionStep.RECEIVED: "Tiếp nhận tờ trình",
            SubmissionStep.RETURNED: "Trả lại",
        },
        ImportState: {ImportState.CHECKED: "Xem trước, chưa nhập", ImportState.DONE: "Đã nhập"},
        BundlePurpose: {
            BundlePurpose.SUBMISSION: "Hồ sơ trình lên",
            BundlePurpose.ANSWER: "Kết quả trả về",
        },
        CarriedKind: {
            CarriedKind.SUBMISSION: "Tờ trình",
            CarriedKind.DOSSIER: "Hồ sơ",
            CarriedKind.AWARD: "Khen thưởng",
        },
        Verdict: {
            Verdict.NEW: "Thêm mới",
            Verdict.NEWER: "Cập nhật",
            Verdict.KNOWN: "Đã có, giữ nguyên",
            Verdict.CONFLICT: "Mâu thuẫn, không ghi",
        },
        Clash: {
            Clash.OTHER_EVENT: "Ở đây đã có sự kiện khác tại cùng một bước.",
            Clash.OTHER_HISTORY: "Diễn biến trong tệp khác diễn biến ở đây.",
            Clash.HOLE: "Tệp thiếu sự kiện.",
            Clash.UNREADABLE: "Phiên bản này không đọc được, hoặc tệp đính kèm không khớp.",
            Clash.NOT_THEIRS: "Nơi lập tệp không giữ hồ sơ này.",
            Clash.IN_HAND: "Hồ sơ đang do đơn vị ở đây giữ.",
            Clash.UNKNOWN: "Hồ sơ này chưa từng được trình từ đây.",
            Clash.OTHER_FILE: "Ở đây có tệp khác trùng mã.",
        },
        WayStanding: {
            WayStanding.PASSED: "Đã chuyển tiếp",
            WayStanding.SENT_BACK: "Đã trả lại",
            WayStanding.HERE: "Đang giữ",
            WayStanding.ENDED: "Đã kết thúc",
            WayStanding.AHEAD: "Chưa đến",
        },
        AwardState: {AwardState.GRANTED: "Còn giá trị", AwardState.REVOKED: "Đã thu hồi"},
        AwardStep: {
            AwardStep.GRANTED: "Khen thưởng",
            AwardStep.IMPORTED: "Nhập từ sổ cũ",
            AwardStep.CORRECTED: "Đính chính",
            AwardStep.REVOKED: "Thu hồi",
        },
        Vote: {Vote.AGREE: "Đồng ý", Vote.DISAGREE: "Không đồng ý", Vote.BLANK: "Không có ý kiến"},
        ProceedingKind: {kind: vi for kind, (vi, _) in WORDS.items()},
        ListState: {
            ListState.CHECKED: "Xem trước, chưa gửi",
            ListState.IMPORTING: "Đang lập hồ sơ",
            ListState.SUBMITTED: "Đã gửi, chờ tiếp nhận",
            ListState.ACCEPTING: "Đang tiếp nhận",
            ListState.ACCEPTED: "Đã tiếp nhận",
        },
        SelectionState: {
            SelectionState.DRAFT: "Đang lựa chọn",
            SelectionState.PROPOSED: "Chờ xác nhận",
            SelectionState.CONFIRMED: "Đã xác nhận",
            SelectionState.DISCARDED: "Đã bỏ",
        },
        OnSelection: {
            OnSelection.CREATED: "Rà sổ khen thưởng, lập danh sách xét",
            OnSelection.RECOUNTED: "Rà lại sổ khen thưởng",
            OnSelection.TAKEN_IN: "Đưa vào danh sách",
            OnSelection.TAKEN_OUT: "Đưa ra khỏi danh sách",
            OnSelection.DESCRIBED: "Bổ sung thông tin",
            OnSelection.PROPOSED: "Trình xác nhận",
            OnSelection.RETURNED: "Trả lại",
            OnSelection.CONFIRMED: "Xác nhận danh sách đại biểu",
            OnSelection.DISCARDED: "Bỏ danh sách",
        },
        Gender: {Gender.UNKNOWN: "chưa ghi", Gender.FEMALE: "Nữ", Gender.MALE: "Nam"},
        CommentState: {
            CommentState.PENDING: "Chờ xử lý",
            CommentState.PUBLISHED: "Đã công khai",
            CommentState.HIDDEN: "Không công khai",
        },
        SweepState: {SweepState.OPEN: "Đang rà soát", SweepState.CLOSED: "Đã kết thúc"},
        CandidateState: CANDIDATE_STATES,
        CandidateStepKind: {
            CandidateStepKind.FOUND: "Ghi vào danh sách",
            CandidateStepKind.EDITED: "Sửa thông tin",
            CandidateStepKind.DECLARED: "Ghi bản khai",
            CandidateStepKind.PROOF_ADDED: "Thêm giấy tờ",
            CandidateStepKind.PROOF_REMOVED: "Bỏ giấy tờ",
            CandidateStepKind.PROVED: "Xác nhận đủ bản khai và giấy tờ",
            CandidateStepKind.RETURNED: "Trả lại thôn",
            CandidateStepKind.ASKED: "Hỏi ý kiến hội",
            CandidateStepKind.OPINED: "Hội trả lời",
            CandidateStepKind.CONCLUDED: "Không chờ ý kiến hội thêm",
            CandidateStepKind.POSTED: "Niêm yết công khai",
            CandidateStepKind.PROPOSED: "Lập hồ sơ, gửi cán bộ phụ trách",
            CandidateStepKind.SET_ASIDE: "Đưa ra khỏi danh sách",
            CandidateStepKind.TAKEN_UP: "Nhận lại",
        },
        SubjectKind: {
            SubjectKind.INDIVIDUAL: "cá nhân",
            SubjectKind.COLLECTIVE: "tập thể",
            SubjectKind.HOUSEHOLD: "hộ gia đình",
        },
    },
)
