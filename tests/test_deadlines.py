"""Deadlines. Brackets mark the expected spans; D0 is Tuesday, 10 March 2026."""

import re
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnpolicy.analysis import Deadline, Fact
from vnpolicy.extract.deadlines import DeadlineFinder
from vnpolicy.extract.setting import Setting
from vnpolicy.lexicon import Lexicon
from vnpolicy.text import Passage, Source

D0 = date(2026, 3, 10)
PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
FINDER = DeadlineFinder(Lexicon.load())


def find(text: str, taken: tuple[Fact, ...] = (), **setting: Any) -> list[Deadline]:
    source = Source.of(text)
    passage = Passage.of(source, 0, len(source.clean))
    given_setting = {"anchor": D0, "anchor_kind": "stated", "period": PERIOD, **setting}
    return FINDER.find(passage, Setting(**given_setting), taken)


def unmark(marked: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]+)\]", marked)


def check_marked(marked: str, value: Callable[[Deadline], str], *expected: str, **setting: Any) -> None:
    text, spans = unmark(marked)
    found = find(text, **setting)
    assert [deadline.text for deadline in found] == spans
    assert [value(deadline) for deadline in found] == list(expected)


def dated(deadline: Deadline) -> str:
    """Kind, boundary and days in short: "date before 2026-10-15"; "-" for an unknown day."""
    days = [deadline.begin.isoformat()] if deadline.begin else []
    days.append(deadline.due.isoformat() if deadline.due else "-")
    return " ".join([deadline.kind, deadline.boundary, *days])


DATES = [
    ("Hoàn thành hồ sơ [trước ngày 15/10/2026].", "date before 2026-10-15"),
    ("Báo cáo [chậm nhất ngày 30 tháng 9 năm 2026].", "date by 2026-09-30"),
    ("Nộp bài [muộn nhất là ngày 5/5/2026].", "date by 2026-05-05"),
    ("Thu hồ sơ [đến hết ngày 31-12-2026].", "date by 2026-12-31"),
    ("Bàn giao [không quá ngày 8.4.2026].", "date by 2026-04-08"),
    ("Gửi [chậm nhất trước ngày 20/4/2026].", "date before 2026-04-20"),
    ("Gửi [đến trước ngày 20/4/2026].", "date before 2026-04-20"),
    ("Sửa đường xong [trong tháng 4/2026].", "date by 2026-04-30"),
    ("Trình dự thảo [trong tháng 4/2026].", "date in 2026-04-30"),
    ("Trồng rừng [trước tháng 7 năm 2026].", "date before 2026-07-01"),
    ("Tập huấn [trong quý II/2026].", "date in 2026-06-30"),
    ("[Quý III/2026] trình Ban Thường vụ.", "date in 2026-09-30"),
    ("Phủ sóng toàn xã [trong năm 2026].", "date in 2026-12-31"),
    ("Xóa nhà tạm [đến cuối năm 2026].", "date by 2026-12-31"),
    ("Tăng 5 bậc [vào cuối năm 2026].", "date by 2026-12-31"),
    ("Giải ngân [6 tháng đầu năm 2026] phải đạt 50%.", "date in 2026-06-30"),
    ("Khởi công [đầu tháng 5/2026].", "date in 2026-05-10"),
    ("Sơ kết [vào giữa năm 2028].", "date in 2028-06-30"),
    ("Nghiệm thu [trong ngày 12/3].", "date in 2026-03-12"),
    ("Khai mạc [vào ngày 19/5/2026].", "date at 2026-05-19"),
    ("Ra mắt [đúng ngày 19/5/2026].", "date at 2026-05-19"),
    ("Phấn đấu [đến năm 2030] đạt 80% số xã.", "date by 2030-12-31"),
    ("Xóa hết phòng học tạm [trước năm 2030].", "date before 2030-01-01"),
    ("[Hết năm 2027] có 100% trạm y tế có bác sĩ.", "date by 2027-12-31"),
    ("[Từ năm 2027 trở đi], không cấp phép mới.", "date from 2027-01-01"),
    ("[Từ ngày 01/7/2026], hồ sơ nộp qua mạng.", "date from 2026-07-01"),
    ("[Kể từ ngày 01/7/2026] thực hiện mô hình mới.", "date from 2026-07-01"),
    ("Sửa trường [trong năm học 2026 - 2027].", "date in 2027-05-31"),
    ("Dạy tích hợp [từ năm học 2026 - 2027].", "date from -"),
    ("Chăm lo xong [trước Tết Nguyên đán Đinh Mùi].", "date before 2027-02-06"),
    ("Khánh thành cầu [đúng dịp Quốc khánh 2/9].", "date at 2026-09-02"),
    ("Rà soát xong [trong tuần này].", "date by 2026-03-15"),
    ("Kiểm tra [trong tháng tới].", "date in 2026-04-30"),
    ("Chấm dứt tình trạng này [trong năm nay].", "date in 2026-12-31"),
    ("Hoàn thành [trong quý III năm nay].", "date in 2026-09-30"),
    ("Thu hoạch xong [vụ Hè Thu năm 2026].", "date in 2026-08-31"),
]


@pytest.mark.parametrize(("marked", "expected"), DATES)
def test_dates(marked: str, expected: str) -> None:
    check_marked(marked, dated, expected)


SEVERAL = [
    (
        "Bàn giao [trước 31/10]; báo cáo [trước 30/11].",
        ["date before 2026-10-31", "date before 2026-11-30"],
    ),
    (
        "Lộ trình: [năm 2026]: 30%, [năm 2027]: 60%.",
        ["date in 2026-12-31", "date in 2027-12-31"],
    ),
    (
        "Kiểm tra [trong tháng 4] và [tháng 5/2026].",
        ["date in 2026-04-30", "date in 2026-05-31"],
    ),
    ("Kiểm tra [trong tháng 4, 5/2026].", ["date in 2026-05-31"]),
    (
        "Nâng tỷ lệ lên 50% [vào năm 2027] và 70% [vào năm 2030].",
        ["date in 2027-12-31", "date in 2030-12-31"],
    ),
]


@pytest.mark.parametrize(("marked", "expected"), SEVERAL)
def test_several_dates(marked: str, expected: list[str]) -> None:
    check_marked(marked, dated, *expected)


PERIODS = [
    ("Rà soát [từ nay đến hết quý II].", "period by 2026-03-10 2026-06-30"),
    ("Ra quân [từ nay đến ngày 30/4/2026].", "period by 2026-03-10 2026-04-30"),
    ("Làm rõ [từ nay đến cuối nhiệm kỳ].", "period by 2026-03-10 -"),
    ("Cao điểm [từ ngày 01/4/2026 đến ngày 30/6/2026].", "period by 2026-04-01 2026-06-30"),
    ("Khám tuyển [từ ngày 01/11 đến hết ngày 30/11/2026].", "period by 2026-11-01 2026-11-30"),
    ("Thu mua [từ tháng 11 đến tháng 2/2027].", "period by 2026-11-01 2027-02-28"),
    ("Trực [từ ngày 20/12/2026 đến ngày 10/01].", "period by 2026-12-20 2027-01-10"),
    ("Họp dân [từ ngày 15 - 20/4/2026].", "period by 2026-04-15 2026-04-20"),
    ("Hội thi: [ngày 10-12/5/2026].", "period by 2026-05-10 2026-05-12"),
    ("Tập huấn: [tháng 4 - tháng 6/2026].", "period by 2026-04-01 2026-06-30"),
    ("Nhựa hóa 100 km [từ năm 2026 đến hết năm 2028].", "period by 2026-01-01 2028-12-31"),
    ("Trồng 500 ha [trong giai đoạn 2026 - 2030].", "period in 2026-01-01 2030-12-31"),
    ("[Giai đoạn 2026 - 2030], cứng hóa 90 km kênh.", "period in 2026-01-01 2030-12-31"),
    ("Đo đạc xong [trong hai năm 2026 - 2027].", "period by 2026-01-01 2027-12-31"),
    ("Duy trì: [năm 2026 và các năm tiếp theo].", "period from 2026-01-01 -"),
    (
        "Thi đua [từ tháng 4/2026 đến khi kết thúc đại hội các cấp].",
        "period by 2026-04-01 -",
    ),
]


@pytest.mark.parametrize(("marked", "expected"), PERIODS)
def test_periods(marked: str, expected: str) -> None:
    check_marked(marked, dated, expected)


def test_this_period_is_that_of_the_document() -> None:
    period = (date(2026, 1, 1), date(2030, 12, 31))
    check_marked(
        "Tăng bình quân [trong giai đoạn này] 8%.",
        dated,
        "period in 2026-01-01 2030-12-31",
        period=period,
    )


def recurring(deadline: Deadline) -> str:
    assert deadline.kind == "recurring"
    return f"{deadline.boundary} {deadline.rrule}"


RECURRENCES = [
    ("[Hằng năm], tổ chức sơ kết.", ["in FREQ=YEARLY"]),
    ("Báo cáo [hàng tuần].", ["in FREQ=WEEKLY"]),
    ("[Mỗi quý] mở một lớp.", ["in FREQ=MONTHLY;INTERVAL=3"]),
    ("[Mỗi năm học], từng trường diễn tập.", ["in FREQ=YEARLY"]),
    ("[Định kỳ hằng quý] báo cáo.", ["in FREQ=MONTHLY;INTERVAL=3"]),
    ("Báo cáo [định kỳ 6 tháng].", ["in FREQ=MONTHLY;INTERVAL=6"]),
    ("[Định kỳ] báo cáo Ban Thường vụ.", ["in None"]),
    ("Kiểm tra [2 năm một lần].", ["in FREQ=YEARLY;INTERVAL=2"]),
    ("Đối thoại [sáu tháng một lần].", ["in FREQ=MONTHLY;INTERVAL=6"]),
    ("Giám sát [6 tháng/lần].", ["in FREQ=MONTHLY;INTERVAL=6"]),
    ("Họp [mỗi năm hai lần].", ["in FREQ=MONTHLY;INTERVAL=6"]),
    ("Đo mực nước [3 giờ một lần].", ["in FREQ=HOURLY;INTERVAL=3"]),
    ("Gửi [trước ngày 25 hằng tháng].", ["before FREQ=MONTHLY;BYMONTHDAY=25"]),
    ("Họp [ngày mồng 3 hằng tháng].", ["at FREQ=MONTHLY;BYMONTHDAY=3"]),
    ("Gửi [vào ngày cuối cùng hằng tháng].", ["at FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("Gửi [vào ngày 15 của tháng kế tiếp].", ["at FREQ=MONTHLY;BYMONTHDAY=15"]),
    ("Chốt sổ [từ ngày 05 đến ngày 20 hằng tháng].", ["by FREQ=MONTHLY;BYMONTHDAY=5"]),
    ("Thực hiện [hằng tháng, trước ngày 18].", ["before FREQ=MONTHLY;BYMONTHDAY=18"]),
    ("Tiếp dân [vào ngày 10] và [25 hằng tháng].", [
        "at FREQ=MONTHLY;BYMONTHDAY=10",
        "at FREQ=MONTHLY;BYMONTHDAY=25",
    ]),
    ("Gửi [ngày 15 của tháng cuối quý].", ["at FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"]),
    ("Gửi [trước ngày 5 tháng đầu quý sau].", ["before FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"]),
    ("Họp [ngày làm việc cuối cùng của tháng].", ["at FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"]),
    ("Giao ban [sáng thứ Hai hằng tuần].", ["at FREQ=WEEKLY;BYDAY=MO"]),
    ("Gửi [trước 16 giờ thứ Năm hằng tuần].", ["before FREQ=WEEKLY;BYDAY=TH"]),
    ("Phát bản tin [vào tuần cuối của mỗi quý].", ["in FREQ=MONTHLY;INTERVAL=3"]),
    ("Gửi [trước 13 giờ hằng ngày].", ["before FREQ=DAILY;BYHOUR=13"]),
    ("Gửi [trước 06 giờ] và [16 giờ hằng ngày].", [
        "before FREQ=DAILY;BYHOUR=6",
        "before FREQ=DAILY;BYHOUR=16",
    ]),
    ("Nạo vét kênh [trước mùa mưa hằng năm].", ["before FREQ=YEARLY"]),
    ("Tổ chức hội thi [tháng 6 hằng năm].", ["in FREQ=YEARLY;BYMONTH=6"]),
    ("Gửi [trước ngày 01/6] và [15/11 hằng năm].", [
        "before FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1",
        "before FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15",
    ]),
    ("[Định kỳ 6 tháng], [năm] gửi báo cáo.", ["in FREQ=MONTHLY;INTERVAL=6", "in FREQ=YEARLY"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), RECURRENCES)
def test_recurrences(marked: str, expected: list[str]) -> None:
    check_marked(marked, recurring, *expected)


COUNTED = [
    ("Gửi [trong vòng 15 ngày kể từ ngày ký].", "relative in 2026-03-25"),
    (
        "Ban hành [sau 10 ngày làm việc kể từ ngày ban hành Kết luận này].",
        "relative by 2026-03-24",
    ),
    (
        "Sơ kết [chậm nhất 02 tháng kể từ ngày Kế hoạch này được ban hành].",
        "relative by 2026-05-10",
    ),
    ("Nộp [trong vòng mười lăm ngày kể từ ngày ký].", "relative in 2026-03-25"),
    ("Nộp [trong thời hạn 10 (mười) ngày kể từ ngày 01/4/2026].", "relative in 2026-04-11"),
    ("Trả lời [trong thời hạn 05 ngày kể từ ngày nhận được văn bản].", "relative in -"),
    ("Gửi [chậm nhất 03 ngày sau khi kết thúc kỳ họp].", "relative by -"),
    ("Gửi đề án [chậm nhất 30 ngày trước ngày khai mạc đại hội].", "relative by -"),
    ("Báo cáo [trong vòng 24 giờ].", "relative in -"),
    ("Trình ban hành [trong 10 ngày].", "relative in -"),
    ("Trao quà [trước Tết Nguyên đán năm 2027 ít nhất 07 ngày].", "relative before 2027-01-30"),
]


@pytest.mark.parametrize(("marked", "expected"), COUNTED)
def test_counted_days(marked: str, expected: str) -> None:
    check_marked(marked, dated, expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Trả lời trong vòng 5 ngày kể từ ngày nhận được hồ sơ.", "receipt"),
        ("Trả lời trong vòng 5 ngày kể từ ngày bị xử phạt.", "event"),
        ("Trả lời trong vòng 5 ngày.", "from when to count"),
        ("Xong trước khi khai giảng.", "event"),
        ("Từ nay đến hết nhiệm kỳ làm xong.", "event"),
        ("Định kỳ báo cáo.", "frequency"),
        ("Xong trước ngày 31/6/2026.", "does not exist"),
    ],
)
def test_what_is_unresolved_says_why(text: str, reason: str) -> None:
    (deadline,) = find(text)
    assert deadline.due is None
    assert deadline.reason is not None
    assert reason in deadline.reason


EVENTS = [
    ("Củng cố chi bộ [trước khi tổ chức đại hội cấp trên trực tiếp].", "event before -"),
    ("Sửa đê [trước mùa mưa bão].", "event before -"),
    ("Vệ sinh trường lớp [ngay sau khi nước rút] để đón học sinh.", "event at -"),
    ("Đưa tỷ lệ sinh viên có việc làm [ngay sau khi ra trường] lên trên 80%.", "event at -"),
    ("Gửi kết quả [khi tổng kết phong trào].", "event at -"),
    ("Giữ nguyên mức thu [cho đến khi có quy định mới].", "event by -"),
    ("[Sau khi đề án được cấp có thẩm quyền phê duyệt], sở mời thầu.", "event from -"),
    ("Trình Hội đồng nhân dân tỉnh [tại kỳ họp thứ 8].", "event at -"),
]


@pytest.mark.parametrize(("marked", "expected"), EVENTS)
def test_events(marked: str, expected: str) -> None:
    check_marked(marked, dated, expected)


NO_DEADLINES = [
    "Giảm 10% số vụ so với năm 2026, thấp hơn cùng kỳ năm 2026.",
    "Số liệu tính đến ngày 30/6/2026 do Chi cục cung cấp.",
    "Chỉ thị này có hiệu lực từ ngày 01/7/2026.",
    "Hoàn thành các chỉ tiêu, nhiệm vụ năm 2026.",
    "Lập dự toán năm 2026; bám sát kế hoạch vốn năm 2026 đã được giao.",
    "Triển khai Chương trình phát triển đô thị giai đoạn 2026 - 2030.",
    "Thực hiện Chiến lược phát triển rừng, thủy sản đến năm 2030, tầm nhìn đến năm 2050.",
    "Văn kiện Đại hội Đảng bộ huyện, nhiệm kỳ 2025 - 2030.",
    "Đánh giá, xếp loại đảng viên hằng năm; xây dựng kế hoạch hằng năm.",
    "Tăng bình quân hằng năm 5%.",
    "Thường xuyên kiểm tra; kịp thời tháo gỡ; khẩn trương hoàn thành.",
    "Trong thời gian tới, tập trung lãnh đạo đại hội điểm.",
    "Báo cáo đột xuất khi có yêu cầu; báo cáo định kỳ, đột xuất.",
    "Trực bảo vệ trong các ngày lễ lớn, dịp 30/4 và dịp Tết Nguyên đán.",
    "Bảo đảm giao thông trước, trong và sau Tết.",
    "Rà soát nhiệm vụ được giao từ đầu năm.",
    "Mở rộng Đường 30 tháng 4, Quốc lộ 1A; trực 24/7; bản đồ 1/500; được 2/3 số hộ đồng ý.",
    "Hoàn thành đúng tiến độ đề ra.",
    "Giải quyết đơn thư tồn từ trước năm 2026.",
    "Xử lý các vi phạm xảy ra trước ngày 01/7/2026.",
    "Khắc phục thiệt hại do lũ tháng 10/2025.",
    "Nâng tỷ lệ từ 45% năm 2026 lên mức cao hơn.",
    "Kéo dài trong 3 ngày.",
    "Đồng Văn, ngày 20-tháng 11 năm 2026.",
    "Trong 5 năm qua đã xây mới 20 trường.",
]


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_no_deadlines(text: str) -> None:
    assert [deadline.text for deadline in find(text)] == []


def test_the_base_value_of_a_growth_has_no_deadline() -> None:
    check_marked("Nâng tỷ lệ từ 45% năm 2026 lên 60% [vào năm 2030].", dated, "date in 2030-12-31")


@pytest.mark.parametrize("role", ["result", "limitation", "preamble"])
@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách trong năm 2026 đạt khá.",
        "Trợ cấp được chi trả trước ngày 10 hằng tháng.",
        "Hằng năm, nhiều hộ thoát nghèo.",
        "Quý I/2026 tăng 5%.",
    ],
)
def test_assessments_hold_no_deadlines(role: str, text: str) -> None:
    assert find(text, role=role) == []


def test_an_assessment_may_look_forward() -> None:
    check_marked(
        "Còn 02 cầu chậm tiến độ, phấn đấu thông xe [trước ngày 30/6/2026].",
        dated,
        "date before 2026-06-30",
        role="result",
    )


HEADINGS = [
    ("II. NHIỆM VỤ TRỌNG TÂM [TRONG QUÝ II/2026]", ["date in 2026-06-30"]),
    ("II. CÔNG TÁC TRỌNG TÂM [6 THÁNG CUỐI NĂM 2026]", ["date in 2026-12-31"]),
    ("2. Chỉ tiêu chủ yếu [đến năm 2030]", ["date by 2030-12-31"]),
    ("I. KẾT QUẢ THỰC HIỆN QUÝ II/2026", []),
    ("II. NHIỆM VỤ NĂM 2026", []),
]


@pytest.mark.parametrize(("marked", "expected"), HEADINGS)
def test_headings(marked: str, expected: list[str]) -> None:
    check_marked(marked, dated, *expected, is_heading=True)


TIME_LINES = [
    ("- Thời gian thực hiện: [Năm 2026 và các năm tiếp theo].", ["period from 2026-01-01 -"]),
    ("- Thời gian thực hiện: [2026 - 2030].", ["period in 2026-01-01 2030-12-31"]),
    ("- Thời gian hoàn thành: [Quý I, II năm 2027].", ["date in 2027-06-30"]),
    ("- Thời hạn: [15/10].", ["date in 2026-10-15"]),
    ("- Thời hạn: [06 tháng kể từ ngày ban hành Kế hoạch này].", ["relative by 2026-09-10"]),
    ("- Thời gian thực hiện: Thường xuyên.", []),
]


@pytest.mark.parametrize(("marked", "expected"), TIME_LINES)
def test_lines_of_time(marked: str, expected: list[str]) -> None:
    check_marked(marked, dated, *expected, role="organisation", attribute="thời gian thực hiện")


def test_requests_that_are_answered_hold_no_deadlines() -> None:
    assert find("2. Về kiến nghị bố trí vốn trong giai đoạn 2026 - 2030, khoảng 50 tỷ đồng:") == []


def test_the_last_day_before_a_limit() -> None:
    (deadline,) = find("Xong trước ngày 15/10/2026.")
    assert (deadline.due, deadline.latest) == (date(2026, 10, 15), date(2026, 10, 14))


def test_a_time_of_the_day_keeps_its_day() -> None:
    (deadline,) = find("Gửi trước 17 giờ 00 ngày 20/3/2026.")
    assert (deadline.time, deadline.latest) == ("17:00", date(2026, 3, 20))
    assert (deadline.grain, deadline.timex) == ("minute", "2026-03-20T17:00")


def test_the_inferred_is_flagged_with_its_anchor() -> None:
    (inferred,) = find("Xong trước ngày 20/4.")
    assert (inferred.due, inferred.anchor) == (date(2026, 4, 20), "stated")
    assert inferred.flags == ("year_inferred",)
    (stated,) = find("Xong trước ngày 20/4/2026.")
    assert (stated.anchor, stated.flags) == (None, ())


def test_without_any_date_the_year_stays_open() -> None:
    (deadline,) = find("Xong trước ngày 20/4.", anchor=None, anchor_kind="none", period=None)
    assert deadline.due is None
    assert deadline.reason is not None
    assert "year" in deadline.reason


@pytest.mark.parametrize("said", ["trước ngày 31/6/2026", "trước ngày 30/2 hằng năm"])
def test_impossible_days_are_flagged(said: str) -> None:
    (deadline,) = find(f"Xong {said}.")
    assert (deadline.text, deadline.due, deadline.rrule) == (said, None, None)
    assert deadline.flags == ("impossible_date",)


def test_a_condition_is_flagged() -> None:
    (deadline,) = find("Áp dụng đến ngày 30/6/2026 hoặc khi có hướng dẫn mới.")
    assert (deadline.due, deadline.flags) == (date(2026, 6, 30), ("conditional",))


def test_seasons_are_approximate() -> None:
    (deadline,) = find("Gieo cấy xong trong vụ Đông Xuân 2026 - 2027.")
    assert (deadline.due, deadline.flags) == (date(2027, 4, 30), ("approximate",))


def test_what_is_taken_is_left_alone() -> None:
    text = "Thực hiện Kế hoạch số 5 ngày 20/12/2026, xong trước ngày 30/12/2026."
    end = text.index(",")
    reference = Fact(start=10, end=end, text=text[10:end], plain=text[10:end])
    assert [d.text for d in find(text, (reference,))] == ["trước ngày 30/12/2026"]


def test_old_tone_marks_and_line_breaks() -> None:
    text = "Hoàn thành\ntrước ngày\n15/10/2026; báo cáo hàng\nquý."
    assert [d.text for d in find(text)] == ["trước ngày\n15/10/2026", "hàng\nquý"]


PIECES = [
    "trước ngày ", "15/10/2026", "31/6", " tháng 4/2026", "quý II", " và ", ", ", "; ", ". ", "(", ")",
    "từ ", "nay ", "đến hết ", "năm 2026", " - 2030", "hằng ", "tháng", " trong vòng ", "15 ngày",
    " làm việc", " kể từ ngày ", "ký", "Tết", "khi ", "ngay sau ", "đại hội", "thứ Hai ", "tuần",
    "17 giờ ", "cuối ", "6 tháng đầu năm", "giai đoạn ", "mỗi ", "một lần", "\n", "\r\n", "\u00a0",
    "\u200b", "**", "\ud800", "a\u0309", "năm học 2026 - 2027", "99999999 ", "trở đi", "0",
    "tháng Giêng", "30 ", "mùng ", "tháng 2", " âm lịch", "Tết Đinh Mùi", "rằm ", "thứ Sáu ", "tuần này", "/26", "quý V/2026",
    "Sau ", "thực hiện ", "sơ kết", "2026: 5%", "nhiệm kỳ", " (trước ngày ", "kỳ họp thứ ", "lần", "31 ", "đầu ", "tới",
]  # fmt: skip
ROLES = st.sampled_from(["task", "result", "objective", "organisation", "preamble"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25), ROLES, st.booleans())
def test_spans_are_true(pieces: list[str], role: str, heading: bool) -> None:
    text = "".join(pieces)
    found = find(text, role=role, is_heading=heading)
    for deadline in found:
        assert text[deadline.start : deadline.end] == deadline.text
        assert deadline.plain == deadline.plain.strip()
        assert deadline.plain
    starts = [deadline.start for deadline in found]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in pairwise(found))


HOSTILE = [
    "ngày 1/",
    "1.",
    "a",
    "9",
    "trước khi ",
    "(",
    "quý I-",
    "từ 1/1 đến ",
    "năm 2026 - ",
    "so với ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        find(piece * (size // len(piece)))
        return time.perf_counter() - start

    assert seconds(40_000) < 24 * max(seconds(5_000), 0.01)
