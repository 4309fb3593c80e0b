"""The words before a list of bodies that give it its role: "giao", "phối hợp với", "báo cáo"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnpolicy.analysis import AssignmentRole

REACH = 240  # characters before a list of bodies in which its clause may begin
TAKEN = "\ue000"  # stands where a fact does
COMRADES = r"(?:(?:các\ )?(?:đồng\ chí|đ/c|ông|bà)\ )?"
_HOW = r"""(?:nhanh|kịp\ thời|khẩn\ trương|ngay|thường\ xuyên|định\ kỳ|trực\ tiếp|chủ\ động
    |hằng\ \w+|đột\ xuất|quyết\ liệt)"""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before a list of bodies that give it its role, at most ``reach`` characters long."""

    rule: str
    role: AssignmentRole
    reach: int
    pattern: re.Pattern[str]


def _cue(rule: str, role: AssignmentRole, words: str, reach: int = 90) -> Cue:
    pattern = rf"(?<!\w)(?:{words})(?:\ ?{TAKEN}+)?\ ?{COMRADES}$"
    return Cue(rule, role, reach, re.compile(pattern, re.VERBOSE | re.IGNORECASE))


CUES = (
    _cue(
        "label",
        "support",
        r"""(?:(?:cơ\ quan|đơn\ vị|tổ\ chức)\ )?(?:phối\ hợp|tham\ gia|cùng\ (?:làm|tham\ gia|thực\ hiện))
            (?:\ (?:chính|thực\ hiện))?\ ?:""",
    ),
    _cue(
        "label",
        "recipient",
        r"""(?:cấp\ trình|trình\ cấp|cấp\ phê\ duyệt
            |(?:cơ\ quan|nơi|đơn\ vị)\ nhận(?:\ báo\ cáo)?)\ ?:""",
    ),
    _cue(
        "label",
        "lead",
        r"""(?:cơ\ quan|đơn\ vị|tổ\ chức)\ (?:chủ\ trì|thực\ hiện|đầu\ mối|chịu\ trách\ nhiệm)
            (?:\ (?:thực\ hiện|tham\ mưu))?\ ?:
          | (?:chủ\ trì|trách\ nhiệm\ thực\ hiện|phân\ công(?:\ thực\ hiện)?)\ ?:
          | (?:vai\ trò|trách\ nhiệm)\ chủ\ trì\ của""",
    ),
    _cue(
        "coordinate",
        "support",
        rf"""phối\ (?:kết\ )?hợp
            (?:[,\ ]{{1,2}}(?:chặt\ chẽ|chặt|đồng\ bộ|hiệu\ quả|tốt|hỗ\ trợ|cùng|công\ tác|và
              |{_HOW})){{0,3}}
            (?:\ (?:với|cùng(?:\ với)?))?
          | phối\ hợp\ [^,;.:]{{1,30}}\ với
          | (?:sự\ )?(?:phối\ hợp|tham\ gia)\ của
          | (?<=[;,.]\ )cùng(?:\ với)? | (?:chủ\ trì|đầu\ mối)\ cùng(?:\ với)?""",
    ),
    _cue(
        "report",
        "recipient",
        rf"""(?:(?<!tờ\ )(?<!công\ )(?<!chương\ )(?<!quá\ )(?<!quy\ )(?<!lộ\ )(?<!giải\ )trình
              |(?<!nghe\ )báo\ cáo|gửi|tham\ mưu|kiến\ nghị|đề\ xuất|xin\ ý\ kiến|phản\ ánh
              |giúp\ việc\ cho)
            (?:[,\ ]{{1,2}}(?:{_HOW}|đề\ xuất|kiến\ nghị|trình|báo\ cáo|phản\ ánh)){{0,2}}
            (?:\ (?:cho|với|lên|về|đến|tới|để))?""",
    ),
    _cue(
        "report",
        "recipient",
        r"""(?:báo\ cáo|gửi|phản\ ánh|có\ ý\ kiến|nộp|đăng\ ký|cung\ cấp|thông\ báo|đề\ xuất
              |chuyển(?!\ (?:đổi|biến|giao|tiếp|nhượng|dịch)))
            (?:(?:\ [^.;:]{1,160}?)?\ (?:về|đến|tới|lên|qua)|\ [^.,;:]{1,40}?\ (?:cho|với))
          | (?<!nghệ\ )thông\ tin(?:\ [^.,;:]{1,40})?\ (?:đến|tới|cho)""",
        REACH,
    ),
    _cue(
        "assign",
        "lead",
        r"""phân\ công(?:\ nhiệm\ vụ)?(?:\ cho)?
          | (?:giao|phân\ công)\ (?:rõ\ |cụ\ thể\ )?(?:nhiệm\ vụ|trách\ nhiệm|việc)(?:\ [^,;.:]{1,20})?\ cho""",
    ),
    _cue(
        "charge",
        "lead",
        rf"""(?:(?:(?<!theo\ )(?<!đáp\ ứng\ )yêu\ cầu|(?<!ban\ )chỉ\ đạo(?:\ {_HOW})?)
            (?:(?:,|\ và)\ (?:hướng\ dẫn|đôn\ đốc|kiểm\ tra)){{0,2}}
          | (?: (?<!được\ )(?<!bàn\ )(?<!chuyển\ )(?<!thời\ )(?<!tiếp\ )giao
                (?:\ nhiệm\ vụ|\ trách\ nhiệm)?(?:\ cho)?
              | (?<!theo\ )(?<!về\ )(?<!hồ\ sơ\ )đề\ nghị
              | (?<!sự\ )(?<!của\ )(?<!,\ )(?<!có\ )(?<!và\ )(?<!với\ )lãnh\ đạo
              | (?<!thừa\ )ủy\ quyền(?:\ cho)? | (?<!sự\ )định\ hướng | kêu\ gọi
              | thông\ báo\ (?:để|tới|đến) )):?""",
    ),
)
