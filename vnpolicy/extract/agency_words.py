"""The words of the grammar of bodies: heads of names, common nouns that make groups, predicates.

Words only: how they combine is said in ``agencies``, and names that are known as a whole stand in
``data/agencies.toml``.
"""

from __future__ import annotations


def _split(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split("|"))


# With these a predicate begins, so a name or a common noun's modifier ends before them.
PREDICATES = _split("""
    ban hành | biết | bàn giao | bám sát | báo cáo | bảo vệ | bảo đảm | bắt giữ | bố trí | bồi thường | cam kết |
    chi trả | chi viện | chuẩn bị | chú trọng | chú ý | chăm lo | chấm dứt | chấn chỉnh | chấp hành | chỉ đạo |
    chỉnh trang | chịu trách nhiệm | chống | chốt | chủ trì | chủ động | cung cấp | cân đối | công bố | công khai |
    căn cứ | cưỡng chế | cải thiện | cải tạo | cấp phát | cần | cập nhật | cắt giảm | cụ thể hóa | củng cố | di dời |
    diễn tập | duy trì | dành | gia cố | giám sát | giúp | giúp đỡ | giải ngân | giải quyết | giải trình | giảm |
    giới thiệu | giữ | gương mẫu | gửi | hoàn chỉnh | hoàn thiện | hoàn thành | huy động | huấn luyện | hướng dẫn |
    hưởng ứng | hạn chế | hằng | học tập | hỗ trợ | khai thác | khuyến khích | khôi phục | không | khơi dậy |
    khơi thông | khảo sát | khẩn trương | khắc phục | khởi công | kiên quyết | kiến nghị | kiểm soát | kiểm tra |
    kiểm đếm | kiện toàn | kéo dài | kêu gọi | ký | kết luận | kết nạp | kết nối | kịp thời | lan tỏa | làm | lãnh đạo |
    lưu ý | lập biên bản | lập chốt | lập danh sách | lập dự toán | lập hồ sơ | lập kế hoạch | lập lại | lập phương án |
    lập tổ | lập đoàn | lắp đặt | lồng ghép | lựa chọn | mua sắm | mở | nghiêm cấm | nghiêm túc | nghiên cứu |
    nghiệm thu | ngăn chặn | nhân rộng | nhận thức | niêm yết | nâng cao | nâng cấp | nêu gương | nạo vét | nắm | nộp |
    phát hiện | phát huy | phát phiếu | phát động | phân bổ | phân công | phân cấp | phân loại | phê bình | phê duyệt |
    phải | phản biện | phản ánh | phấn đấu | phối hợp | phối kết hợp | phổ biến | phụ trách | quan tâm | quyết liệt |
    quyết toán | quyết định | quán triệt | rà soát | rút kinh nghiệm | rút ngắn | siết chặt | sáp nhập | sơ kết |
    sơ tán | sắp xếp | sẵn sàng | số hóa | sớm | sửa chữa | sửa đổi | tham gia | tham mưu | thanh toán | thay mặt |
    theo dõi | thiết lập | thu gom | thu hút | thu hồi | thành lập | tháo gỡ | thí điểm | thông báo | thúc đẩy |
    thường xuyên | thẩm tra | thẩm định | thống nhất | thực hiện | tiêm | tiên phong | tiêu độc | tiến hành | tiếp |
    tiếp nhận | tiếp thu | tiếp tục | trang bị | tranh thủ | triển khai | truy quét | trả lời | trực ban | trực tiếp |
    tu sửa | tuyên truyền | tuyển chọn | tuân thủ | tuần tra | tích cực | tính toán | tôn trọng | tăng | tăng cường |
    tạo điều kiện | tận dụng | tập huấn | tập trung | tố giác | tổ chức | tổng hợp | tổng kết | tự giác | viết |
    vào cuộc | vận dụng | vận hành | vận động | xem xét | xác minh | xác nhận | xác định | xây dựng | xét duyệt | xóa |
    xử lý | xử phạt | yêu cầu | áp dụng | đi đầu | điều chỉnh | điều động | đánh giá | đóng góp | đôn đốc | đăng ký |
    đăng tải | đưa | đảm bảo | đảm nhận | đấu tranh | đẩy mạnh | đẩy nhanh | đặt hàng | đề cao | đề nghị | đề xuất |
    định hướng | định kỳ | đối chiếu | đối thoại | đổi mới | động viên | ưu tiên | ứng cứu | ứng dụng
""")
# Words of grammar, where a name ends too.
STOPS = _split("""
    bằng | bị | bởi | cho | các | còn | có | cùng | cùng với | cũng | của | do | gồm | hay | hiện | hoặc | khi | là |
    mà | mọi | mỗi | ngày | như | nhưng | nhất là | nhằm | những | này | nêu | nếu | qua | sau | sẽ | theo | thuộc |
    thì | trong | trên | trước | tại | từ | từng | và | vì | vẫn | về | với | vừa | đang | đã | đó | được | đặc biệt |
    đến | để
""")
# Heads that take a body as complement ("Giám đốc Sở Y tế").
PERSONS = _split("""
    Ban Giám hiệu | Ban Giám đốc | Bí thư | Bộ trưởng | Chi cục trưởng | Chánh | Chánh án | Chính ủy | Chỉ huy trưởng |
    Chủ nhiệm | Chủ tịch | Cục trưởng | Giám đốc | Hiệu trưởng | Hạt trưởng | Lãnh đạo | Người đứng đầu | Phó Bí thư |
    Phó Bí thư Thường trực | Phó Chánh | Phó Chủ nhiệm | Phó Chủ tịch | Phó Chủ tịch Thường trực | Phó Cục trưởng |
    Phó Giám đốc | Phó Hiệu trưởng | Phó Trưởng | Phó Trưởng ban | Phó Trưởng đoàn | Phó Tổng Giám đốc | Phó Vụ trưởng |
    Thống đốc | Thủ trưởng | Thứ trưởng | Trưởng | Trưởng ban | Trưởng phòng | Trưởng đoàn | Trạm trưởng | Tư lệnh |
    Tập thể | Tổ trưởng | Tổng Biên tập | Tổng Giám đốc | Tổng Kiểm toán | Tổng Thanh tra | Tổng Thư ký |
    Tổng cục trưởng | Viện trưởng | Vụ trưởng | Đồn trưởng | Đội trưởng | Ủy viên
""")
# Heads that stand for a part of the body that follows, whatever it is.
OFFICES = _split("""
    Ban Thường trực | Bộ phận giúp việc | Bộ phận tham mưu | Bộ phận thường trực | Chi nhánh | Các Ban |
    Cơ quan giúp việc | Cơ quan tham mưu | Cơ quan thường trực | Hội đồng thành viên | Tiểu ban giúp việc |
    Tổ biên tập | Tổ giúp việc | Tổ thư ký | Văn phòng
""")
# Heads whose complement is a phrase in small letters ("Ban Chỉ đạo phòng thủ dân sự quốc gia").
OPEN_HEADS = _split("""
    BCĐ | BQL | Ban | Ban Biên tập | Ban Chấp hành | Ban Chỉ huy | Ban Chỉ đạo | Ban Giám sát | Ban Quản lý |
    Ban Quản trị | Ban Tổ chức | Ban Vận động | Ban soạn thảo | Ban Điều phối | Ban Đại diện | Chi hội | Chi đoàn |
    Câu lạc bộ | HTX | Hội đồng | Hợp tác xã | Khu bảo tồn | Liên danh | Lâm trường | Mạng lưới | Nhà máy |
    Nông trường | Quỹ | Tiểu ban | Trung tâm | Tổ | Tổ công tác | Tổ giúp việc | Vườn quốc gia | Xí nghiệp |
    Đoàn công tác | Đội | Ủy ban
""")
# Heads whose complement is written in capitals ("Vụ Pháp chế").
CLOSED_HEADS = _split("""
    Binh đoàn | Báo | Bưu điện | Bảo tàng | Bệnh viện | Bộ | Bộ Tư lệnh | Bộ Tư lệnh Vùng | Bộ đội | Chi bộ | Chi cục |
    Chi cục Hải quan cửa khẩu | Công ty | Công ty Cổ phần | Công ty TNHH | Công ty TNHH một thành viên |
    Công ty cổ phần | Công ty trách nhiệm hữu hạn | Công ty trách nhiệm hữu hạn một thành viên | Công đoàn | Cơ quan |
    Cảng vụ | Cục | Hiệp hội | Hạt | Hạt Kiểm lâm | Hải quan | Hải quan cửa khẩu | Hải đoàn | Hải đội | Học viện | Hội |
    Kho bạc | Khối | Liên hiệp | Liên minh | Liên đoàn | Lữ đoàn | Ngân hàng | Nhà hát | Nhà xuất bản | Phân hiệu |
    Phân viện | Phòng | Quân chủng | Quân khu | Quân đoàn | Sư đoàn | Sở | Thanh tra | Thuế | Thư viện | Tiểu đoàn |
    Trung đoàn | Trường | Trường Cao đẳng | Trường Chính trị | Trường Cán bộ | Trường Mầm non | Trường Mẫu giáo |
    Trường Phổ thông | Trường THCS | Trường THPT | Trường Tiểu học | Trường Trung cấp | Trường Trung học cơ sở |
    Trường Trung học phổ thông | Trường Đại học | Trạm | Tòa án | Tạp chí | Tập đoàn | Tổ | Tổ đại biểu | Tổng công ty |
    Tổng cục | Viễn thông | Viện | Viện kiểm sát | Vụ | Điện lực | Đoàn | Đoàn Kinh tế | Đoàn kinh tế | Đoàn đại biểu |
    Đài | Đại học | Đảng bộ | Đảng ủy | Đồn | Đồn Biên phòng | Đồn Biên phòng cửa khẩu
""")
# Heads that may stand for a body named before ("gửi về Bộ.").
ALONE = _split("""
    Ban Chấp hành | Ban Chỉ đạo | Ban Giám hiệu | Ban Giám đốc | Ban Quản lý | Ban Thường vụ | Ban Tổ chức | Bộ |
    Bộ trưởng | Công ty | Cục | Giám đốc Sở | Hiệu trưởng | Huyện | Học viện | Hội đồng | Nhà trường | Quân khu | Sở |
    Thành phố | Thứ trưởng | Tiểu ban | Trung tâm | Tập đoàn | Tỉnh | Tổ công tác | Tổng công ty | Tổng cục
""")
# Common nouns that make groups: these are followed by a free modifier, ...
FREE_NOUNS = _split("""
    ban | ban chỉ huy | ban chỉ đạo | ban quản lý | ban tổ chức | ban đại diện | bưu điện | bệnh viện | bộ phận |
    bộ phận chuyên môn | chi nhánh | chủ cơ sở | chủ dự án | chủ phương tiện | chủ rừng | chủ sử dụng lao động |
    chủ tàu | câu lạc bộ | công chức | công trường | công ty | cơ quan | cơ sở | cơ sở giáo dục | cơ sở kinh doanh |
    cơ sở sản xuất | cơ sở y tế | cơ sở đào tạo | cảng vụ | cộng đồng | cục | doanh nghiệp | hiệp hội | hiệu trưởng |
    hạt kiểm lâm | học viện | hộ | hội | hội đồng | hợp tác xã | kho bạc | liên danh | lâm trường | lực lượng |
    lực lượng vũ trang | nghiệp đoàn | ngành | ngân hàng | người sử dụng lao động | nhà máy | nhà mạng | nhà thuốc |
    nhà thầu | nhà trường | nhà xe | nhà đầu tư | nông trường | phòng | sở | thành viên | tiểu ban | tiểu dự án |
    trung tâm | trường | trường học | trường đại học | trạm | tập đoàn | tổ | tổ chức | tổ chức chính trị - xã hội |
    tổ chức thành viên | tổ chức tín dụng | tổ công tác | tổ đội | tổng công ty | viên chức | viện | vườn quốc gia |
    vụ | xí nghiệp | điểm trường | đoàn | đoàn công tác | đoàn kiểm tra | đô thị | đơn vị | đồn biên phòng | đội |
    đội hình
""")
# ... these never.
FIXED_NOUNS = _split("""
    HTX | ban cán sự đảng | ban công tác mặt trận | ban giám hiệu | ban ngành | ban nhân dân | ban thường vụ |
    ban thường vụ cấp ủy | ban xây dựng đảng | ban đảng | buôn | bác sĩ | báo cáo viên | bí thư chi bộ | bí thư cấp ủy |
    bản | bộ | bộ chuyên ngành | bộ ngành | bộ, ngành | chi bộ | chi bộ cơ sở | chi hội | chi đoàn | chi ủy |
    chi ủy viên | chi, đảng bộ | chính quyền | chủ hộ | chủ mỏ | chủ đầu tư | cá nhân | cán bộ | cán bộ y tế | công an |
    công chức | công dân | công nhân | cơ sở đảng | cấp | cấp bộ Đoàn | cấp ngành | cấp ủy | cấp ủy viên | cấp, ngành |
    cộng tác viên | dân quân tự vệ | già làng | giáo viên | giáo viên chủ nhiệm | giảng viên | huyện | huyện ủy viên |
    học sinh, sinh viên | hộ dân | hộ gia đình | hộ kinh doanh | hội quần chúng | hội viên | hội đoàn thể | khu dân cư |
    khu phố | khối phố | kiểm lâm | lực lượng tham gia bảo vệ an ninh trật tự ở cơ sở |
    lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở | mặt trận | người có uy tín | người dân | người lao động |
    người đứng đầu | nhà giáo | nhân dân | nông dân | phường | phụ nữ | quân nhân | quân đội | quận | sở ban ngành |
    sở ngành | sở, ngành | thanh niên | thanh tra | thành phố | thôn | thôn đội | thị trấn | thị xã | trí thức |
    trưởng ban công tác mặt trận | trưởng bản | trưởng khu | trưởng thôn | trạm y tế | tuyên truyền viên | tỉnh |
    tỉnh ủy viên | tổ chức cơ sở đảng | tổ chức đảng | tổ dân phố | tổ trưởng | tổ trưởng tổ dân phố | tổng cục |
    viên chức | văn nghệ sĩ | xã | xóm | y sĩ | đoàn thể | đoàn viên | đại biểu | đại biểu Hội đồng nhân dân |
    đại biểu Quốc hội | đảng bộ | đảng bộ bộ phận | đảng bộ cơ sở | đảng viên | đảng ủy viên | đặc khu | địa phương | ấp
""")
# Those of them that name a body without an article.
BARE_NOUNS = _split("""
    ban công tác mặt trận | ban nhân dân thôn | ban quản lý | ban thường vụ cấp ủy | báo cáo viên | bí thư chi bộ |
    bộ ngành | bộ, ngành | chính quyền | chủ cơ sở | chủ dự án | chủ mỏ | chủ rừng | chủ đầu tư | cán bộ | công chức |
    cơ quan | cơ sở giáo dục | cơ sở đào tạo | cấp có thẩm quyền | cấp thẩm quyền | cấp trên | cấp ủy | cấp ủy viên |
    doanh nghiệp | giáo viên chủ nhiệm | hiệu trưởng | hộ kinh doanh | hội phụ nữ | hợp tác xã | kiểm lâm | liên danh |
    lực lượng | ngành | ngân hàng | người sử dụng lao động | người đứng đầu | nhà mạng | nhà thầu | nhà trường |
    nhà đầu tư | sở ngành | sở, ngành | trưởng ban công tác mặt trận | trưởng bản | trưởng thôn | trạm y tế | tập đoàn |
    tổ chức đảng | tổ chức, cá nhân | tổ công tác | tổ trưởng tổ dân phố | tổng công ty | viên chức | đoàn thanh niên |
    đoàn thể | đơn vị | đảng viên | đảng ủy viên | địa phương | đồn biên phòng
""")
# The first syllables of names that are also written in small letters.
LOWER_HEADS = _split("""
    ban | bảo | bộ | chi | công | cục | huyện | hải | hội | kho | kiểm | liên | mặt | sở | thanh | thành | thị | trạm |
    tòa | tỉnh | viện | đoàn | đảng | đồn | ủy
""")
