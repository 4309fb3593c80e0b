"""The words that name what a target measures.

Behind the number where a noun follows that it counts or is a share of ("100% hồ sơ đúng hạn", "21 xã
đạt chuẩn"), else before it ("tỷ lệ hộ nghèo còn 2%"). What is done to people or places is named by
the deed ("kết nạp 40 đảng viên", "kiểm tra chuyên đề tại 4 chi bộ").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnpolicy.analysis import Indicator, Target
from vnpolicy.extract.targets.candidate import Candidate
from vnpolicy.extract.targets.cues import Cue, Place
from vnpolicy.extract.targets.surroundings import Surroundings
from vnpolicy.text import Passage

# Words that are no part of the name where they begin or end the stretch before the number.
_LEAD = re.compile(
    r"""(?ix)(?:(?:phấn\sđấu|duy\strì|giữ(?:\svững)?|ổn\sđịnh|bảo\sđảm|đảm\sbảo|tiết\skiệm|tinh\sgiản|kiềm\schế
        |kiểm\ssoát|cắt\sgiảm|rà\ssoát|trong\sđó|giảm|nâng|kéo|đưa|hạ|và|để|đến|hết|cuối|năm|quý|tháng|vào|cắt|ngay
        |mỗi|hằng|hàng|phải|riêng|trong|[^\W\d_]|\S*[^\w\s]\S*[0-9]\S*|[0-9]\S*|[^\w\s]+)(?:[\s,]+|\Z))+"""
)
_TRAIL = re.compile(
    r"""(?ix)(?:(?:\A|[\s,;:(+-]+)(?:phấn\sđấu|dự\skiến|ổn\sđịnh|ước|đạt|còn|xuống|lên|mức|ở|chiếm|là|đến|năm|vào|có|khoảng
        |từ|hết|cuối|trong|phải|cho|tại|nằm|thuộc|vượt|thêm|mỗi|đủ|được|xong|bằng|chỉ(?=\s(?:còn|có))|[0-9]\S*|[^\w\s]+))+
        [\s,;:(+-]*\Z"""
)
_OFTEN = r"(?:hằng|hàng) (?:năm|tháng|quý|tuần|ngày)"
_GROWTH = re.compile(rf"(?i)(?:(?:\A|[\s,]+)(?:tăng|giảm|gấp|hạ|bình quân|trung bình|{_OFTEN}|trong))+[\s,]*\Z")
_MEAN = re.compile(rf"(?i)bình quân|{_OFTEN}")
# Places and comparisons name no measure; what it is measured by is no part of its name.
_SCOPE = re.compile(r"(?i)(?:toàn|cả) [^\W\d_]+$|(?:tại|ở|trong|vào|cho|với|của|so) ")
_CRITERION = re.compile(r" theo (?:chuẩn|tiêu chí) ")
_ENDS = re.compile(
    r"""(?ix)
    [;:.](?:\s|$) | [()\ue000]
    | ,\s(?:trong\sđó|riêng|đặc\sbiệt|nhất\slà|trước\shết|góp|gắn|tỷ\slệ|kết\s(?:thúc|nối)|báo\scáo|gửi|trình|đóng
        |chấm\sdứt|thời\shạn|không|tránh|lập|hạn\schế|rút|sớm|đi\sđôi|trực\stiếp|phạt|nhận|ưu\stiên|phấn\sđấu
        |bảo\sđảm)\b
    | \s(?:vào|đến|trong|từ|trước)\s(?:hết\s|cuối\s)?(?:năm|quý|tháng|giai\sđoạn|ngày|giờ)\b
    | \s(?:chậm\snhất|hằng\snăm|hàng\snăm|mỗi|trước\s[0-9]|so\svới|so\scùng)\b
    | \stheo\s(?:\ue000|lộ\strình|quy\sđịnh|phương\sthức|tinh\sthần|cơ\schế|kế\shoạch|chương\strình|đúng|yêu\scầu
        |chỉ\sđạo|quyết\sđịnh|luật)
    | \s(?:để|nhằm|làm\scơ\ssở)\b
    | (?:,|\svà)\s(?=(?:[^\W\d_]+\s){0,2}[0-9])
    """
)
# What opens no name of a share or of what is counted.
_NO_THING = (
    "vào|trong|so|đến|từ|trở|theo|và|để|với|trước|mỗi|hằng|hàng|như|nhằm|bằng|năm|giai|cả|này|chậm|(?:số|tổng số) này"
)
_NO_NAME = re.compile(rf'(?i) (?:{_NO_THING}|tại|ở|trên|của|cho)\b|(?! ["*]*[^\W\d_])')
_NO_MORE = re.compile(rf'(?i) (?:{_NO_THING})\b|(?! ["*]*[^\W\d_])')
_IS = re.compile(r" là\b")
_ABOUT = re.compile(r"(?i)(?: [^\W\d_]+,?){0,4}? về ")
_DOES: tuple[Cue, ...] = ("finishes", "works", "produces", "lowers", "raises")
_LEVEL: tuple[Cue, ...] = ("level", "attains", "reaches", "keeps")
_JOINT = re.compile(r",\s|\svà\s")
_PASSIVE = re.compile(r"(?i)\b(?:được|(?<!chuẩn )(?<!thiết )bị|phải|có)\b[^,;]*(?:,|\Z)")
_ASIDE = re.compile(r"\([^()]{0,120}\)\s?(?:[^\W\d_]+\s){0,2}\Z")
# Who is to act, at the head of a sentence.
_AGENT = re.compile(
    r"(?:riêng )?(?:[ỦU]y ban|UBND|HĐND|Sở|Ban|Phòng|Bộ|Đảng|Công an|Trung tâm|Các|Trạm|Chi cục|Cục|Hội|Đoàn|Trường"
    r"|Thanh tra|Ngành|Mặt trận|Tham mưu|kiến nghị|phối hợp|[Bb]í thư|[Cc]hủ tịch|[Gg]iám đốc)\b"
)
_TAKEN = "\ue000"
_EACH = ("mỗi ", "từng ")
_PART = ("trong đó", "riêng")
_NEAR = 60
_DANGLING = re.compile(r"(?:[\s,:;.(]|\s(?:cho|của|và|với|tại|ở)\b)*\Z")
_LONGEST = 250
_SHORT = 4  # words of a stretch that cannot be a name without what precedes the comma


def indicator_of(
    passage: Passage, candidate: Candidate, around: Surroundings, found: Sequence[Target]
) -> Indicator | None:
    """The indicator of a target; one without a name of its own shares that of the last one ``found``."""
    before = passage.locate(found[-1].start, found[-1].end)[1] if found else -1
    scene = _Scene(candidate, around, max(around.begin, before), before >= around.begin)
    place = _place(scene)
    if place:
        return _quote(passage, *place)
    return found[-1].indicator if found else None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A candidate among its words; the target before it ends at ``floor`` if it is ``joined`` to it."""

    candidate: Candidate
    around: Surroundings
    floor: int
    joined: bool

    @property
    def text(self) -> str:
        return self.around.reading.text


def _place(scene: _Scene) -> Place | None:
    candidate, around = scene.candidate, scene.around
    kind = candidate.entry.kind
    if kind == "place":
        about = _ABOUT.match(around.after)
        return (around.stop + about.end(), _end(scene)) if about else _before(scene)
    if candidate.entry.name.startswith("% "):
        nearest = _nearest(scene)
        named = nearest is not None and not _is_bare(scene, nearest)
        return nearest if named or scene.joined else (candidate.noun + 1, candidate.noun + len(candidate.unit or ""))
    if kind in ("count", "thing") or (kind == "index" and not around.is_level and around.follows(*_DOES)):
        return _of_count(scene)
    level = _nearest(scene) if around.follows(*_LEVEL) else None
    return level or _behind(scene, _NO_NAME) or _before(scene)


def _of_count(scene: _Scene) -> Place | None:
    """What is counted, or what is done to those who are."""
    candidate, around = scene.candidate, scene.around
    if around.follows("deed", words=1):
        return around.reading.last("deed", around.segment, around.start)
    if around.follows("for", "at"):
        done = _nearest(scene)
        return done if done and not _is_bare(scene, done) else _behind(scene, _NO_MORE) or done
    made = around.follows(*_DOES) and not around.follows(*_LEVEL)
    named = _nearest(scene) if _NO_MORE.match(around.after) and not made else None
    if named and (around.follows(*_LEVEL) or scene.text.count(" ", *named) > 1):
        return named
    return _behind(scene, _NO_MORE) or (candidate.noun, candidate.end)


def _is_bare(scene: _Scene, place: Place) -> bool:
    """Whether a stretch only says that something is done, not what: "hoàn thành", "bố trí, sắp xếp"."""
    return scene.around.reading.consists(*place, *_DOES, "handles")


def _behind(scene: _Scene, nothing: re.Pattern[str]) -> Place | None:
    """The noun behind the number with all that belongs to it; ``nothing`` is what opens none."""
    candidate, after = scene.candidate, scene.around.after
    if nothing.match(after):
        return None
    if candidate.entry.kind in ("count", "thing", "index") and candidate.word not in ("trở lên", "trở xuống"):
        return candidate.noun, _end(scene)
    copula = _IS.match(after)
    return candidate.end + (copula.end() if copula else 0), _end(scene)


def _end(scene: _Scene) -> int:
    """Where the name ends that stands behind the number: at a new verb, time or clause."""
    text, start = scene.text, scene.candidate.end
    stop = _ENDS.search(text, start, scene.around.end)
    end = min(stop.start() if stop else scene.around.end, start + _LONGEST)
    cues: tuple[Cue, ...] = (*_DOES, "measure")
    for joint in _JOINT.finditer(text, start, end):
        if text.find(",", joint.end(), scene.around.following) < 0 and scene.around.following < end:
            return joint.start()
        if scene.around.reading.first(joint.end(), end, *cues) == joint.end() and not _PASSIVE.search(
            text, start, joint.start()
        ):
            return joint.start()
    return end


def _before(scene: _Scene) -> Place | None:
    """The words before the number: those nearest to it, else those of the clause if no target shares its own."""
    nearest = _nearest(scene)
    if nearest or scene.joined:
        return nearest
    for start in scene.around.segments(scene.floor):
        if named := _named(scene, start, scene.candidate.start):
            return named
    return _named(scene, scene.floor, scene.candidate.start)


def _nearest(scene: _Scene) -> Place | None:
    """What is measured right before the number; a short end of a list needs what precedes the comma."""
    around, text = scene.around, scene.text
    end = around.base.start if around.base else scene.candidate.start
    if aside := _ASIDE.search(text, scene.floor, end):
        end = aside.start()
    if measure := around.reading.last("measure", scene.floor, end):
        return _named(scene, measure[0], end)
    last = end
    for start in around.segments(scene.floor):
        if start >= end:
            continue
        words = text[start:last].strip(f" {_TAKEN}")
        first = text.find(words, start)
        if words.startswith(_EACH) or (words.startswith("riêng") and around.follows("lowers", "raises")):
            return None
        verb = around.reading.first(first, last, *_DOES) == first
        passive = _PASSIVE.search(text, max(scene.floor, start - _NEAR), start) is not None
        dated = words != "" and text[start : start + 2].strip().startswith(_TAKEN)
        whole = len(words.split()) > _SHORT or words.startswith(_PART) or dated or (verb and not passive)
        if whole or text[start - 1 : start] != ",":
            return _named(scene, start, end)
        last = start
    return _named(scene, scene.floor, end)


def _named(scene: _Scene, start: int, end: int) -> Place | None:
    """A stretch without what is no part of a name at its ends, and without who is to act."""
    text = scene.text
    start, end = _trimmed(text, start, end)
    if _AGENT.match(text, start):
        start = _act(scene, start, end)
    name = text[start:end]
    if criterion := _CRITERION.search(name):
        end = start + criterion.start()
    if not name or _SCOPE.match(name) or _MEAN.fullmatch(name):
        return None
    return start, end


def _trimmed(text: str, start: int, end: int) -> Place:
    """The stretch without verbs and times; of two words of growth ("tốc độ tăng") something stays."""
    stretch = text[start:end].replace(_TAKEN, " ")
    trail = _TRAIL.search(stretch)
    stretch = stretch[: trail.start()] if trail else stretch.rstrip()
    growth = _GROWTH.search(stretch)
    if growth and (stretch.count(" ", 0, growth.start()) > 1 or " " not in stretch.strip()):
        inner = stretch[: growth.start()]
        again = _TRAIL.search(inner)
        stretch = inner[: again.start()] if again else inner
    lead = _LEAD.match(stretch.lstrip())
    skipped = len(stretch) - len(stretch.lstrip()) + (lead.end() if lead else 0)
    return start + min(skipped, len(stretch)), start + len(stretch)


def _act(scene: _Scene, start: int, end: int) -> int:
    """Where the first verb behind the actor begins; the words of names ("Sở Giáo dục và Đào tạo") are none."""
    verb = scene.around.reading.first(start, end, *_DOES, "deed")
    while verb is not None and not _is_verb(scene.text, start, verb):
        verb = scene.around.reading.first(verb + 1, end, *_DOES, "deed")
    return start if verb is None else verb


def _is_verb(text: str, start: int, verb: int) -> bool:
    """Whether a cue is written as a verb and not as part of a name ("Đào tạo")."""
    before = text[start:verb].split()
    return text[verb].islower() and not (before and before[-1][0].isupper())


def _quote(passage: Passage, start: int, end: int) -> Indicator | None:
    stretch = passage.plain[start:end]
    start += len(stretch) - len(stretch.lstrip(" ,:;.()"))
    end -= len(stretch) - len(_DANGLING.sub("", stretch))
    if start >= end:
        return None
    a, b = passage.span(start, end)
    return Indicator(text=passage.slice(start, end), start=a, end=b)
