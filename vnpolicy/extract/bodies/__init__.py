"""The names of bodies: a grammar of heads and their complements, with the lexicon's names in it.

"Bộ Văn hóa, Thể thao và Du lịch" is one body, "Bộ Tài chính, Bộ Nội vụ" are two, "các cấp, các
ngành, địa phương" is one group. The grammar only says where a body is named; whether it is told
to do something is decided in ``assignments``.
"""

from vnpolicy.extract.bodies.grammar import Body, BodyGrammar

__all__ = ["Body", "BodyGrammar"]
