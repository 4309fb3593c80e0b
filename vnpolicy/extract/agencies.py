"""The names of bodies: a grammar of heads and their complements, with the lexicon's names in it.

"Bộ Văn hóa, Thể thao và Du lịch" is one body, "Bộ Tài chính, Bộ Nội vụ" are two, "các cấp, các
ngành, địa phương" is one group. The grammar only says where a body is named; whether it is told
to do something is decided in ``assignments``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vnpolicy.errors import LexiconError
from vnpolicy.lexicon import Agency, Lexicon, alternation
from vnpolicy.text import fold

DEPTH = 4  # of names inside names: "Chánh Văn phòng Đảng ủy Bộ Y tế" has three
LONGEST = 200  # characters of a head that further names may follow ("các Bộ: Quốc phòng, ...")


def _split(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split("|"))


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{alternation(words)})"


# With these a predicate begins, so a name or a common noun's modifier ends before them.
_VERBS = _split("""
    ban hành | biết | bàn giao | bám sát | báo cáo | bảo vệ | bảo đảm | bố trí | cam kết |
    chi trả | chuẩn bị | chú trọng | chú ý | chăm lo | chấn chỉnh | chấp hành | chỉ đạo |
    chỉnh trang | chịu trách nhiệm | chống | chủ trì | chủ động | cung cấp | cân đối | công bố |
    công khai | căn cứ | cải thiện | cần | cập nhật | cắt giảm | cụ thể hóa | củng cố | cử |
    di dời | duy trì | dành | gia cố | giúp | giải ngân | giải quyết | giảm | giới thiệu | giữ |
    gương mẫu | gửi | hoàn chỉnh | hoàn thiện | hoàn thành | huy động | hướng dẫn | hạn chế |
    hằng | học tập | hỗ trợ | khai thác | khuyến khích | khôi phục | không | khơi thông |
    khảo sát | khẩn trương | khắc phục | kiên quyết | kiến nghị | kiểm soát | kiểm tra |
    kiện toàn | kéo dài | ký | kết nạp | kết nối | kịp thời | làm | lãnh đạo | lập danh sách |
    lập dự toán | lập kế hoạch | lắp đặt | lồng ghép | lựa chọn | mua sắm | mở | nghiêm túc |
    nghiên cứu | ngăn chặn | nhân rộng | nhận thức | niêm yết | nâng cao | nâng cấp | nắm |
    nộp | phát hiện | phát huy | phát động | phân bổ | phân công | phân loại | phê duyệt |
    phải | phản ánh | phấn đấu | phối hợp | phổ biến | phụ trách | quan tâm | quyết liệt |
    quyết định | quán triệt | rà soát | rút ngắn | siết chặt | sơ kết | sắp xếp | sớm |
    sửa chữa | tham gia | tham mưu | thanh toán | theo dõi | thiết lập | thu hồi | thành lập |
    tháo gỡ | thông báo | thúc đẩy | thường xuyên | thẩm định | thống nhất | thực hiện | tiêm |
    tiến hành | tiếp | tiếp nhận | tiếp thu | tiếp tục | trang bị | triển khai | trả lời |
    trực tiếp | tuyên truyền | tuân thủ | tuần tra | tích cực | tăng | tăng cường |
    tạo điều kiện | tận dụng | tập trung | tổ chức | tổng hợp | tổng kết | tự giác | vào cuộc |
    vận hành | vận động | xem xét | xác nhận | xác định | xây dựng | xóa | xử lý | yêu cầu |
    áp dụng | đi đầu | đánh giá | đôn đốc | đăng ký | đăng tải | đưa | đảm bảo | đảm nhận |
    đấu tranh | đẩy mạnh | đẩy nhanh | đề nghị | đề xuất | định hướng | định kỳ | đối chiếu |
    đổi mới | ưu tiên | ứng dụng
""")
_STOPS = _split("""
    bằng | bị | cho | các | còn | có | cùng | cũng | của | do | gồm | hiện | hoặc | khi | là |
    mà | mọi | mỗi | ngày | như | nhất là | nhằm | những | này | nêu | nếu | qua | sau | sẽ |
    theo | thuộc | thì | trong | trên | trước | tại | từ | từng | và | vì | vẫn | về | với |
    đang | đã | đó | được | đặc biệt | đến | để
""")
VERBS = rf"""(?:{alternation(_VERBS)}
    |(?<!chương\ )(?<!công\ )(?<!quy\ )(?<!quá\ )trình
    |giao(?!\ (?:thông|dịch|lưu|tiếp))|hàng\ (?:năm|tháng|quý|tuần))"""

# Heads that take a body as complement ("Giám đốc Sở Y tế").
_PERSONS = _split("""
    Ban Giám hiệu | Ban Giám đốc | Bí thư | Bộ trưởng | Chi cục trưởng | Chánh | Chánh án |
    Chỉ huy trưởng | Chủ nhiệm | Chủ tịch | Cục trưởng | Giám đốc | Hiệu trưởng | Lãnh đạo |
    Người đứng đầu | Phó Bí thư | Phó Chủ nhiệm | Phó Chủ tịch | Phó Giám đốc | Thống đốc |
    Thủ trưởng | Thứ trưởng | Trưởng | Trưởng ban | Tư lệnh | Tập thể | Tổng Biên tập |
    Tổng Giám đốc | Tổng Kiểm toán | Tổng Thanh tra | Tổng cục trưởng | Viện trưởng |
    Vụ trưởng | Ủy viên
""")
_OFFICES = _split("""
    Văn phòng | Hội đồng thành viên | Ban Thường trực | Bộ phận thường trực | Các Ban
""")
# Heads whose complement is a phrase in small letters ("Ban Chỉ đạo phòng thủ dân sự quốc gia").
_OPEN_HEADS = _split("""
    BCĐ | BQL | Ban | Ban Chỉ huy | Ban Chỉ đạo | Ban Quản lý | Ban Quản trị | Ban soạn thảo |
    Ban Điều phối | Hội đồng | Nhà máy | Quỹ | Tiểu ban | Trung tâm | Tổ công tác |
    Tổ giúp việc | Đoàn công tác | Đội | Ủy ban
""")
# Heads whose complement is written in capitals ("Vụ Pháp chế").
_CLOSED_HEADS = _split("""
    Binh đoàn | Báo | Bưu điện | Bảo tàng | Bệnh viện | Bộ | Bộ Tư lệnh | Chi cục | Công ty |
    Cảng vụ | Cục | Hiệp hội | Hải quan | Học viện | Hội | Khối | Liên hiệp | Liên minh |
    Liên đoàn | Ngân hàng | Nhà xuất bản | Phòng | Quân chủng | Quân khu | Quân đoàn | Sở |
    Thanh tra | Thuế | Thư viện | Trường | Trường Cao đẳng | Trường Đại học | Trạm | Tạp chí |
    Tập đoàn | Tổ | Tổng công ty | Tổng cục | Viễn thông | Viện | Vụ | Đoàn | Đài | Đại học |
    Đảng ủy
""")
# Heads that may stand for a body named before ("gửi về Bộ.").
_SELF = _split("""
    Ban Chỉ đạo | Ban Giám đốc | Bộ | Bộ trưởng | Công ty | Hiệu trưởng | Hội đồng | Sở |
    Tổ công tác
""")

# Common nouns that make groups: some are followed by a free modifier, some never.
_FREE_NOUNS = _split("""
    ban | ban quản lý | bệnh viện | bộ phận | chủ cơ sở | chủ dự án | chủ rừng | công ty |
    cơ quan | cơ sở | cục | doanh nghiệp | hiệp hội | học viện | hộ | hội | hợp tác xã |
    lực lượng | lực lượng vũ trang | ngành | ngân hàng | nhà thầu | nhà trường | nhà đầu tư |
    phòng | sở | thành viên | tiểu dự án | trung tâm | trường | trường học | trường đại học |
    tập đoàn | tổ chức | tổ chức chính trị - xã hội | tổ chức thành viên | tổ công tác |
    tổng công ty | viện | vụ | đoàn công tác | đô thị | đơn vị
""")
_FIXED_NOUNS = _split("""
    HTX | ban xây dựng đảng | ban đảng | bộ | chi bộ | chính quyền | chủ mỏ | chủ đầu tư |
    cá nhân | cán bộ | công an | công chức | cấp | cấp bộ Đoàn | cấp ủy | cấp ủy viên |
    dân quân tự vệ | giáo viên | giảng viên | huyện | hộ gia đình | hộ kinh doanh | hội viên |
    hội đoàn thể | kiểm lâm | mặt trận | người lao động | người đứng đầu | nhân dân | phường |
    phụ nữ | quân đội | quận | thanh niên | thành phố | thôn | thị trấn | thị xã | trạm y tế |
    tỉnh | tổ chức cơ sở đảng | tổ chức đảng | tổ dân phố | tổng cục | viên chức | xã |
    đoàn thể | đoàn viên | đảng bộ | đảng viên | đặc khu | địa phương
""")
# Those of them that name a body without an article.
_BARE_NOUNS = _split("""
    ban quản lý | chính quyền | chủ dự án | chủ mỏ | chủ đầu tư | cán bộ | cơ quan |
    cơ sở giáo dục | cơ sở đào tạo | cấp có thẩm quyền | cấp thẩm quyền | cấp trên | cấp ủy |
    doanh nghiệp | hội phụ nữ | kiểm lâm | lực lượng | ngành | người đứng đầu | nhà trường |
    trạm y tế | tổ chức đảng | tổ chức, cá nhân | đoàn thanh niên | đoàn thể | đơn vị |
    địa phương
""")
_COMMITTEE = r"(?:tỉnh|thành|huyện|thị|quận|đảng|chi)\ ủy(?!\ viên)"
_COMMITTEES = re.compile(_COMMITTEE, re.VERBOSE | re.IGNORECASE)
_ARTICLE = r"(?:tất\ cả\ (?:các\ )?|toàn\ thể\ |các\ |từng\ |mỗi\ |mọi\ )"
# "cơ sở", "cán bộ", "xã hội": the second syllable of these is no head.
_INSIDE = re.compile(
    r"(?:cơ|cán|nội|toàn|xã|đại|biên|trưởng|phó|trụ|học|quân|tiểu|nhà|giám|lãnh)\ $",
    re.VERBOSE | re.IGNORECASE,
)
_IN_SIGNS = ("/", "-")  # "12/QĐ-UBND"
_OTHER_NOUN = r"""(?:hành|hữu|máy|phận|đội|nghị|họp|đồng|trợ|phát|bách|thiết|nghề|chống|trưởng|hợp
    |quy|dữ\ liệu|hạ\ tầng|vật\ chất|pháp\ lý)\b"""
# The first syllables of names that are also written in small letters.
_LOWER_HEADS = _split(
    "sở | ủy | hội | ban | đảng | tỉnh | thành | huyện | thị | chi | tòa | viện | bộ | đoàn | liên"
    " | cục | công"
)

_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL = rf"[{_UPPER}][\w&]*"
_LOWER = rf"(?![{_UPPER}])(?!(?:{VERBS}|{_any(_STOPS)})\b)[^\W\d_]+"
_ANY_HEAD = rf"""(?:{_any(_CLOSED_HEADS + _OPEN_HEADS + _PERSONS + _OFFICES)}
    |UBND|HĐND|Công\ an|Tỉnh\ ủy|Mặt\ trận)\b"""
_PHRASE = rf"(?:\ (?!{_ANY_HEAD}){_CAPITAL}|\ {_LOWER}|\ \d+)"

_UNIT = r"""(?:(?i:tỉnh|huyện)(?!\ (?:ủy|đoàn|lỵ))|(?i:xã(?!\ hội))|TP\b\.?
    |(?i:thành\ phố|quận|thị\ xã|thị\ trấn|phường|đặc\ khu|khu\ phố|thủ\ đô))"""
_UNITS = _split("tỉnh | huyện | xã | tp | thành | quận | thị | phường | đặc | khu | thủ")
_GROUPS = _split("các | từng | mỗi | mọi | toàn | tất | đảng | chi")  # and the units
_PLACE_NAME = rf"(?:[{_UPPER}][^\W\d_]+(?:\ (?:-\ )?[{_UPPER}][^\W\d_]+){{1,4}}|Huế|Vinh)"
_RELATED = r"(?:(?:có\ )?liên\ quan|nêu\ trên|nói\ trên|khác|cùng\ cấp)\b"
_PLACE = re.compile(
    rf"""
    \ (?P<link>(?:của|thuộc|tại|trên\ địa\ bàn|trong|ở)\ )?
    (?: (?i:(?:các|từng|mỗi|toàn)\ )? {_UNIT}
        (?:(?:,\ |\ và\ |\ hoặc\ |/)(?:các\ )?{_UNIT}){{0,6}}
        (?::?\ (?:từ\ )?(?P<name>{_PLACE_NAME}))? (?:\ đến\ {_PLACE_NAME})?
        (?:\ trực\ thuộc\ (?:(?i:trung\ ương)|TW))? (?::\ {_PLACE_NAME})?
      | (?i:cấp\ (?:tỉnh|huyện|xã|cơ\ sở|trên|dưới))
        (?:(?:,\ |\ và\ |/)(?:cấp\ )?(?:huyện|xã)){{0,2}}
      | (?:địa\ phương\ |Đảng\ |đảng\ )?các\ cấp | (?i:trung\ ương) | (?i:quốc\ gia)
      | (?:đảng\ bộ\ )?trực\ thuộc
        (?:\ (?i:trung\ ương|tỉnh\ ủy|thành\ ủy|tỉnh|thành\ phố|Bộ|Chính\ phủ))?
      | khu\ vực(?:\ [IVX\d]+)? | cùng\ cấp | Việt\ Nam | địa\ phương | cơ\ sở
      | cấp\ ủy(?:\ các\ cấp)?
    )\b
    (?:\ {_RELATED})?
    """,
    re.VERBOSE,
)
_LISTED_PLACES = re.compile(rf"(?i:các)\ {_UNIT}.*:?\ {_PLACE_NAME}$", re.VERBOSE)
_MORE_PLACES = re.compile(rf"(?:,\ |\ và\ )(?P<name>{_PLACE_NAME})", re.VERBOSE)

_OPEN_NAME = re.compile(
    rf"""
    (?: \ (?: về|xây\ dựng|phát\ triển|[Pp]hòng,\ chống|chống
             | thực\ hiện(?=\ (?:[{_UPPER}]|các|cuộc|công)) )
        (?:\ \w+){{1,3}}
      | {_PHRASE} )
    {_PHRASE}{{0,4}}
    (?: (?:,\ (?!{_UNIT})|\ và\ (?!các)|\ -\ )(?!{_ANY_HEAD})
        (?:{_CAPITAL}|{_LOWER}){_PHRASE}{{0,4}} ){{0,3}}
    """,
    re.VERBOSE,
)
_CLOSED_NAME = re.compile(
    rf"""
    \ {_CAPITAL}(?:\ {_LOWER}){{0,3}}
    (?:\ (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_LOWER}){{0,3}}){{0,5}}
    (?: (?:\ và\ |\ -\ |,\ (?=[{_UPPER}][^,;.:()]{{1,40}}\ và\ [{_UPPER}]))
        (?!{_ANY_HEAD}){_CAPITAL}(?:\ (?:{_CAPITAL}|{_LOWER})){{0,5}} ){{0,3}}
    | \ \d+\b
    """,
    re.VERBOSE,
)
_SUPERIOR = re.compile(
    r"""(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\ ủy|Chính\ phủ|Quốc\ hội|Tỉnh\ đoàn|UBND|HĐND
    |Ủy\ ban\ nhân|Hội\ đồng\ nhân""",
    re.VERBOSE,
)
_SUPERIOR_ALONE = re.compile(
    r"\ (?:Bộ|Sở|Cục|Vụ|Ban|Viện|Trường|Công\ ty|đơn\ vị|thôn|chi\ bộ)\b", re.VERBOSE
)
_LINK = re.compile(r"\ (?P<of>(?:của|thuộc|trực\ thuộc)\ )?", re.VERBOSE)
_NEXT_TITLE = re.compile(rf",\ (?=[{_UPPER}])", re.VERBOSE)
_MINISTRIES = re.compile(r"các\ (?:Bộ|Sở)(?=:?\ )", re.VERBOSE | re.IGNORECASE)
_LISTED_MINISTRIES = re.compile(r"\bcác\ (?P<kind>Bộ|Sở)\b", re.VERBOSE | re.IGNORECASE)
_MINISTRY_LIKE = re.compile(
    r"(?:Thủ\ trưởng\ )?(?:các\ )?cơ\ quan\ (?:ngang|thuộc|trực\ thuộc)\b",
    re.VERBOSE | re.IGNORECASE,
)
_HUMAN_NAME = re.compile(
    rf"\ (?!{_any(_PERSONS + _CLOSED_HEADS)}\b)[{_UPPER}]\w+(?:\ [{_UPPER}]\w+){{1,3}}",
    re.VERBOSE,
)
_VERB_OR_TITLE = re.compile(r"lãnh\ đạo|trưởng|chánh|tập\ thể", re.VERBOSE)

_MODIFIER = re.compile(
    rf"""
    \ (?: {_RELATED} | chức\ năng | chuyên\ môn | (?:có\ )?thẩm\ quyền | ngang\ [Bb]ộ
      | đương\ nhiệm | Đảng | đảng | còn\ lại | cơ\ sở | trực\ tiếp\ liên\ quan
      | chính\ trị\ ?-\ ?xã\ hội(?:\ ?-\ ?nghề\ nghiệp)?
      | tham\ mưu,\ (?:giúp\ việc|quản\ lý\ nhà\ nước) | quản\ lý\ nhà\ nước
      | (?:thông\ tấn,\ )?báo\ chí(?:,\ (?:phát\ thanh|truyền\ hình)){{0,2}}
      | thuộc\ Chính\ phủ | chủ\ trì\ thực\ hiện\ nhiệm\ vụ
      | (?:đã\ )?được\ (?:giao|phân\ công)
        (?:\ (?!(?:theo|có|căn|phải|cần|lập|khẩn|trên|báo)\b)\w+){{0,8}}
    )(?!\w)
    """,
    re.VERBOSE,
)
# Words that run on, or to the end of the sentence, are rather an unknown predicate: two are kept.
_FREE_WORDS = re.compile(
    rf"(?:\ {_LOWER}){{1,5}}(?!\w|\ {_LOWER}|[.;]|$)|(?:\ {_LOWER}){{1,2}}(?!\w)", re.VERBOSE
)
_JOIN = re.compile(r",\ |\ và\ |\ hoặc\ |/|\ -\ ", re.VERBOSE)
_ELEMENT = re.compile(
    rf"""
    (?P<article>{_ARTICLE})?(?:đồng\ chí\ )?(?:(?:thủ\ trưởng|lãnh\ đạo|tập\ thể)\ )?{_ARTICLE}?
    (?: (?P<committee>{_COMMITTEE})|(?P<fixed>{_any(_FIXED_NOUNS)})|(?P<free>{_any(_FREE_NOUNS)}) )
    (?!\w|\ {_OTHER_NOUN})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ARTICLED = re.compile(_ARTICLE, re.VERBOSE | re.IGNORECASE)
_BARE = re.compile(rf"{_any(_BARE_NOUNS)}(?!\w)", re.IGNORECASE)
_ORGANISE = re.compile(
    rf"tổ\ chức\ (?:{VERBS}|họp|các|lễ|học|thi|tốt|lại|ít|ra|hội\ nghị|cho)\b", re.VERBOSE
)
_HEADS = re.compile(
    rf"""(?: (?P<person>{_any(_PERSONS)}) | (?P<office>{_any(_OFFICES)})
      | (?!Ban\ hành)(?P<open>{_any(_OPEN_HEADS)}) | (?P<closed>{_any(_CLOSED_HEADS)}) )\b""",
    re.VERBOSE,
)
_TITLE = re.compile(rf"{_any(_PERSONS)}\b", re.IGNORECASE)
_ALONE = re.compile(rf"{_any(_SELF)}(?=[,.;:)]|$|\ {VERBS}\b)", re.VERBOSE)
_MANY = re.compile(r"\bcác\ (?!(?:Bộ|Sở):)|\bcấp\ (?:xã|huyện|tỉnh|cơ\ sở)", re.VERBOSE)
_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+")
_FIRST_WORDS = {
    words.split()[0].lower()
    for listed in (_PERSONS, _OFFICES, _OPEN_HEADS, _CLOSED_HEADS, _BARE_NOUNS, _UNITS, _GROUPS)
    for words in listed
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body named at ``start`` to ``end``; ``bare`` marks a common noun without article."""

    start: int
    end: int
    agency: str | None
    group: bool = False
    bare: bool = False


def _place_name(text: str, at: int) -> int:
    """Where a place with its proper name that begins here ends; 0 if none does."""
    place = _PLACE.match(" " + text[at : at + LONGEST])
    return at + place.end() - 1 if place and place["name"] and not place["link"] else 0


class BodyGrammar:
    """Finds the names of bodies in folded text.

    The conventions on extents are those of the annotation guide: each named body of a list is a
    body of its own, a generic group is one, an office and a place belong to the name.

    >>> grammar = BodyGrammar(Lexicon.load())
    >>> text = "Sở Văn hóa, Thể thao và Du lịch, Giám đốc Công an tỉnh và các sở, ban, ngành"
    >>> [text[body.start : body.end] for body in grammar.find(text)]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Giám đốc Công an tỉnh', 'các sở, ban, ngành']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._canonical: dict[str, str] = {}
        self._committees: set[str] = set()
        self._abbreviations: set[str] = set()
        named: dict[str, list[str]] = defaultdict(list)
        fields: set[str] = set()
        for agency in lexicon.agencies:
            for name in (agency.name, *agency.aliases):
                key = fold(name).lower()
                self._canonical[key] = agency.name
                if " " not in name and name != agency.name:
                    self._abbreviations.add(fold(name))
                if agency.family in ("party", "mass"):
                    self._committees.add(key)
                if not agency.group:
                    named[key.split()[0].rstrip(",.")].append(fold(name))
            if agency.name.startswith(("Bộ ", "Sở ")):
                fields.add(fold(agency.name.split(" ", 1)[1]))
        self._named = {
            first: re.compile(rf"(?:{alternation(names)})(?!\w)", re.IGNORECASE)
            for first, names in named.items()
        }
        self._first = _FIRST_WORDS | set(named)
        field = _any(tuple(sorted(fields)))
        self._field = re.compile(rf":?\ (?P<name>{field})(?!\w)", re.VERBOSE | re.IGNORECASE)
        self._more_fields = re.compile(rf"(?:,\ |\ và\ |;\ )(?P<name>{field})(?!\w)", re.VERBOSE)
        provinces = _any(tuple(fold(province.name) for province in lexicon.provinces))
        self._province = re.compile(rf"\ {provinces}(?!\w)", re.VERBOSE)
        for agency in lexicon.agencies:
            self._check(agency)

    def find(self, text: str) -> list[Body]:
        """All bodies named in a folded text, in order, none inside another."""
        bodies: list[Body] = []
        at = 0
        for word in _WORDS.finditer(text):
            if word.start() >= at and word.group().lower() in self._first:
                found = list(self._read(text, word.start()))
                bodies += found
                at = found[-1].end if found else at
        return bodies

    def _read(self, text: str, at: int) -> Iterator[Body]:
        """The bodies that begin here: none, one, or a list whose head is said once."""
        before = text[at - 1 : at]
        if before in _IN_SIGNS or (text[at].islower() and _INSIDE.search(text, max(0, at - 8), at)):
            return
        named, grouped, placed = self._name(text, at), self._group(text, at), _place_name(text, at)
        if end := max(named, grouped, placed):
            name, group = text[at:end], grouped == end > named
            bare = (end > named or name.islower()) and not _ARTICLED.match(text, at)
            many = group or _MANY.search(name) is not None
            yield Body(at, end, self._agency(name, group), many, bare)
            yield from self._rest(text, at, end)
        elif alone := _ALONE.match(text, at):
            yield Body(at, alone.end(), None, bare=True)

    def _rest(self, text: str, start: int, at: int) -> Iterator[Body]:
        """After "các Bộ: Quốc phòng" or "các huyện A" the further names are bodies too."""
        head = text[start:at] if at - start <= LONGEST else ""
        listed = _LISTED_MINISTRIES.search(head)
        if listed and self._field.match(head, listed.end()):
            more = self._more_fields
        elif _LISTED_PLACES.search(head):
            more = _MORE_PLACES
        else:
            return
        while name := more.match(text, at):
            if more is _MORE_PLACES and self._name(text, name.start("name")):
                break
            at = name.end()
            kind = listed["kind"] if listed else ""
            agency = self._canonical.get(f"{kind} {name['name']}".lower())
            yield Body(name.start("name"), at, agency)

    def _agency(self, name: str, group: bool) -> str | None:
        """The canonical name: the lexicon's, else as written, its known parts spelt out."""
        known = self._canonical.get(name.lower())
        if known or group:
            return known
        parts = []
        at = 0
        for word in _WORDS.finditer(name):
            start = word.start()
            if start >= at and (end := self._known(name, start)):
                parts += [name[at:start], self._canonical[name[start:end].lower()]]
                at = end
        parts.append(name[at:])
        full = "".join(parts)
        return full[0].upper() + full[1:]

    def _known(self, text: str, at: int) -> int:
        """Where a name of the lexicon that begins here ends; 0 if none does."""
        word = _WORDS.match(text, at)
        pattern = self._named.get(word.group().lower()) if word else None
        match = pattern.match(text, at) if pattern else None
        if match is None or word is None:
            return 0
        if text[at].islower() and (
            " " not in match.group()
            or word.group() not in _LOWER_HEADS
            or (match.group() == "công an" and not _PLACE.match(text, match.end()))
        ):
            return 0
        return match.end()

    def _name(self, text: str, at: int, depth: int = 0) -> int:
        """Where a proper name of a body that begins here ends; 0 if none does."""
        if depth > DEPTH:
            return 0
        known = self._known(text, at)
        head = _HEADS.match(text, at)
        if head and head.end() == known and (end := self._headed(text, at, depth)):
            return end
        if known:
            party = text[at:known].lower() in self._committees
            end = self._complement(text, known, depth, any_body=party)
            person = _HUMAN_NAME.match(text, end) if "tướng" in text[at:known].lower() else None
            known = person.end() if person else end
            short = " " not in text[at:known] and text[at:known] not in self._abbreviations
            return 0 if short else known
        return self._headed(text, at, depth)

    def _headed(self, text: str, at: int, depth: int) -> int:
        """Where a name ends that begins with a head of the grammar; 0 if none does."""
        head = _HEADS.match(text, at)
        if head is None or head["person"]:
            title = _TITLE.match(text, at)
            verb = title and _VERB_OR_TITLE.fullmatch(title.group())
            comrade = text.endswith("chí ", 0, at)
            return self._person(text, title.end(), depth) if title and (comrade or not verb) else 0
        named = None
        if not head["office"]:
            named = (_OPEN_NAME if head["open"] else _CLOSED_NAME).match(text, head.end())
        at = named.end() if named else head.end()
        end = self._complement(text, at, depth, any_body=bool(head["office"]))
        if named or end > at or head["office"] != "Văn phòng":
            return end if named or end > at else 0
        own = _SUPERIOR_ALONE.match(text, end)
        return own.end() if own else end

    def _person(self, text: str, at: int, depth: int) -> int:
        """Where an office ends whose title ends ``at``; 0 where it names no body."""
        for _ in range(2):  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ"
            other = _NEXT_TITLE.match(text, at)
            title = _TITLE.match(text, other.end()) if other else None
            at = title.end() if title else at
        link = _LINK.match(text, at)
        if link is None:
            return 0
        plural = _MINISTRIES.match(text, link.end())
        if plural and (listed := self._field.match(text, plural.end())):
            return listed.end()
        end = self._name(text, link.end(), depth + 1)
        if not end or text[link.end()].islower() or _COMMITTEES.match(text, link.end()):
            end = max(end, self._group(text, link.end(), headed=True))
        if not end:
            place = _PLACE.match(text, at) or _SUPERIOR_ALONE.match(text, at)
            end = place.end() if place else 0
        person = _HUMAN_NAME.match(text, end) if end else None
        return person.end() if person else end

    def _complement(self, text: str, at: int, depth: int, any_body: bool = False) -> int:
        """Where the place or superior that follows a name ends; ``at`` where none follows."""
        for _ in range(3):
            if place := _PLACE.match(text, at) or self._province.match(text, at):
                at = place.end()
                continue
            link = _LINK.match(text, at)
            if link is None:
                break
            superior = _SUPERIOR.match(text, link.end())
            end = 0
            if any_body or link["of"] or superior:
                end = self._name(text, link.end(), depth + 1)
            if not end and any_body:
                end = self._group(text, link.end())
            if not end and link["of"] and (own := _SUPERIOR_ALONE.match(text, link.end() - 1)):
                end = own.end()
            if not end:
                break
            at = end
        return at

    def _group(self, text: str, at: int, headed: bool = False) -> int:
        """Where a generic group that begins here ends; 0 if none does.

        Behind a head ("Thủ trưởng các sở, ngành") it needs no article, and a new one ends it.
        """
        first = _ELEMENT.match(text, at)
        if first is None or not (headed or first["article"] or _BARE.match(text, at)):
            return 0
        committee = bool(first["committee"])
        end = self._element(text, first)
        if self._field.match(text, first.end()):
            return end
        while join := _JOIN.match(text, end):
            element = _ELEMENT.match(text, join.end())
            if element is None or bool(element["committee"]) != committee:
                break
            if headed and element["article"] and element.start("article") == join.end():
                break
            if _ORGANISE.match(text, join.end()) or (
                text[join.end()].isupper()
                and not _MINISTRY_LIKE.match(text, join.end())
                and self._name(text, join.end(), DEPTH - 1) > element.end()
            ):
                break
            end = self._element(text, element, later=True)
        return end

    def _element(self, text: str, element: re.Match[str], later: bool = False) -> int:
        """Where one noun of a group ends; a later one of one syllable has no free modifier."""
        end = element.end()
        if field := self._field.match(text, end):
            end = field.end()
        if element["committee"]:
            return self._complement(text, end, DEPTH - 1, any_body=True)
        noun = element["free"]
        free = noun is not None and (" " in noun or not later)
        for _ in range(4):
            if modifier := _MODIFIER.match(text, end):
                end = modifier.end()
            elif (owner := self._complement(text, end, DEPTH - 1)) > end:
                end = owner
            elif free and (words := _FREE_WORDS.match(text, end)):
                end, free = words.end(), False
            else:
                break
        return end

    def _check(self, agency: Agency) -> None:
        for example in agency.examples:
            text = fold(example)
            if not any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the example {example!r}, which is not read as "
                    "one body: add its head to the aliases or correct the example"
                )
        for example in agency.not_examples:
            text = fold(example)
            if any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the counter-example {example!r}, which is "
                    "read as a body: shorten the names that match it or correct the example"
                )
