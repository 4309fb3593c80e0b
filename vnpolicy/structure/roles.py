"""The role of each paragraph: what the document does there.

The heading decides first (STRUCTURE: "Đánh giá", "Hạn chế", "Mục tiêu", "Nhiệm vụ, giải pháp", "Tổ
chức thực hiện"), the wording corrects it, the place in the document fills what is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnpolicy.analysis import Role
from vnpolicy.structure.outline import Part
from vnpolicy.text import fold

_HEADING_CUES: tuple[tuple[Role, str], ...] = (
    ("task", r"^(?:về (?:việc )?)?(?:kiến nghị|đề nghị|đề xuất)|tiêu chí|các hoạt động|nội dung hoạt động"),
    (
        "organisation",
        r"tổ chức (?:thực hiện|triển khai)|triển khai thực hiện$|điều khoản thi hành|hiệu lực"
        r"|trách nhiệm thi hành|phân công (?:thực hiện|nhiệm vụ|trách nhiệm)|tiến độ thực hiện",
    ),
    (
        "limitation",
        r"hạn chế|tồn tại|khuyết điểm|yếu kém|bất cập|nguyên nhân|khó khăn, (?:vướng mắc|thách thức)|khó khăn$",
    ),
    ("task", r"nhiệm vụ|giải pháp|biện pháp|yêu cầu|nội dung|công việc|phân công|chương trình"),
    ("objective", r"mục đích|mục tiêu|chỉ tiêu|quan điểm|phương châm|tầm nhìn|phương hướng|chủ đề|định hướng"),
    ("result", r"^(?:về |một số )?(?:đánh giá|kết quả|tình hình|nhận xét|thành tựu|ưu điểm|thực trạng|bối cảnh)"),
)
_HEADINGS = [(role, re.compile(cues, re.IGNORECASE)) for role, cues in _HEADING_CUES]
_ASSESSES = re.compile(r"(?:về |phần )?(?:đánh giá|kết quả|tình hình|nhận xét)", re.IGNORECASE)
_MIXED = re.compile(r"mục (?:đích|tiêu),? (?:và )?yêu cầu|mục tiêu,? (?:và )?(?:nhiệm vụ|giải pháp)", re.IGNORECASE)
# Headings whose paragraphs describe the document's own frame, whatever their verbs.
_FRAME = re.compile(
    r"kinh phí|đối tượng|phạm vi|khen thưởng|chế độ (?:thông tin|báo cáo)|^(?:về )?thời gian|thời hạn|địa điểm",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\S{0,4}[^\w\s]\s)?(?P<label>(?!Về\b)[^\d:;,.]{4,40}):\s")

_PREAMBLE = re.compile(
    r"(?:-\s*)?(?:Căn cứ|Xét|Theo đề nghị|Theo Tờ trình|Thực hiện|Triển khai thực hiện|Thi hành|Tiếp theo"
    r"|Tại (?:phiên|cuộc|buổi|Hội nghị|hội nghị|Trụ sở|kỳ họp|Kỳ họp)|Sau khi (?:nghe|xem xét|thảo luận)"
    r"|(?:Sáng|Chiều|Tối|Trong hai) ngày|Thay mặt|Thừa ủy quyền|Trên cơ sở|Vừa qua|Phát huy|Nhằm"
    r"|Để (?:tiếp tục|triển khai|thực hiện|bảo đảm|chủ động|kịp thời))\b"
    r"|Ngày \d"
)
_REPORTED = re.compile(r"Theo (?:báo cáo|tin|dự báo|số liệu|thống kê)\b")
_LIMITATION = re.compile(
    r"(?:[-+]\s*|\d+\s?[-.)]\s*)?(?:Tuy nhiên|Tuy vậy|Song,|Nguyên nhân|Hạn chế"
    r"|Những (?:hạn chế|yếu kém|khuyết điểm|tồn tại)|Bên cạnh (?:những )?(?:kết quả|đó).{0,60}?\b(?:vẫn|còn)"
    r"|Mặc dù .{0,80} nhưng)"
    r"|(?:[-+]\s*)?[^.]{0,200}\b(?:còn (?:chậm|hạn chế|thấp|nhiều|yếu|khó khăn|lúng túng|bất cập|tồn tại|diễn biến)"
    r"|chưa (?:được|đạt|đồng bộ|nghiêm|kịp thời|đáp ứng|thực sự|cao|tương xứng)|chững lại|bị động|thiếu bền vững)"
)
_ORDERS = re.compile(r"(?:\S{1,5}\s)?(?:Giao|Yêu cầu|Đề nghị)\b")
_TASK = re.compile(
    r"^(?:[^\w]*|.{0,90}?\b)(?:giao|yêu cầu|đề nghị|tập trung|tiếp tục|đẩy mạnh|tăng cường|triển khai|xây dựng"
    r"|nâng cao|chủ trì|chỉ đạo|tổ chức|thực hiện|rà soát|phải|cần|khẩn trương|chủ động|phối hợp|bảo đảm"
    r"|đảm bảo|hoàn thiện|hoàn thành|hướng dẫn|ban hành|kiểm tra|phát huy|huy động|quan tâm|có trách nhiệm)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:đã (?:được|có|đạt|tổ chức|triển khai|tập trung|ban hành|thực hiện|hoàn thành|làm|bám sát|chỉ đạo|khắc phục"
    r"|xảy ra|chủ động|kịp thời|góp phần|tích cực|lãnh đạo|tạo)|đạt được|ước (?:đạt|thực hiện)|so với cùng kỳ"
    r"|tiếp tục (?:ổn định|tăng trưởng|được|có chuyển biến)"
    r"|được (?:đẩy mạnh|quan tâm|triển khai|giữ vững|chú trọng|nâng lên|duy trì|tăng cường|cải thiện|bảo đảm|đảm bảo)"
    r"|có (?:nhiều )?(?:chuyển biến|tiến bộ|cố gắng)|cơ bản (?:được|ổn định|hoàn thành)|làm \d+ người|thiệt hại)\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"(?:\S{1,5}\s)?(?:Phấn đấu|Mục tiêu|Chỉ tiêu|Quan điểm|Tỷ lệ|Mỗi (?:năm|lần)|Giai đoạn \d{4}|Năm (?:học )?\d{4}"
    r"|Đến (?:hết |cuối )?năm \d{4}|(?:Trên |Ít nhất |Tối thiểu )?\d[\d,.]*\s?%|[^.;]{0,60}\btrên \d+%)"
)
_MEASURES = re.compile(r"\d\s?%|\d\s(?:tỷ|triệu|nghìn|xã|hộ|người|ha|km)\b")
_PAPER = r"(?:Kế hoạch|Quyết định|Chỉ thị|Kết luận|Nghị quyết|Chương trình|Công điện|Thông báo|Hướng dẫn)"
_ORGANISES = re.compile(
    rf"""
    \b(?:
        chịu\ trách\ nhiệm\ (?:thi\ hành|thực\ hiện\ {_PAPER}) | có\ hiệu\ lực | đôn\ đốc
      | theo\ dõi,\ (?:kiểm\ tra|giám\ sát|hướng\ dẫn|đánh\ giá)
      | tổng\ hợp,?\ báo\ cáo | báo\ cáo\ (?:kết\ quả|tình\ hình|về|định\ kỳ) | chế\ độ\ báo\ cáo
      | định\ kỳ\ (?:tổng\ hợp|báo\ cáo|hằng|hàng|\d)
      | (?:xây\ dựng|ban\ hành)\ (?:kế\ hoạch|chương\ trình)\ (?:cụ\ thể|chi\ tiết|thực\ hiện|triển\ khai|hành\ động)
      | (?:xây\ dựng|lập)\ (?:kế\ hoạch|dự\ toán) | biết,\ (?:chỉ\ đạo,\ )?thực\ hiện
      | (?:bố\ trí|cân\ đối|bảo\ đảm|thẩm\ định)[^;.]{{0,25}}\ kinh\ phí
      | kinh\ phí\ (?:thực\ hiện|bảo\ đảm|triển\ khai)
      | (?:nếu|trong\ quá\ trình)\ [^;.]{{0,40}}(?:khó\ khăn|vướng\ mắc)
      | (?:triển\ khai|tổ\ chức|thực\ hiện)\ (?:nghiêm\ túc\ )?(?:nội\ dung\ )?{_PAPER}\ này
      | việc\ (?:triển\ khai\ )?thực\ hiện\ {_PAPER} | sơ\ kết
      | cơ\ quan\ (?:đầu\ mối|thường\ trực) | là\ (?:thường\ trực|đầu\ mối)
      | gửi\ (?:báo\ cáo|kết\ quả) | căn\ cứ\ chức\ năng,\ nhiệm\ vụ | quán\ triệt\ {_PAPER}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BINDS = re.compile(
    rf"\b(?:có hiệu lực|chịu trách nhiệm thi hành|biết, (?:chỉ đạo, )?thực hiện|(?:thực hiện|thi hành) {_PAPER} này)",
    re.IGNORECASE,
)
# The first of these verbs says what a task is about; leading, coordinating and hurrying say nothing.
_FIRST_VERB = re.compile(
    r"\b(?:(?P<follows>theo dõi|đôn đốc|tổng hợp|báo cáo|gửi|sơ kết|tiếp nhận"
    r"|tổng kết(?! (?:thí điểm|thực tiễn|mô hình))|(?:nghiêm túc )?thực hiện (?:nghiêm (?:túc )?)?chế độ báo cáo)"
    r"|tập trung|triển khai|xây dựng|rà soát|hoàn thành|hoàn thiện|nghiên cứu|đẩy mạnh|tăng cường|nâng cao|chỉ đạo"
    r"|tổ chức|thực hiện|giải quyết|xử lý|bảo đảm|đảm bảo|bố trí|tham mưu|đề xuất|hướng dẫn|kiểm tra|giám sát|quản lý"
    r"|quán triệt|phát huy|tuyên truyền|đưa|lập|mở|ban hành|sửa đổi|huy động|tạo|duy trì|khắc phục)\b",
    re.IGNORECASE,
)
_LIABLE = re.compile(r"chịu trách nhiệm (?:trước|về|nếu)|trách nhiệm cá nhân", re.IGNORECASE)
_SUBSTANCE = re.compile(
    r"\b(?:đẩy mạnh|nâng cao|tăng cường|phát triển|hỗ trợ|tuyên truyền|vận động|đào tạo|bồi dưỡng|tham mưu"
    r"|phối hợp|huy động|rà soát|hướng dẫn|khen thưởng|tổ chức|chủ trì|xử lý|công khai|quản lý|kiểm tra"
    r"|chỉ đạo|giám sát|mở|xây dựng|đưa|bảo vệ|thẩm định)\b",
    re.IGNORECASE,
)


def heading_role(title: str) -> Role | None:
    """The role that a heading gives to what stands below it, or None.

    >>> heading_role("NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM"), heading_role("Mục đích, yêu cầu")
    ('task', 'objective')
    """
    folded = re.sub(r"^(?:[IVX]+|\d+|[a-zđA-E])\s?[-.)/]\s*", "", fold(title))
    if _MIXED.search(folded):
        return "objective"
    if _ASSESSES.match(folded):
        return "result"
    if _FRAME.search(folded) and not re.search("nhiệm vụ|giải pháp|tiêu chí", folded, re.IGNORECASE):
        return "organisation"
    return next((role for role, pattern in _HEADINGS if pattern.search(folded)), None)


def assign_roles(parts: Sequence[Part], type_: str | None) -> list[Role]:
    """The role of each part, headings included; ``type_`` is the document's type."""
    roles: list[Role] = []
    for part in parts:
        title, inherited = _inherited(part)
        if part.heading:
            roles.append(heading_role(part.block.words) or inherited or "task")
        else:
            previous = roles[-1] if roles else None
            roles.append(_item_role(part, title, inherited, previous, type_))
    return roles


def _inherited(part: Part) -> tuple[str, Role | None]:
    for title in reversed(part.titles):
        role = heading_role(title)
        if role is not None:
            return title, role
    return "", None


def _item_role(part: Part, title: str, inherited: Role | None, previous: Role | None, type_: str | None) -> Role:
    words = part.block.words
    placed = _role_by_place(part, words, previous)
    if placed is not None:
        return placed
    if inherited in ("result", "limitation") and not _ORDERS.match(words):
        return _assessed_role(part, words, inherited, previous)
    if inherited == "organisation":
        return "organisation" if _FRAME.search(title) else _weigh(words, "organisation")
    if part.announces and _leads(part, words):
        return "organisation"
    if inherited == "objective":
        orders = _MIXED.search(fold(title)) and re.search(r"\bphải\b|kiên quyết|tránh ", words)
        return "task" if orders else "objective"
    return _role_by_wording(words, inherited, type_)


def _role_by_place(part: Part, words: str, previous: Role | None) -> Role | None:
    if part.attribute is not None or part.closing:
        return "organisation"
    if part.opening:
        return _opening_role(words)
    if not part.path and not part.titles and previous is None and _PREAMBLE.match(words):
        return "preamble"
    label = _LABEL.match(words)
    return heading_role(label["label"]) if label and label["label"].count(" ") < 5 else None


def _role_by_wording(words: str, inherited: Role | None, type_: str | None) -> Role:
    if inherited is None and type_ == "báo cáo" and _DONE.search(words):
        return "result"
    if _LIMITATION.match(words) and not _TASK.match(words):
        return "limitation"
    if _AIMS.match(words) and _MEASURES.search(words):
        return "objective"
    if _BINDS.search(words) or _follows_up(words):
        return _weigh(words, "organisation")
    return "task"


def _follows_up(text: str) -> bool:
    """Whether the first verb that says something is one of following up and reporting."""
    verb = _FIRST_VERB.search(text)
    return verb is not None and verb["follows"] is not None


def _opening_role(words: str) -> Role:
    if _PREAMBLE.match(words) or words.endswith(":"):
        return "preamble"
    if _LIMITATION.match(words):
        return "limitation"
    if _DONE.search(words) or _REPORTED.match(words):
        return "result"
    return "preamble"


def _assessed_role(part: Part, words: str, inherited: Role, previous: Role | None) -> Role:
    if part.announces and len(words) < _SHORT_LEAD:
        return "organisation"
    if _LIMITATION.match(words) and not (part.announces and _DONE.search(words)):
        return "limitation"
    if previous == "organisation" and inherited == "result" and part.marker is not None:
        return "limitation" if re.search(r"\b(?:còn|chưa|thiếu|chậm)\b", words) else "result"
    if previous == "limitation" and inherited == "result":
        return "result" if _DONE.search(words) else "limitation"
    return inherited


def _leads(part: Part, words: str) -> bool:
    """A line that ends with a colon and leaves the task to the list below."""
    if part.marker is None:
        return len(words) < _SHORT_LEAD
    if re.search(r"\b(?:trọng tâm|trong đó|nguyên tắc)\b", words):
        return False
    return len(words) < _LONG_LEAD or bool(re.match(r"(?:\S{1,5}\s)?Để\b", words))


_SHORT_LEAD = 170
_LONG_LEAD = 220


def _weigh(words: str, default: Role) -> Role:
    """The role of the weightier part: clauses on reporting and follow-up against the others."""
    if _LIABLE.search(words):
        return "task"
    if words.endswith(":"):
        return "organisation"
    organising = substantial = 0
    for clause in re.split(r"[;.]\s", words):
        if _ORGANISES.search(clause) or _follows_up(clause):
            organising += len(clause)
        elif _SUBSTANCE.search(clause):
            substantial += len(clause)
    if organising == substantial:
        return default
    return "organisation" if organising > substantial else "task"
