"""Lines that only describe a task: "Đơn vị chủ trì: ...", "Thời gian hoàn thành: ...", "Sản phẩm: ..."."""

from __future__ import annotations

import re

from vnpolicy.structure.markers import BULLETS, Marker

_ATTRIBUTE = re.compile(
    r"""
    (?P<label>
        (?:các\ )?(?:cơ\ quan|đơn\ vị|bộ\ phận|địa\ phương|người)(?:,\ (?:cơ\ quan|đơn\ vị|địa\ phương))?
            \ (?:chủ\ trì|phối\ hợp|thực\ hiện|đầu\ mối|tham\ mưu|theo\ dõi|chịu\ trách\ nhiệm|soạn\ thảo)
            [^:.;]{0,40}
        | (?:chủ\ trì|phối\ hợp|phân\ công|trách\ nhiệm)(?:\ thực\ hiện)?
        | thời\ (?:gian|hạn|điểm)(?:\ (?:thực\ hiện|hoàn\ thành|ban\ hành|trình|báo\ cáo|triển\ khai))[^:.;]{0,30}
        | (?:tiến\ độ|lộ\ trình)(?:\ (?:thực\ hiện|hoàn\ thành))?
        | (?:hoàn\ thành|thời\ hạn)
        | sản\ phẩm[^:.;]{0,30} | kết\ quả\ (?:đầu\ ra|cần\ đạt)[^:.;]{0,20}
        | hình\ thức\ văn\ bản | cấp\ (?:trình|phê\ duyệt|quyết\ định|ban\ hành)[^:.;]{0,30}
        | lãnh\ đạo\ (?:chỉ\ đạo|phụ\ trách)[^:.;]{0,20} | kinh\ phí\ thực\ hiện
    )\s*:
    """,
    re.VERBOSE | re.IGNORECASE,
)


def attribute(words: str, marker: Marker | None = None) -> str | None:
    """The label of an attribute line in lower case, or None; a number makes a line an item of its own.

    >>> attribute("Đơn vị chủ trì: Sở Y tế"), attribute("Sở Y tế chủ trì: tập huấn")
    ('đơn vị chủ trì', None)
    """
    if marker is not None and marker.kind not in (*BULLETS, "letter"):
        return None
    match = _ATTRIBUTE.match(words)
    return match["label"].strip().lower() if match else None
