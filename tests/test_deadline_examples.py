"""The 68 examples of the reference on deadlines and further ones; D0 is Tuesday, 10 March 2026.

Brackets mark the expected spans. A value is the kind, the boundary, the days (begin/due for periods, "-" if
unknown) or the rule, then what else there is: the length of each occurrence, the last day in time where it
is not ``due``, TIMEX3 value and modifier, flags other than ``year_inferred``. Where the annotation guide
decides otherwise than the reference, the row has the guide's value and says so.
"""

import re
from datetime import date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from vnpolicy.analysis import Deadline
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, Source

D0 = date(2026, 3, 10)
PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
FINDER = DeadlineFinder(Lexicon.load())


def find(text: str, **setting: Any) -> list[Deadline]:
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    return FINDER.find(passage, Setting(**{"anchor": D0, "anchor_kind": "stated", "period": PERIOD, **setting}), ())


def value(deadline: Deadline) -> str:
    begin = [deadline.begin] if deadline.kind == "period" else []
    days = "/".join(day.isoformat() if day else "-" for day in (*begin, deadline.due))
    flags = ",".join(flag for flag in deadline.flags if flag != "year_inferred")
    parts = [
        deadline.kind,
        deadline.boundary,
        (deadline.rrule or "-") if deadline.kind == "recurring" else days,
        deadline.duration and f"for {deadline.duration}",
        deadline.latest and deadline.latest != deadline.due and f"latest {deadline.latest}",
        deadline.timex and deadline.timex + (f":{deadline.mod}" if deadline.mod else ""),
        flags,
    ]
    return " ".join(part for part in parts if part)


def check(marked: str, expected: list[str], **setting: Any) -> None:
    found = find(re.sub(r"[\[\]]", "", marked), **setting)
    assert [deadline.text for deadline in found] == re.findall(r"\[([^\]]+)\]", marked)
    assert [value(deadline) for deadline in found] == expected


# number in the reference, words, values
REFERENCE = [
    (1, "hoàn thành [trước ngày 15/10/2026]", ["date before 2026-10-15 latest 2026-10-14 2026-10-15:BEFORE"]),
    (2, "[chậm nhất ngày 30 tháng 9 năm 2026]", ["date by 2026-09-30 2026-09-30"]),
    (3, "[đến hết ngày 31-12-2026]", ["date by 2026-12-31 2026-12-31"]),
    (4, "xong [trong tháng 4/2026]", ["date by 2026-04-30 2026-04"]),
    (5, "[trước tháng 7 năm 2026]", ["date before 2026-07-01 latest 2026-06-30 2026-07:BEFORE"]),
    (6, "[trong quý II/2026]", ["date in 2026-06-30 2026-Q2"]),
    (7, "[Quý III/2026] trình Ban Thường vụ", ["date in 2026-09-30 2026-Q3"]),
    (8, "[từ nay đến hết quý II]", ["period by 2026-03-10/2026-06-30 2026-03-10/2026-06-30"]),
    (9, "[trong năm 2026]", ["date in 2026-12-31 2026"]),
    (10, "[đến cuối năm 2026]", ["date by 2026-12-31 2026:END"]),
    (11, "[6 tháng đầu năm 2026] phải đạt 50%", ["date in 2026-06-30 2026-H1"]),
    # Guide: a period needs a stated beginning.
    (12, "[9 tháng đầu năm]", ["date in 2026-09-30 2026-01/2026-09"]),
    # Guide: null, the document does not tell the end of the term.
    (13, "[từ nay đến cuối nhiệm kỳ]", ["period by 2026-03-10/-"]),
    # Guide: the name of a term of office.
    (14, "nhiệm kỳ 2025 - 2030", []),
    (15, "[giai đoạn 2026 - 2030]", ["period in 2026-01-01/2030-12-31 2026/2030"]),
    (16, "[đến năm 2030], tầm nhìn đến năm 2045", ["date by 2030-12-31 2030"]),
    (17, "[trong vòng 15 ngày kể từ ngày ký]", ["relative in 2026-03-25 P15D"]),
    (18, "[sau 10 ngày làm việc kể từ ngày ban hành Kết luận này]", ["relative by 2026-03-24 P10D"]),
    (19, "[trong thời hạn 05 ngày kể từ ngày nhận được văn bản]", ["relative in - P5D"]),
    # Guide: null, it is not said from when to count.
    (20, "ký ban hành [trong 10 ngày]", ["relative in - P10D"]),
    (21, "[chậm nhất 03 ngày sau khi kết thúc kỳ họp]", ["relative by - P3D"]),
    (22, "[trước ngày 25 hằng tháng]", ["recurring before FREQ=MONTHLY;BYMONTHDAY=25 P1M"]),
    # Guide: FREQ=MONTHLY;INTERVAL=3 for hằng quý.
    (23, "[định kỳ hằng quý] báo cáo", ["recurring in FREQ=MONTHLY;INTERVAL=3 P3M"]),
    (24, "[ngày 15 của tháng cuối quý]", ["recurring at FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15 P3M"]),
    # Guide: FREQ=MONTHLY;INTERVAL=6, and two recurrences are two spans.
    (25, "[định kỳ 6 tháng], [năm]", ["recurring in FREQ=MONTHLY;INTERVAL=6 P6M", "recurring in FREQ=YEARLY P1Y"]),
    # Guide: two dates of one recurrence are two spans.
    (26, "[trước ngày 15/6] và [ngày 15/12 hằng năm]", [
        "recurring before FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 XXXX-06-15",
        "recurring before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 XXXX-12-15",
    ]),
    (27, "[sáng thứ Hai hằng tuần]", ["recurring at FREQ=WEEKLY;BYDAY=MO P1W"]),
    (28, "[hằng năm] tổ chức sơ kết", ["recurring in FREQ=YEARLY P1Y"]),
    (29, "[2 năm một lần]", ["recurring in FREQ=YEARLY;INTERVAL=2 P2Y"]),
    (30, "[ngày làm việc cuối cùng của tháng]", ["recurring at FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 P1M"]),
    (31, "[định kỳ] báo cáo kết quả cho Ban Thường vụ", ["recurring in -"]),
    # Guide: urgency and readiness are no deadlines (32 to 36, 68).
    (32, "báo cáo đột xuất khi có yêu cầu", []),
    (33, "thường xuyên kiểm tra, đôn đốc", []),
    (34, "khẩn trương hoàn thành", []),
    (35, "trước mắt, lãnh đạo tốt đại hội điểm", []),
    (36, "trong thời gian tới", []),
    (37, "[tuần này]", ["date in 2026-03-15 2026-W11"]),
    (38, "[trong tháng tới]", ["date in 2026-04-30 2026-04"]),
    (39, "[năm 2026 và những năm tiếp theo]", ["period from 2026-01-01/- 2026/.."]),
    # Guide: kind date, the school year ends on 31 May.
    (40, "[năm học 2026 - 2027]", ["date in 2027-05-31 2026-09/2027-05"]),
    # Guide: the quote is a time; the name of a thing is none (41, 42).
    (41, "tổng kết năm học 2025 - 2026", []),
    (42, "chuẩn bị khai giảng năm học mới", []),
    # Guide: kind date, as for school years (43, 44).
    (43, "[vụ Hè Thu năm 2026]", ["date in 2026-08-31 2026-04/2026-08:APPROX approximate"]),
    (44, "[vụ Đông Xuân 2026 - 2027]", ["date in 2027-04-30 2026-11/2027-04:APPROX approximate"]),
    (45, "[trước Tết Nguyên đán Đinh Mùi]", ["date before 2027-02-06 latest 2027-02-05 2027-02-06:BEFORE"]),
    # Guide: a holiday as the setting of a task is no deadline (46, 47, 49; their days are in test_calendar).
    (46, "dịp Tết Nguyên đán Bính Ngọ", []),
    (47, "nhân dịp 30/4 và 1/5", []),
    (48, "khánh thành [đúng dịp Quốc khánh 2/9]", ["date at 2026-09-02 2026-09-02"]),
    (49, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", []),
    (50, "trình [kỳ họp thứ 8 HĐND tỉnh (tháng 7/2026)]", ["date at 2026-07-31 2026-07"]),
    # Guide: an event with no date.
    (51, "trình [kỳ họp giữa năm]", ["event at -"]),
    (52, "[trước khi tổ chức đại hội cấp trên trực tiếp]", ["event before -"]),
    (53, "[từ ngày 01/4/2026 đến ngày 30/6/2026]", ["period by 2026-04-01/2026-06-30 2026-04-01/2026-06-30"]),
    (54, "[từ ngày 05 đến ngày 20 hằng tháng]", ["recurring by FREQ=MONTHLY;BYMONTHDAY=5 for P16D P1M"]),
    # Guide: the effect of the document itself.
    (55, "có hiệu lực kể từ ngày ký", []),
    # Guide: "from" is a deadline of its own, due that day.
    (56, "[kể từ ngày 01/7/2026] thực hiện mô hình mới", ["date from 2026-07-01 2026-07-01/.."]),
    (57, "[đầu tháng 5/2026]", ["date in 2026-05-10 2026-05:START"]),
    (58, "[cuối quý I]", ["date by 2026-03-31 2026-Q1:END"]),
    (59, "[trước 17 giờ 00 ngày 20/3/2026]", ["date before 2026-03-20 2026-03-20T17:00:BEFORE"]),
    (60, "[trong ngày 12/3]", ["date in 2026-03-12 2026-03-12"]),
    # Guide: an event with no date.
    (62, "[giữa nhiệm kỳ] sơ kết", ["event in -"]),
    (63, "tổ chức sơ kết [sau 02 năm thực hiện]", ["relative at 2028-03-10 P2Y:APPROX approximate"]),
    (64, "lộ trình: [2026]: 30%, [2027]: 60%, [2028]: 100%", [
        "date in 2026-12-31 2026",
        "date in 2027-12-31 2027",
        "date in 2028-12-31 2028",
    ]),
    (65, "hoàn thành dứt điểm bàn giao [trước 31/10]; báo cáo kết quả [trước 30/11]", [
        "date before 2026-10-31 latest 2026-10-30 2026-10-31:BEFORE",
        "date before 2026-11-30 latest 2026-11-29 2026-11-30:BEFORE",
    ]),
    (66, "[đến ngày 30/6] hoặc khi có hướng dẫn mới của Trung ương", ["date by 2026-06-30 2026-06-30 conditional"]),
    (67, "[trước ngày 31/6/2026]", ["date before - impossible_date"]),
    (68, "hoàn thành theo tiến độ đề ra, đúng kế hoạch", []),
]  # fmt: skip


@pytest.mark.parametrize(("number", "marked", "expected"), REFERENCE)
def test_the_examples_of_the_reference(number: int, marked: str, expected: list[str]) -> None:
    check(marked, expected)


def test_example_61_the_next_quarter_after_december() -> None:
    check("[trong quý I]", ["date in 2027-03-31 2027-Q1"], anchor=date(2026, 12, 20), period=None)


def test_all_examples_are_there() -> None:
    assert sorted([number for number, _, _ in REFERENCE] + [61]) == list(range(1, 69))


FURTHER = [
    # boundary words
    ("Nộp hồ sơ [trễ nhất là ngày 15/6/2026].", ["date by 2026-06-15 2026-06-15"]),
    ("Bàn giao [không muộn hơn ngày 30/6/2026].", ["date by 2026-06-30 2026-06-30"]),
    ("Hạn cuối nộp báo cáo: [15/6/2026].", ["date by 2026-06-15 2026-06-15"]),
    ("Hạn chót nộp là [ngày 20/6].", ["date by 2026-06-20 2026-06-20"]),
    ("[Sau ngày 30/6/2026], không nhận hồ sơ giấy.", ["date from 2026-06-30 2026-06-30/.."]),
    ("[Từ sau ngày 01/7/2026] dùng mẫu mới.", ["date from 2026-07-01 2026-07-01/.."]),
    ("Rà soát [từ nay đến trước ngày 30/6/2026].", [
        "period before 2026-03-10/2026-06-30 latest 2026-06-29 2026-03-10/2026-06-30:BEFORE",
    ]),
    ("[Chậm nhất là đầu tháng 6/2026] phải mở thầu.", ["date by 2026-06-10 2026-06:START"]),
    ("[Chậm nhất cuối quý II/2026] phải mở thầu.", ["date by 2026-06-30 2026-Q2:END"]),
    # clock times
    ("Gửi [trước 15h00 ngày 20/3/2026].", ["date before 2026-03-20 2026-03-20T15:00:BEFORE"]),
    ("Gửi về Văn phòng [chậm nhất 10 giờ ngày 12/3].", ["date by 2026-03-12 2026-03-12T10:00"]),
    ("Khai mạc [vào lúc 14 giờ, ngày 15/5/2026].", ["date at 2026-05-15 2026-05-15T14:00"]),
    ("Ra quân [vào sáng Chủ nhật, ngày 07/6/2026].", ["date at 2026-06-07 2026-06-07"]),
    # weeks and their days, from now
    ("Báo cáo [vào thứ Sáu tuần này].", ["date in 2026-03-13 2026-03-13"]),
    ("Xong [trước thứ Hai tuần sau].", ["date before 2026-03-16 latest 2026-03-15 2026-03-16:BEFORE"]),
    ("[Trong 03 tháng tới], rà soát các quy hoạch.", ["relative in 2026-06-10 P3M:APPROX approximate"]),
    ("[Trong 10 ngày tới] bàn giao xong.", ["relative in 2026-03-20 P10D:APPROX approximate"]),
    ("[Trong thời gian còn lại của năm 2026], giải ngân hết vốn.", ["date in 2026-12-31 2026"]),
    # months, quarters, years
    ("Trồng rừng [trong tháng 4 - 5/2026].", ["date in 2026-05-31 2026-04/2026-05"]),
    ("Trồng rừng [trong các quý II, III/2026].", ["date in 2026-09-30 2026-Q2/2026-Q3"]),
    ("Trồng rừng [trong tháng 4 - tháng 6/2026].", ["period by 2026-04-01/2026-06-30 2026-04-01/2026-06-30"]),
    ("Kiểm tra [trong tháng 11] và [tháng 1/2027].", ["date in 2026-11-30 2026-11", "date in 2027-01-31 2027-01"]),
    ("Kiểm tra [trong quý II] và [quý III/2027].", ["date in 2027-06-30 2027-Q2", "date in 2027-09-30 2027-Q3"]),
    ("Họp dân [vào ngày 20] và [ngày 25/4/2026].", ["date at 2026-04-20 2026-04-20", "date at 2026-04-25 2026-04-25"]),
    ("Họp dân [vào ngày 15] và [16/5/2026].", ["date at 2026-05-15 2026-05-15", "date at 2026-05-16 2026-05-16"]),
    ("Họp [vào trung tuần tháng 6/2026].", ["date in 2026-06-20 2026-06:MID"]),
    ("Mở lớp [trong nửa đầu năm 2027].", ["date in 2027-06-30 2027:START"]),
    ("[Đến hết ngày 30/9] giải ngân 70%; [đến 31/12] đạt 95%.", [
        "date by 2026-09-30 2026-09-30",
        "date by 2026-12-31 2026-12-31",
    ]),
    ("Về giải ngân, [đến hết năm] phải đạt 95%.", ["date by 2026-12-31 2026"]),
    ("Xong [trước ngày 05/4/26].", ["date before 2026-04-05 latest 2026-04-04 2026-04-05:BEFORE"]),
    ("Làm xong Dự án đường ven biển [trong năm 2026].", ["date in 2026-12-31 2026"]),
    ("Kiểm tra [trước tháng 3].", ["date before 2027-03-01 latest 2027-02-28 2027-03:BEFORE ambiguous"]),
    # stretches of years, terms of office
    ("[Giai đoạn I (2026 - 2027)]: làm 3 cầu.", ["period in 2026-01-01/2027-12-31 2026/2027"]),
    ("Bảo tồn: [đến năm 2030 và những năm tiếp theo].", ["period from 2030-01-01/- 2030/.."]),
    ("[Trong nhiệm kỳ 2025 - 2030], kết nạp 900 đảng viên.", [
        "period in 2025-01-01/2030-12-31 2025/2030:APPROX approximate",
    ]),
    ("[Đến hết nhiệm kỳ 2025 - 2030], xóa thôn trắng.", ["date by 2030-12-31 2025/2030:APPROX approximate"]),
    ("[Đến cuối nhiệm kỳ], 100% chi bộ có chi ủy.", ["event by -"]),
    # school, crops, summer
    ("[Kể từ năm học 2026 - 2027], dạy 2 buổi/ngày.", ["date from - 2026-09/.."]),
    ("Sửa trường [trong dịp hè 2026].", ["date in 2026-08-31 2026-06/2026-08:APPROX approximate"]),
    ("Cấy xong [vụ Mùa năm 2026].", ["date in 2026-12-31 2026-07/2026-12:APPROX approximate"]),
    # the lunar calendar
    ("Trao quà [trước ngày 25 tháng Chạp].", ["date before 2027-02-01 latest 2027-01-31 2027-02-01:BEFORE"]),
    ("Ra quân trồng cây [từ mùng 6 Tết Đinh Mùi].", ["date from 2027-02-11 2027-02-11/.."]),
    ("Tu bổ đền [trước ngày 10/3 âm lịch].", ["date before 2026-04-26 latest 2026-04-25 2026-04-26:BEFORE"]),
    ("Thông xe [trước Tết Bính Thân 2016].", ["date before 2016-02-08 latest 2016-02-07 2016-02-08:BEFORE"]),
    ("Phát quà [trước Tết Trung thu].", ["date before 2026-09-25 latest 2026-09-24 2026-09-25:BEFORE"]),
    ("Giữ giá [từ nay cho đến Tết Nguyên đán 2027].", ["period by 2026-03-10/2027-02-06 2026-03-10/2027-02-06"]),
    # recurrences
    ("Báo cáo [hằng tháng (trước ngày 20)], [hằng quý (trước ngày 20 tháng cuối quý)].", [
        "recurring before FREQ=MONTHLY;BYMONTHDAY=20 P1M",
        "recurring before FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20 P3M",
    ]),
    ("Báo cáo [định kỳ 6 tháng (trước ngày 15/6)], [năm (trước ngày 15/12)].", [
        "recurring before FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 XXXX-06-15",
        "recurring before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 XXXX-12-15",
    ]),
    ("[Hằng tháng], các xã báo cáo [trước ngày 20].", [
        "recurring in FREQ=MONTHLY P1M",
        "recurring before FREQ=MONTHLY;BYMONTHDAY=20 P1M",
    ]),
    ("[Hằng năm], các xã báo cáo [trước ngày 15/12].", [
        "recurring in FREQ=YEARLY P1Y",
        "recurring before FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 XXXX-12-15",
    ]),
    ("Báo cáo [hàng tháng], [quý], [năm].", [
        "recurring in FREQ=MONTHLY P1M",
        "recurring in FREQ=MONTHLY;INTERVAL=3 P3M",
        "recurring in FREQ=YEARLY P1Y",
    ]),
    ("[Hằng ngày trước 16 giờ 00] gửi số liệu.", ["recurring before FREQ=DAILY;BYHOUR=16 P1D"]),
    ("[Định kỳ 6 tháng, trước ngày 10], gửi báo cáo.", ["recurring before FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10 P6M"]),
    ("[Hằng tháng], [trước 15/6/2026], báo cáo.", [
        "recurring in FREQ=MONTHLY P1M",
        "date before 2026-06-15 latest 2026-06-14 2026-06-15:BEFORE",
    ]),
    ("[Mùng 1 hằng tháng] chào cờ.", ["recurring at FREQ=MONTHLY;BYMONTHDAY=1 P1M"]),
    ("Chào cờ [sáng thứ Hai đầu tháng].", ["recurring at FREQ=MONTHLY;BYDAY=1MO P1M"]),
    ("Giao ban [2 tuần một lần].", ["recurring in FREQ=WEEKLY;INTERVAL=2 P2W"]),
    ("Sinh hoạt [mỗi tháng 2 lần].", ["recurring in FREQ=MONTHLY P1M"]),
    ("Kiểm tra ít nhất [mỗi quý 01 lần].", ["recurring in FREQ=MONTHLY;INTERVAL=3 P3M"]),
    ("Gửi [chậm nhất ngày 05 tháng đầu quý sau].", ["recurring by FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5 P3M"]),
    # counted days
    ("Gửi [trong vòng 18 ngày kể từ ngày ký].", ["relative in 2026-03-28 latest 2026-03-30 P18D"]),
    ("Gửi [trong vòng 35 ngày làm việc kể từ ngày ký].", ["relative in 2026-04-29 P35D"]),
    ("Gửi [chậm nhất 51 ngày kể từ ngày ký].", ["relative by 2026-04-30 latest 2026-05-04 P51D"]),
    ("Thi hành [trong thời hạn 3 tháng kể từ ngày Nghị quyết có hiệu lực].", [
        "relative in 2026-06-10 P3M:APPROX approximate",
    ]),
    ("[15 ngày sau khi kết thúc hội nghị] phải gửi báo cáo.", ["relative by - P15D"]),
    ("Gửi [chậm nhất 07 ngày làm việc trước ngày khai mạc kỳ họp].", ["relative by - P7D"]),
    ("[Sau 02 năm triển khai thực hiện], tổ chức sơ kết.", ["relative at 2028-03-10 P2Y:APPROX approximate"]),
    # events
    ("Niêm yết danh sách [trước ngày bầu cử 15/3/2026].", [
        "date before 2026-03-15 latest 2026-03-14 2026-03-15:BEFORE",
    ]),
    ("Trình Tỉnh ủy [tại hội nghị lần thứ 5 (tháng 4/2026)].", ["date at 2026-04-30 2026-04"]),
    ("Trình Hội đồng nhân dân xã [tại kỳ họp thường lệ giữa năm 2026].", ["event at -"]),
    ("Báo cáo kết quả [khi kết thúc đợt thi đua].", ["event at -"]),
    # no such times
    ("Xong [trước ngày 29/02/2027].", ["date before - impossible_date"]),
    ("Xong [trước ngày 32/5/2026].", ["date before - impossible_date"]),
    ("Xong [trước ngày 15/13/2026].", ["date before - impossible_date"]),
    ("Xong [trước ngày 30 tháng Chạp năm 2026].", ["date before - impossible_date"]),
    ("Xong [trước ngày 31 tháng Giêng].", ["date before - impossible_date"]),
    ("Xong [trong tháng 13/2026].", ["date by - impossible_date"]),
    ("Xong [trong quý V/2026].", ["date by - impossible_date"]),
    ("Trực [từ ngày 30/6/2026 đến ngày 01/6/2026].", ["period by -/- impossible_date"]),
    ("Báo cáo [trước ngày 31/11 hằng năm].", ["recurring before - XXXX-11-31 impossible_date"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), FURTHER)
def test_further_examples(marked: str, expected: list[str]) -> None:
    anchor = date(2015, 7, 10) if "2016" in marked else D0
    check(marked, expected, anchor=anchor)


NONE = [
    "Sau 5 năm thực hiện Nghị quyết số 29, trường lớp khang trang hơn.",
    "Người đóng đủ 15 năm, mỗi năm công tác được tính 01 tháng lương.",
    "Mức thu dịch vụ kiểm tra hằng năm do hai bên thỏa thuận.",
    "Khánh thành các công trình chào mừng Quốc khánh 2/9.",
    "Báo cáo nhanh khi có vướng mắc; không khởi công khi chưa rõ nguồn vốn.",
    "Bố trí vốn (2026: 50 tỷ đồng; 2027: 60 tỷ đồng).",
    "Chịu trách nhiệm trước Ban Thường vụ về tiến độ.",
    "Số liệu các mặt hàng năm 2025 do Cục Thống kê cung cấp.",
    "Phong trào thi đua 500 ngày đêm.",
    "Chuyển sang thực hiện theo mô hình mới trong giai đoạn hiện nay.",
    "Bàn giao đúng thời hạn quy định.",
    "Nhà đã xuống cấp sau hơn 20 năm sử dụng.",
    "Trường hạng II, lần thứ hai tuần hành vì môi trường.",
]


@pytest.mark.parametrize("text", NONE)
def test_further_texts_without_deadlines(text: str) -> None:
    assert [deadline.text for deadline in find(text)] == []


NO_DEADLINES_BY_CLASS = [
    # class in the reference, section 4; words; role
    ("citation", "Theo Báo cáo số 62/BC-SYT, ngày 31/12/2026, còn ba việc chậm.", "task"),
    ("meeting", "Ngày 08/4/2026, Ban Thường vụ Huyện ủy đã họp, cho ý kiến.", "task"),
    ("issue", "Lâm Thành, ngày 10 tháng 4 năm 2026", "task"),
    ("evaluation period", "Thu ngân sách trong quý I/2026 tăng 5% so với cùng kỳ.", "result"),
    ("comparison base", "Giảm 10% số vụ so với cuối nhiệm kỳ, thấp hơn năm 2026.", "task"),
    ("past event", "Tổ chức cho nhân dân đón Tết Ất Mùi năm 2015 vui tươi.", "result"),
    ("effect", "Quy chế này có hiệu lực từ ngày 15/4/2026 và thay thế quy chế cũ.", "task"),
    ("name", "Hưởng ứng phong trào 2/9; làm tiếp Đề án 06; mở rộng Đường 30 tháng 4.", "task"),
    ("name", "Phổ biến Nghị quyết 01/NQ-CP năm 2026 của Chính phủ.", "task"),
    ("setting", "Trực gác trong các ngày lễ lớn, dịp Tết Nguyên đán.", "task"),
    ("shape", "Được 2/3 số hộ đồng ý; trực 24/7; bản đồ 1/500; mục 1.2026.", "task"),
]


@pytest.mark.parametrize(("sort", "text", "role"), NO_DEADLINES_BY_CLASS)
def test_what_is_no_deadline(sort: str, text: str, role: str) -> None:
    assert [deadline.text for deadline in find(text, role=role)] == [], sort


def test_the_legal_term_of_a_norm_counts_without_a_day() -> None:
    """Guide: whatever binds a body in the document; the reference would leave it out."""
    check("[Trong thời hạn 30 ngày] phải trả kết quả.", ["relative in - P30D"])


@pytest.mark.parametrize("role", ["result", "limitation", "preamble"])
def test_what_is_unresolved_in_an_assessment_is_no_deadline(role: str) -> None:
    assert find("Việc còn lại từ nay đến cuối năm rất lớn.", role=role, anchor=None, period=None) == []
    assert find("Đã xong trước ngày 31/6/2025.", role=role) == []


ANCHORS = [
    # words, anchor of the document, anchor of the deadline, reason
    ("Xong trước ngày 20/4/2026.", "stated", None, None),
    ("Xong trước ngày 20/4.", "meeting", "meeting", None),
    ("Xong từ nay đến ngày 20/4/2026.", "given", "given", None),
    ("Xong trong tháng tới.", "stated", "stated", None),
    ("Gửi trong vòng 5 ngày kể từ ngày ký.", "given", "given", None),
    ("Xong trước ngày 20/4.", "none", "none", "the year is left out and the document has no date"),
    ("Xong trong tháng tới.", "none", "none", "the time is relative and the document has no date"),
    ("Gửi trong vòng 5 ngày kể từ ngày ký.", "none", "none", "the time is relative and the document has no date"),
    ("Xong trước ngày 31/6/2026.", "stated", None, "31/6/2026 does not exist: month 6 has 30 days"),
]


@pytest.mark.parametrize(("text", "of_document", "expected", "reason"), ANCHORS)
def test_the_chain_of_anchors(text: str, of_document: str, expected: str | None, reason: str | None) -> None:
    day = None if of_document == "none" else D0
    (deadline,) = find(text, anchor=day, anchor_kind=of_document, period=None)
    assert (deadline.anchor, deadline.reason) == (expected, reason)


RULES = sorted({
    rule
    for marked in [m for _, m, _ in REFERENCE] + [m for m, _ in FURTHER]
    for deadline in find(re.sub(r"[\[\]]", "", marked))
    if (rule := deadline.rrule)
})  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_rules_are_read_by_dateutil(rule: str) -> None:
    days = list(rrulestr(rule, dtstart=datetime(2026, 1, 1))[:3])
    assert len(days) == 3


OCCURRENCES = [
    ("Gửi trước ngày 25 hằng tháng.", ["2026-03-25", "2026-04-25", "2026-05-25"]),
    ("Gửi ngày 15 của tháng cuối quý.", ["2026-03-15", "2026-06-15", "2026-09-15"]),
    ("Họp ngày làm việc cuối cùng của tháng.", ["2026-03-31", "2026-04-30", "2026-05-29"]),
    ("Giao ban sáng thứ Hai hằng tuần.", ["2026-03-16", "2026-03-23", "2026-03-30"]),
    ("Gửi trước ngày 15/12 hằng năm.", ["2026-12-15", "2027-12-15", "2028-12-15"]),
    ("Chào cờ sáng thứ Hai đầu tháng.", ["2026-04-06", "2026-05-04", "2026-06-01"]),
]


@pytest.mark.parametrize(("text", "expected"), OCCURRENCES)
def test_when_recurrences_fall(text: str, expected: list[str]) -> None:
    (deadline,) = find(text)
    days = rrulestr(str(deadline.rrule), dtstart=datetime(2026, 3, 10))[:3]
    assert [day.date().isoformat() for day in days] == expected
