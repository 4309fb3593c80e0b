"""Sentences as directives write them. `[...]` marks a lead, `{...}` a support, `<...>` a recipient."""

from __future__ import annotations

import pytest

from tests.test_assignments import check
from vnpolicy.analysis import Role
from vnpolicy.extract.setting import Setting

ORDERS = """
Đề nghị [các Thuế tỉnh, thành phố] khẩn trương rà soát hồ sơ.
[Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ], [Chủ tịch Ủy ban nhân dân các tỉnh] chịu trách nhiệm thi hành Nghị quyết này.
Giao [các Sở Y tế] kiểm tra kho thuốc.
Yêu cầu [các Chi cục Kiểm lâm] trực cháy rừng.
Giao [Thường trực Hội đồng nhân dân], [các Ban Hội đồng nhân dân], [các Tổ đại biểu Hội đồng nhân dân] giám sát.
[Trưởng Ban Quản lý Khu kinh tế tỉnh] chịu trách nhiệm thi hành Quyết định này.
[Trưởng Ban Chỉ đạo phát triển du lịch tỉnh] phân công thành viên.
[Trưởng Ban Tổ chức Tỉnh ủy], [Chánh Văn phòng Tỉnh ủy] căn cứ Quy định thi hành.
[Giám đốc: Trung tâm Công báo tỉnh], [Trung tâm Phục vụ hành chính công tỉnh] căn cứ Quyết định thi hành.
[Giám đốc các Sở: Tài chính], [Xây dựng] và [Nội vụ] chịu trách nhiệm thi hành.
[Các Bộ: Tài chính], [Y tế], [Tư pháp] khẩn trương khắc phục bất cập.
[Chủ tịch UBND các xã: Chiềng Sơn], [Lóng Phiêng] và [Tân Yên] rà soát hộ nghèo.
[Chủ tịch Ủy ban nhân dân các tỉnh: Hà Tĩnh], [Quảng Trị] chỉ đạo sơ tán dân.
Giao [UBND các xã: Mường Bon], [Chiềng Mai] phối hợp với {Ban Quản lý dự án ĐTXD tỉnh} giải phóng mặt bằng.
[Cục Quản lý, giám sát kế toán, kiểm toán], [Vụ Pháp chế] và [Văn phòng Bộ] chịu trách nhiệm thi hành Thông tư này.
[Cục trưởng Cục Công nghiệp công nghệ thông tin], [Chánh Văn phòng Bộ] chịu trách nhiệm thi hành Thông tư này.
[Công ty TNHH Một thành viên Khai thác công trình thủy lợi Nam Sông Mã] vận hành cống.
[các thành viên Ban Chỉ đạo] và [các cơ quan, đơn vị có liên quan] chịu trách nhiệm thi hành Quyết định này.
[Đơn vị cung cấp dịch vụ đăng kiểm] có trách nhiệm kê khai giá.
[Tổ chức kiểm định] có trách nhiệm niêm yết giá.
[Doanh nghiệp thực hiện dự án thủy điện] có trách nhiệm trồng rừng thay thế.
Phối hợp với {Sở Y tế}, {đơn vị cung cấp dịch vụ công ích} rà soát.
[Các huyện, thị, thành ủy] và [Đảng ủy Công an tỉnh] quán triệt nghị quyết.
Giao [Sở Tài chính]; [Sở Nội vụ]; [Công an tỉnh] tham mưu <UBND tỉnh>.
[BTV Tỉnh ủy] lãnh đạo toàn diện, [HĐND] và [UBND các cấp] tổ chức thực hiện.
Giao [Sở KH&ĐT] chủ trì, phối hợp với {Sở TN&MT}, {LĐLĐ tỉnh} và {CA tỉnh} kiểm tra.
[Ban TVTU] phân công đồng chí phụ trách.
[Bộ CHQS tỉnh], [BCH BĐBP tỉnh] tuần tra.
Đề nghị [Hội Doanh nhân trẻ tỉnh] liên hệ Sở Công Thương.
Yêu cầu [các nhà thầu] nỗ lực hơn nữa, tăng ca.
[Các hợp tác xã] liên kết sản xuất theo chuỗi.
[Các chủ rừng] phát dọn thực bì, làm đường băng cản lửa.
1. Giao [Ban Tổ chức Tỉnh ủy] chủ trì, phối hợp với {các cơ quan liên quan} tham mưu <Ban Thường vụ Tỉnh ủy> ban hành quy chế.
2. [Ban Tuyên giáo và Dân vận Tỉnh ủy] hướng dẫn, định hướng [các cơ quan báo chí] tuyên truyền.
5. Phân công đồng chí [Phó Bí thư Thường trực Tỉnh ủy] trực tiếp chỉ đạo.
6. [Đảng ủy Ủy ban nhân dân tỉnh] lãnh đạo [Ủy ban nhân dân tỉnh] xây dựng kế hoạch, gửi kế hoạch về <Văn phòng Tỉnh ủy>.
7. Giao [Văn phòng Tỉnh ủy] theo dõi, đôn đốc, định kỳ báo cáo <Thường trực Tỉnh ủy>.
8. Yêu cầu [Ban Thường vụ các huyện ủy, thị ủy, thành ủy] kiểm điểm trách nhiệm.
9. [Bí thư cấp ủy, người đứng đầu các cơ quan, đơn vị] chịu trách nhiệm về kết quả.
10. Giao [Ban cán sự đảng UBND tỉnh] lãnh đạo [UBND tỉnh] hoàn thiện hồ sơ, trình <Hội đồng nhân dân tỉnh>.
13. [Ủy ban Kiểm tra Tỉnh ủy] chủ trì, phối hợp {Ban Nội chính Tỉnh ủy}, {Thanh tra tỉnh} kiểm tra.
15. Báo cáo kết quả về <Thường vụ Tỉnh ủy> (qua <Ban Tổ chức Tỉnh ủy>) trước ngày 30/6.
17. [Từng cán bộ, đảng viên] nêu gương trong giải phóng mặt bằng.
18. [Sở Xây dựng] là cơ quan đầu mối, theo dõi, tổng hợp, báo cáo <UBND tỉnh> trước ngày 25 hằng tháng.
19. Nếu có vướng mắc, [các đơn vị, địa phương] kịp thời phản ánh về <Sở Tài chính> để tổng hợp.
23. [Công an tỉnh] chủ trì; {Sở Xây dựng}, {Sở Y tế} phối hợp xử lý xe quá tải.
24. Việc thẩm định do [Sở Tư pháp] chủ trì, {Sở Nội vụ} phối hợp.
25. [Ngân hàng Nhà nước chi nhánh Khu vực 5] chỉ đạo [các tổ chức tín dụng trên địa bàn] giảm lãi suất.
27. Ủy quyền [Giám đốc Sở Tài chính] ký hợp đồng.
34. [Hiệu trưởng các trường] sắp xếp lịch học bù.
36. [Các tổ chức, cá nhân kinh doanh vận tải] chấp hành nghiêm quy định về tải trọng.
38. [Ban Chỉ đạo 389 tỉnh] kiểm tra thị trường dịp cuối năm.
39. [Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh] tổ chức hội chợ.
40. [Vườn Quốc gia Pù Mát] và [Khu bảo tồn thiên nhiên Xuân Nha] tuần tra rừng.
[Giám đốc Sở Tài chính] quyết định việc điều chuyển tài sản công.
Văn phòng Tỉnh ủy xin thông báo đến [các xã, thị trấn] biết, thực hiện.
Trình <Chủ tịch> trước ngày 5.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", ORDERS)
def test_orders(sentence: str) -> None:
    check(sentence)


MENTIONS = """
Kiểm tra việc chấp hành của các sở, ngành.
Theo đề nghị của Giám đốc Sở Tài chính.
Bảo đảm quyền lợi cho các hộ dân bị thu hồi đất.
Nâng cao năng lực quản lý nhà nước của Ủy ban nhân dân các cấp.
Hỗ trợ hợp tác xã tiếp cận vốn.
Xây dựng đội ngũ cán bộ Công an xã chính quy.
Khen thưởng tập thể Phòng Kinh tế và 12 cá nhân.
Hoàn thành sắp xếp các đơn vị sự nghiệp công lập thuộc Sở Y tế.
Tăng cường giám sát đối với Ban Quản lý dự án.
Đầu tư xây dựng trụ sở Công an các xã biên giới.
Cục Thuế đang báo cáo Bộ Tài chính trước khi ban hành.
Đây là vấn đề liên quan đến doanh nghiệp và người dân.
Phát huy vai trò cơ quan Thường trực của Ban Chỉ đạo.
Tăng cường sự phối hợp chặt chẽ giữa Sở Y tế với các địa phương.
Chấm dứt luân chuyển hồ sơ giấy giữa xã với cơ quan thuế.
Luật quy định Ủy ban nhân dân tỉnh có trách nhiệm ban hành bảng giá.
Tổ chức thu phí đúng quy định.
Thanh tra trách nhiệm người đứng đầu, thống kê thiệt hại.
Bố trí kho hậu cần cho các cơ sở hậu cần nghề cá.
Bộ nhận diện thương hiệu du lịch được hoàn thiện.
Sau mỗi vụ việc phải họp rút kinh nghiệm.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", MENTIONS)
def test_mentions(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("preamble", "Ngày 05/3/2026, Bộ Y tế đã có công văn gửi Sở Y tế các tỉnh về phòng dịch."),
        ("preamble", "Thủ tướng Chính phủ đã ban hành công điện chỉ đạo Bộ Xây dựng và các địa phương."),
        ("preamble", "Trước tình hình đó, Chủ tịch UBND tỉnh yêu cầu [các sở, ban, ngành]:"),
        ("preamble", "Thường trực Tỉnh ủy kết luận và giao [Ban cán sự đảng UBND tỉnh] như sau:"),
        ("result", "Ủy ban nhân dân tỉnh đã báo cáo Thủ tướng Chính phủ và phối hợp với Bộ Xây dựng."),
        ("result", "Công an tỉnh phối hợp với các sở, ngành giải quyết 12 vụ."),
        ("limitation", "Việc cung cấp thông tin cho cơ quan nhà nước còn chậm. [Sở Y tế] phải khắc phục."),
    ],
)
def test_what_tells_of_the_past_charges_only_in_so_many_words(role: Role, sentence: str) -> None:
    check(sentence, Setting(role=role))


@pytest.mark.parametrize(
    "heading",
    [
        "1. Giao [Sở Xây dựng]",
        "II. NHIỆM VỤ CỦA [SỞ Y TẾ]",
        "2. [Các huyện ủy, thành ủy]",
        "3. Đối với [Bộ Chỉ huy Quân sự tỉnh]:",
        "4. Về phía [các nhà thầu]",
        "5. [Chủ tịch UBND các xã, phường]",
        "1. Về việc xây dựng bảng giá trình UBND tỉnh ban hành",
        "2. Về quan hệ phối hợp với Sở Y tế",
        "III. TỔ CHỨC THỰC HIỆN",
    ],
)
def test_headings_that_name_a_body(heading: str) -> None:
    check(heading, Setting(is_heading=True))
