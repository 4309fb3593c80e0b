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

DEPTH = 4


def _words(listed: str) -> str:
    return alternation([word.strip() for word in listed.replace("\n", " ").split("|")])


# With these a predicate begins, so a name or a common noun's modifier ends before them.
VERBS = _words("""
ban hành|biết|báo cáo|bám sát|bảo đảm|bố trí|chi trả|chuẩn bị|chú trọng|chú ý|chấp hành|chỉ đạo
|chịu trách nhiệm|chủ trì|chủ động|cung cấp|căn cứ|cần|cập nhật|cụ thể hóa|cử|củng cố|cân đối
|duy trì|giúp|giải quyết|gương mẫu|gửi|hoàn chỉnh|hoàn thiện|hoàn thành|huy động|hướng dẫn|hỗ trợ
|khai thác|khuyến khích|khảo sát|khẩn trương|khắc phục|kiên quyết|kiến nghị|kiện toàn|kiểm tra
|kiểm soát|kịp thời|ký|làm|lãnh đạo|lập dự toán|lập kế hoạch|lập danh sách|lồng ghép|mở|nghiêm túc|nghiên cứu|nhận thức|niêm yết|nâng cao
|nắm|nộp|phát huy|phát hiện|phát động|phân công|phê duyệt|phối hợp|phải|phản ánh|phấn đấu|phụ trách
|quan tâm|quyết liệt|quyết định|quán triệt|rà soát|siết chặt|sơ kết|sắp xếp|sớm|tham gia|tham mưu
|theo dõi|thành lập|thông báo|thúc đẩy|thường xuyên|thẩm định|thống nhất|thực hiện|tiếp nhận|tiếp thu
|tiếp tục|tiến hành|triển khai|trực tiếp|tuyên truyền|tuân thủ|tạo điều kiện|tận dụng|tập trung|tổ chức
|tổng hợp|tổng kết|tăng cường|vào cuộc|tháo gỡ|phân bổ|kéo dài|ngăn chặn|lắp đặt|cải thiện|chăm lo|đấu tranh|bảo vệ|tuần tra
|khơi thông|gia cố|tiêm|bàn giao|di dời|sửa chữa|nâng cấp|rút ngắn|cắt giảm|dành|giữ|giảm|tăng|kết nạp
|kết nối|khôi phục|lựa chọn|nhân rộng|phân loại|phổ biến|thanh toán|thiết lập|tích cực|trả lời|trang bị
|tự giác|ứng dụng|xóa|xác nhận|cam kết|chấn chỉnh|chỉnh trang|giải ngân|giới thiệu|hạn chế|học tập|tiếp
|đi đầu|chống|thu hồi|mua sắm|vận động|vận hành|xem xét|xây dựng|xác định|xử lý|yêu cầu
|áp dụng|ưu tiên|đánh giá|đôn đốc|đăng ký|đăng tải|đưa|đảm bảo|đảm nhận|đẩy mạnh|đẩy nhanh|đề nghị
|đề xuất|định hướng|định kỳ|đối chiếu|đổi mới|công bố|công khai|không|hằng""") + (
    r"|(?<!chương )(?<!công )(?<!quy )(?<!quá )trình|giao(?! thông| dịch| lưu| tiếp)|hàng (?:năm|tháng|quý|tuần)"
).replace(" ", r"\ ")
_STOP = _words("""
để|theo|trên|tại|về|từ|với|và|hoặc|cùng|đã|đang|sẽ|được|bị|là|có|khi|nhằm|do|bằng|nếu|mà|như|trong|thì|vì
|qua|đến|trước|sau|các|những|nhất là|đặc biệt|cho|của|nêu|này|đó|ngày|cũng|thuộc|gồm|hiện|còn|vẫn|mỗi|từng|mọi""")
_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # noqa: RUF001
_CAPITAL = rf"[{_UPPER}][\w&]*"
_LOWER = rf"(?![{_UPPER}])(?!(?:{VERBS}|{_STOP})\b)[^\W\d_]+"
_WORD = rf"(?:{_CAPITAL}|{_LOWER})"

# Heads that take a body as complement ("Giám đốc Sở Y tế").
_PERSON = _words("""
Bộ trưởng|Thứ trưởng|Phó Chủ nhiệm|Chủ nhiệm|Phó Chủ tịch|Chủ tịch|Phó Giám đốc|Tổng Giám đốc
|Giám đốc|Thủ trưởng|Người đứng đầu|Chánh án|Chánh|Viện trưởng|Trưởng|Cục trưởng|Vụ trưởng
|Tổng cục trưởng|Chi cục trưởng|Hiệu trưởng|Trưởng ban|Phó Bí thư|Bí thư|Chỉ huy trưởng|Thống đốc|Tổng Thanh tra
|Tổng Kiểm toán|Tư lệnh|Lãnh đạo|Tập thể|Ban Giám đốc|Ban Giám hiệu|Ủy viên|Tổng Biên tập""")
_OFFICE = _words("Văn phòng|Hội đồng thành viên|Ban Thường trực|Bộ phận thường trực|Các Ban")
# Heads whose complement is a phrase in small letters ("Ban Chỉ đạo phòng thủ dân sự quốc gia").
_OPEN = _words("""
Ban Chỉ đạo|BCĐ|Ban Chỉ huy|Ban Quản lý|BQL|Ban Điều phối|Tổ công tác|Tổ giúp việc|Đoàn công tác
|Tiểu ban|Hội đồng|Ủy ban|Quỹ|Trung tâm|Ban|Đội|Nhà máy|Ban Quản trị|Ban soạn thảo""")
# Heads whose complement is written in capitals ("Vụ Pháp chế").
_CLOSED = _words("""
Bộ|Sở|Cục|Vụ|Viện|Trường|Học viện|Đại học|Trường Đại học|Trường Cao đẳng|Chi cục|Phòng|Tổng cục
|Tổng công ty|Công ty|Tập đoàn|Hội|Hiệp hội|Liên hiệp|Liên đoàn|Liên minh|Báo|Đài|Ngân hàng|Tạp chí
|Nhà xuất bản|Bệnh viện|Trạm|Bưu điện|Viễn thông|Tổ|Binh đoàn|Quân khu|Quân đoàn|Quân chủng|Bộ Tư lệnh|Đoàn|Cảng vụ|Hải quan|Khối
|Thanh tra|Thư viện|Bảo tàng|Đảng ủy|Thuế""")
_ALONE = re.compile(rf"(?:Bộ|Sở|Công ty|Ban Chỉ đạo|Tổ công tác|Hội đồng|Hiệu trưởng|Bộ trưởng|Ban Giám đốc)(?=[,.;:)]|$|\ (?:{VERBS})\b)")

# Common nouns that make groups: some are followed by a free modifier, some never.
_FREE = _words("""
cơ quan|đơn vị|tổ chức|doanh nghiệp|lực lượng|cơ sở|trường|nhà trường|học viện|viện|trung tâm|bệnh viện
|hội|hiệp hội|công ty|tập đoàn|tổng công ty|ngân hàng|hợp tác xã|nhà thầu|nhà đầu tư|chủ dự án
|tiểu dự án|đô thị|lực lượng vũ trang|ban quản lý|bộ phận|ngành|thành viên|tổ công tác|đoàn công tác|chủ rừng|phòng|ban
|cục|vụ|sở|hộ|tổ chức thành viên|chủ cơ sở|tổ chức chính trị - xã hội|trường học|trường đại học""")
_FIXED = _words("""
cấp ủy|tổ chức đảng|tổ chức cơ sở đảng|chính quyền|đoàn thể|cấp|bộ|địa phương|cá nhân|hộ gia đình
|hộ kinh doanh|người đứng đầu|cấp ủy viên|cán bộ|đảng viên|công chức|viên chức|người lao động|giảng viên
|giáo viên|hội viên|đoàn viên|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|ban đảng
|ban xây dựng đảng|quân đội|công an|dân quân tự vệ|thanh niên|phụ nữ|mặt trận|hội đoàn thể|nhân dân
|chi bộ|đảng bộ|tổng cục|cấp bộ Đoàn|HTX|chủ đầu tư|chủ mỏ|trạm y tế|kiểm lâm|thôn|tổ dân phố""")
_COMMITTEE = r"(?:tỉnh|thành|huyện|thị|quận|đảng|chi)\ ủy(?!\ viên)"
_WITHOUT_ARTICLE = _words("""
cấp ủy|chính quyền|cơ quan|đơn vị|địa phương|tổ chức đảng|doanh nghiệp|lực lượng|ngành|người đứng đầu
|cán bộ|chủ đầu tư|đoàn thể|cấp có thẩm quyền|cấp thẩm quyền|nhà trường|tổ chức, cá nhân|chủ dự án
|cơ sở đào tạo|cơ sở giáo dục|hội phụ nữ|đoàn thanh niên|cấp trên|ban quản lý|chủ mỏ|trạm y tế|kiểm lâm""")
_ARTICLE = r"(?:tất\ cả\ (?:các\ )?|toàn\ thể\ |các\ |từng\ |mỗi\ |mọi\ )"

_UNIT = r"""(?:(?i:tỉnh|huyện)(?!\ (?:ủy|đoàn|lỵ))|(?i:thành\ phố|quận|thị\ xã|thị\ trấn|phường|đặc\ khu
    |khu\ phố|thủ\ đô)|TP\b\.?|(?i:xã)(?!\ hội))"""
_PLACE_NAME = rf"(?:[{_UPPER}][^\W\d_]+(?:\ (?:-\ )?[{_UPPER}][^\W\d_]+){{1,4}}|Huế|Vinh)"
_RELATED = r"(?:(?:có\ )?liên\ quan|nêu\ trên|nói\ trên|khác|cùng\ cấp)\b"
_PLACE = re.compile(rf"""
    \ (?P<link>(?:của|thuộc|tại|trên\ địa\ bàn|trong|ở)\ )?
    (?: (?i:(?:các|từng|mỗi|toàn)\ )? {_UNIT}
        (?:(?:,\ |\ và\ |\ hoặc\ |/)(?:các\ )?{_UNIT}){{0,6}}
        (?::?\ (?:từ\ )?(?P<name>{_PLACE_NAME}))? (?:\ đến\ {_PLACE_NAME})?
        (?:\ trực\ thuộc\ (?:(?i:Trung\ ương)|TW))? (?::\ {_PLACE_NAME})?
      | (?i:cấp\ (?:tỉnh|huyện|xã|cơ\ sở|trên|dưới))(?:(?:,\ |\ và\ |/)(?:cấp\ )?(?:huyện|xã)){{0,2}}
      | (?:địa\ phương\ |Đảng\ |đảng\ )?các\ cấp | (?i:trung\ ương) | (?i:quốc\ gia)
      | (?:đảng\ bộ\ )?trực\ thuộc(?:\ (?i:trung\ ương|tỉnh\ ủy|thành\ ủy|tỉnh|thành\ phố|Bộ|Chính\ phủ))?
      | khu\ vực(?:\ [IVX\d]+)? | cùng\ cấp | Việt\ Nam | địa\ phương | cơ\ sở | cấp\ ủy(?:\ các\ cấp)?
    )\b
    (?:\ {_RELATED})?""", re.VERBOSE)
_MORE_PLACES = re.compile(rf"(?:,\ |\ và\ )(?P<name>{_PLACE_NAME})", re.VERBOSE)

_ANY_HEAD = rf"(?:{_CLOSED}|{_OPEN}|{_PERSON}|{_OFFICE}|UBND|HĐND|Công\ an|Tỉnh\ ủy|Mặt\ trận)\b"
_PHRASE = rf"(?:\ (?!{_ANY_HEAD}){_CAPITAL}|\ {_LOWER}|\ \d+)"
_OPEN_NAME = re.compile(rf"""
    (?: \ (?:về|thực\ hiện(?=\ (?:[{_UPPER}]|các|cuộc|công))|xây\ dựng|phát\ triển|[Pp]hòng,\ chống|chống)
        (?:\ \w+){{1,3}}
      | {_PHRASE}) {_PHRASE}{{0,4}}
    (?:(?:,\ (?!{_UNIT})|\ và\ (?!các)|\ -\ )(?!{_ANY_HEAD}){_WORD}{_PHRASE}{{0,4}}){{0,3}}""", re.VERBOSE)
_CLOSED_NAME = re.compile(rf"""
    \ {_CAPITAL}(?:\ {_LOWER}){{0,2}}(?:\ (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_LOWER}){{0,2}}){{0,5}}
    (?:(?:\ và\ |\ -\ |,\ (?=[{_UPPER}][^,;.:()]{{1,40}}\ và\ [{_UPPER}]))
       (?!{_ANY_HEAD}){_CAPITAL}(?:\ {_WORD}){{0,4}}){{0,3}}
    |\ \d+\b""", re.VERBOSE)
_SUPERIOR = re.compile(
    r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\ ủy|Chính\ phủ|Quốc\ hội|Tỉnh\ đoàn|UBND|HĐND|Ủy\ ban\ nhân|Hội\ đồng\ nhân",
    re.VERBOSE,
)
_NEXT_TITLE = re.compile(rf",\ (?=[{_UPPER}])", re.VERBOSE)
_NOT_LOWER = re.compile(r"lãnh đạo|trưởng|chánh|tập thể")
_OWN_BODY = re.compile(r"\ (?:Bộ|Sở|Cục|Vụ|Ban|Viện|Trường|Công\ ty|đơn\ vị|thôn|chi\ bộ)\b", re.VERBOSE)
_HEADS_OF_MINISTRIES = re.compile(
    r"(?:Thủ\ trưởng\ )?(?:các\ )?cơ\ quan\ (?:ngang|thuộc|trực\ thuộc)\b", re.VERBOSE | re.IGNORECASE
)
_PLURAL = re.compile(r"các\ (?:Bộ|Sở)(?=:?\ )", re.VERBOSE | re.IGNORECASE)
_LINK = re.compile(r"\ (?P<of>(?:của|thuộc|trực\ thuộc)\ )?", re.VERBOSE)
_HUMAN_NAME = re.compile(rf"\ (?!(?:{_PERSON}|{_CLOSED})\b)[{_UPPER}]\w+(?:\ [{_UPPER}]\w+){{1,3}}", re.VERBOSE)

_MODIFIER = re.compile(rf"""
    \ (?: {_RELATED}|chức\ năng|chuyên\ môn|(?:có\ )?thẩm\ quyền|ngang\ [Bb]ộ|đương\ nhiệm|Đảng|đảng|còn\ lại
      | chính\ trị\ ?-\ ?xã\ hội(?:\ ?-\ ?nghề\ nghiệp)?|cơ\ sở|tham\ mưu,\ (?:giúp\ việc|quản\ lý\ nhà\ nước)|trực\ tiếp\ liên\ quan
      | (?:thông\ tấn,\ )?báo\ chí(?:,\ (?:phát\ thanh|truyền\ hình)){{0,2}}
      | quản\ lý\ nhà\ nước|thuộc\ Chính\ phủ|trực\ thuộc(?:\ (?:Chính\ phủ|Tỉnh\ ủy|Thành\ ủy|(?i:Trung\ ương)|Bộ))?
      | chủ\ trì\ thực\ hiện\ nhiệm\ vụ
      | (?:đã\ )?được\ (?:giao|phân\ công)(?:\ (?!(?:theo|có|căn|phải|cần|lập|khẩn|trên|báo)\b)\w+){{0,8}}
    )(?!\w)""", re.VERBOSE)
_FREE_WORDS = re.compile(rf"(?:\ {_LOWER}){{1,5}}", re.VERBOSE)
_GROUP_JOIN = re.compile(r",\ |\ và\ |\ hoặc\ |/|\ -\ ", re.VERBOSE)
_ELEMENT = re.compile(rf"""
    (?P<article>{_ARTICLE})?(?:đồng\ chí\ )?(?:(?:thủ\ trưởng|lãnh\ đạo|tập\ thể)\ )?(?:{_ARTICLE})?
    (?: (?P<committee>{_COMMITTEE})|(?P<fixed>{_FIXED})|(?P<free>{_FREE}))
    (?!\w|\ (?:hành|hữu|máy|phận|đội|nghị|họp|đồng|trợ|phát|bách|thiết|nghề|chống|trưởng|hợp|quy|dữ\ liệu|hạ\ tầng|vật\ chất|pháp\ lý)\b)
    """, re.VERBOSE | re.IGNORECASE)
_ARTICLED = re.compile(_ARTICLE, re.VERBOSE | re.IGNORECASE)
_BARE = re.compile(rf"(?:{_WITHOUT_ARTICLE})(?!\w)", re.IGNORECASE)
_VERB_TOO = re.compile(rf"tổ\ chức(?=\ (?:{VERBS}|họp|các|lễ|học|thi|tốt|lại|ít|ra|hội\ nghị|cho)\b)", re.VERBOSE)

_LOWER_OK = frozenset("sở ủy hội ban đảng tỉnh thành huyện thị chi tòa viện bộ đoàn liên cục công".split())
_INSIDE = re.compile(r"(?:cơ|cán|nội|toàn|xã|đại|liên bộ|biên|trưởng|phó|trụ|học|quân|tiểu|nhà|giám|lãnh)\ $", re.IGNORECASE)
_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+")


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
    place = _PLACE.match(" " + text[at : at + 120])
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
        named: dict[str, list[str]] = defaultdict(list)
        fields: set[str] = set()
        for agency in lexicon.agencies:
            for name in (agency.name, *agency.aliases):
                key = fold(name).lower()
                self._canonical[key] = agency.name
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
        field = alternation(sorted(fields))
        self._field_list = re.compile(rf"(?::\ |\ )(?P<field>{field})(?!\w)", re.VERBOSE | re.IGNORECASE)
        self._more_fields = re.compile(rf"(?:,\ |\ và\ |;\ )(?P<name>{field})(?!\w)", re.VERBOSE)
        self._heads = re.compile(
            rf"(?:(?P<person>{_PERSON})|(?P<office>{_OFFICE})|(?P<open>(?!Ban\ hành)(?:{_OPEN}))|(?P<closed>{_CLOSED}))\b"
        )
        self._province = re.compile(
            rf"\ (?:{alternation([fold(p.name) for p in lexicon.provinces])})\b", re.VERBOSE
        )
        self._persons = re.compile(rf"(?:{_PERSON})\b", re.IGNORECASE)
        for agency in lexicon.agencies:
            self._check(agency)

    def find(self, text: str) -> list[Body]:
        """All bodies named in a folded text, in order, none inside another."""
        bodies: list[Body] = []
        at = 0
        for word in _WORDS.finditer(text):
            if word.start() >= at:
                found = list(self._read(text, word.start()))
                bodies += found
                at = found[-1].end if found else at
        return bodies

    def _read(self, text: str, at: int) -> Iterator[Body]:
        """The bodies that begin here: none, one, or a list whose head is said once."""
        if text[at].islower() and _INSIDE.search(text, max(0, at - 8), at):
            return
        named, grouped, placed = self._name(text, at), self._group(text, at), _place_name(text, at)
        if end := max(named, grouped, placed):
            group = grouped == end > named
            bare = (end > named or text[at:end].islower()) and not _ARTICLED.match(text, at)
            yield self._body(text, at, end, group, bare)
            yield from self._rest(text, at, end)
        elif alone := _ALONE.match(text, at):
            yield Body(at, alone.end(), None, bare=True)

    def _rest(self, text: str, start: int, at: int) -> Iterator[Body]:
        """After "các Bộ: Quốc phòng" or "các huyện A" the further names are bodies too."""
        head = text[start:at]
        if self._field_list.search(head) and re.search(r"\bcác\ (?:Bộ|Sở)", head, re.IGNORECASE):
            more = self._more_fields
        elif re.search(rf"(?i:các)\ {_UNIT}.*:?\ {_PLACE_NAME}$", head, re.VERBOSE):
            more = _MORE_PLACES
        else:
            return
        while name := more.match(text, at):
            if more is _MORE_PLACES and self._name(text, name.start("name")):
                break
            at = name.end()
            yield Body(name.start("name"), at, None)

    def _body(self, text: str, start: int, end: int, group: bool = False, bare: bool = False) -> Body:
        return Body(start, end, self._agency(text[start:end], group), group, bare)

    def _agency(self, name: str, group: bool) -> str | None:
        """The canonical name: the lexicon's, or the name as written with its known parts spelt out."""
        known = self._canonical.get(name.lower())
        if known or group:
            return known
        parts = []
        at = 0
        for word in _WORDS.finditer(name):
            if word.start() >= at and (end := self._known(name, word.start())):
                parts += [name[at : word.start()], self._canonical[name[word.start() : end].lower()]]
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
            or word.group() not in _LOWER_OK
            or (match.group() == "công an" and not _PLACE.match(text, match.end()))
        ):
            return 0
        return match.end()

    def _name(self, text: str, at: int, depth: int = 0) -> int:
        """Where a proper name of a body that begins here ends; 0 if none does."""
        if depth > DEPTH:
            return 0
        known = self._known(text, at)
        head = self._heads.match(text, at)
        if head and head.end() == known and (end := self._headed(text, at, depth)):
            return end
        if known:
            party = text[at:known].lower() in self._committees
            end = self._complement(text, known, depth, any_body=party)
            person = _HUMAN_NAME.match(text, end) if self._is_person(text[at:known]) else None
            known = person.end() if person else end
            return known if known - at > len("Thuế") or text[at:known].isupper() else 0
        return self._headed(text, at, depth)

    @staticmethod
    def _is_person(name: str) -> bool:
        return "thủ tướng" in name.lower()

    def _headed(self, text: str, at: int, depth: int) -> int:
        head = self._heads.match(text, at)
        if head is None:
            person = self._persons.match(text, at)
            if person is None or (_NOT_LOWER.fullmatch(person.group()) and not text.endswith("chí ", 0, at)):
                return 0
            return self._person(text, person.end(), depth)
        if head["person"]:
            return self._person(text, head.end(), depth)
        if head["office"]:
            end = self._complement(text, head.end(), depth, any_body=True)
            if end == head.end() and (own := _OWN_BODY.match(text, end)):
                return own.end()
            return end if end > head.end() or head["office"] == "Văn phòng" else 0
        named = (_OPEN_NAME if head["open"] else _CLOSED_NAME).match(text, head.end())
        if named is None:
            end = self._complement(text, head.end(), depth)
            return end if end > head.end() else 0
        return self._complement(text, named.end(), depth)

    def _person(self, text: str, at: int, depth: int) -> int:
        """Where an office ends whose title ends ``at``; 0 where it names no body."""
        while (other := _NEXT_TITLE.match(text, at)) and (
            title := self._persons.match(text, other.end())
        ):
            at = title.end()
        link = _LINK.match(text, at)
        if link is None:
            return 0
        plural = _PLURAL.match(text, link.end())
        if plural and (listed := self._field_list.match(text, plural.end())):
            return listed.end()
        end = self._name(text, link.end(), depth + 1)
        if not end or text[link.end()].islower():
            end = max(end, self._group(text, link.end(), headed=True))
        if not end:
            place = _PLACE.match(text, at) or _OWN_BODY.match(text, at)
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
            if not end and link["of"] and (own := _OWN_BODY.match(text, link.end() - 1)):
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
        while join := _GROUP_JOIN.match(text, end):
            element = _ELEMENT.match(text, join.end())
            if element is None or bool(element["committee"]) != committee:
                break
            if headed and element["article"] and element.start("article") == join.end():
                break
            if _VERB_TOO.match(text, join.end()) or (
                text[join.end()].isupper()
                and not _HEADS_OF_MINISTRIES.match(text, join.end())
                and self._name(text, join.end(), DEPTH - 1) > element.end()
            ):
                break
            end = self._element(text, element)
        return end

    def _element(self, text: str, element: re.Match[str]) -> int:
        end = element.end()
        if field := self._field_list.match(text, end):
            end = field.end()
        if element["committee"]:
            return self._complement(text, end, DEPTH - 1, any_body=True)
        for _ in range(4):
            if modifier := _MODIFIER.match(text, end):
                end = modifier.end()
            elif (owner := self._complement(text, end, DEPTH - 1)) > end:
                end = owner
            elif element["free"] and (words := _FREE_WORDS.match(text, end)):
                end = words.end()
            else:
                break
        return end

    def _check(self, agency: Agency) -> None:
        for example in agency.examples:
            text = fold(example)
            if not any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the example {example!r}, which is not read as one body: "
                    "add its head to the aliases or correct the example"
                )
        for example in agency.not_examples:
            text = fold(example)
            if any(b.start == 0 and b.end == len(text) for b in self.find(text)):
                raise LexiconError(
                    f"the agency {agency.id!r} has the counter-example {example!r}, which is read as a body"
                )
