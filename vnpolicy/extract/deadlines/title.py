"""The time that a document's title says it is about, as a deadline that its items inherit."""

from __future__ import annotations

from vnpolicy.analysis import Deadline, Header
from vnpolicy.extract.calendar import period_of
from vnpolicy.extract.deadlines.reading import flags_of
from vnpolicy.text import Passage, Source


def title_period(source: Source, header: Header) -> Deadline | None:
    """The period that the title of ``header`` names, in the year of the document if it leaves it out.

    >>> from vnpolicy import analyze
    >>> title = "KẾT LUẬN\\nvề nhiệm vụ trọng tâm quý II/2026\\n\\n1. Sở Y tế phòng, chống dịch bệnh."
    >>> period = analyze(title).header.period
    >>> period.plain, period.begin.isoformat(), period.due.isoformat()
    ('quý II/2026', '2026-04-01', '2026-06-30')
    """
    if header.title is None:
        return None
    passage = Passage.of(source, *source.locate(*header.spans["title"]))
    period = period_of(passage.folded, header.anchor_date)
    if period is None:
        return None
    a, b, stretch = period
    start, end = passage.span(a, b)
    flags = flags_of(stretch)
    return Deadline(
        start=start,
        end=end,
        text=passage.slice(a, b),
        plain=passage.plain[a:b],
        rule="deadline.title",
        flags=flags,
        kind="period",
        boundary="in",
        begin=stretch.first,
        due=stretch.last,
        latest=stretch.last,
        grain=stretch.grain,
        timex=stretch.timex,
        anchor=header.anchor if "year_inferred" in flags else None,
    )
