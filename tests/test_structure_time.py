"""Structure takes time in proportion to the text, whatever the text."""

from __future__ import annotations

import time

import pytest

from vnpolicy import Analyzer, InputError

ANALYZER = Analyzer(only=("deadlines",))
HOSTILE = {
    "lines in small letters": "tập trung chỉ đạo rà soát các việc\n",
    "lines in capitals": "TẬP TRUNG,\n",
    "open brackets": "(việc ( việc\n",
    "open emphasis": "**Đậm\n",
    "glued bold runs": "xong:**1. Tập trung** **2. Đ**",
    "brackets that count": "x (1)\n(3) y\n",
    "nested lists": "a) việc:\n- việc:\n+ việc:\n",
    "lists that start again": "1. việc:\n",
    "headings": "I. VIỆC\n",
    "articles": "Điều 1. 1. Việc\n",
    "points": "(1) việc; một là, việc; ",
    "cue words": "phòng, chống tuy nhiên, chưa đã phải ",
    "a label": "a: ",
    "bars": "|\n",
    "bars and blank lines": "|\n\n\n\n\n",
    "cells": "|\nSTT\n|\nNhiệm vụ\n",
    "table heads": "STT | Nội dung | Chủ trì | Thời hạn\n",
    "aligned columns": "     a     b     c\n",
    "tabs": "\tb\tc\n",
    "letterheads": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/QĐ-UBND\nTM. ỦY BAN\n",
    "metadata": "Số hiệu\nNgày ban hành: 1/1/2026\n",
    "trailers": "Nguồn: x\n",
    "an introduction": "toàn văn nội dung kết luận như sau ",
    "annex notes": "(Kèm theo Quyết định số 1/QĐ-UBND ngày 1/1/2024)\n",
    "titles": "NGHỊ QUYẾT về việc\n",
    "addressees": "Kính gửi: Sở\n- Sở\n",
    "running heads": "- 2 -\n12/QĐ-UBND\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        """The least of three runs, in CPU time: what others do on the machine only adds."""
        runs = []
        for _ in range(3):
            start = time.process_time()
            try:
                ANALYZER.analyze(piece * (size // len(piece)))
            except InputError:
                pytest.skip("refused")
            runs.append(time.process_time() - start)
        return min(runs)

    seconds(1000)
    assert seconds(48_000) < 24 * max(seconds(6_000), 0.01)
