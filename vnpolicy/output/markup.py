"""What all HTML of the library shares: escaping, the page around a body, the look of text and tables."""

from __future__ import annotations

from html import escape

STYLE = """
.vnp{font:14px/1.5 "Segoe UI","Noto Sans",Roboto,Helvetica,Arial,sans-serif;color:#1b1f24;background:#fff}
.vnp{padding:12px 16px;max-width:62rem;border:1px solid #d0d7de;border-radius:6px}
.vnp h3{margin:.1rem 0 .3rem;font-size:17px;font-weight:600}
.vnp h4{margin:1rem 0 .2rem;font-size:14px;font-weight:600}
.vnp table{border-collapse:collapse;font-size:13px;margin:.3rem 0;background:#fff;color:#1b1f24}
.vnp th,.vnp td{padding:2px 10px 2px 0;text-align:left!important;vertical-align:top;border:0}
.vnp th,.vnp td{background:#fff;color:inherit}.vnp th{color:#57606a;font-weight:500}
.vnp .meta{font-size:12px;color:#57606a}
.vnp mark{padding:1px 2px;border-radius:3px;color:inherit}
.vnp details{margin-top:.4rem}.vnp summary{cursor:pointer;color:#0969da}
"""


def safe(text: str) -> str:
    """Escaped, with what no UTF-8 page can hold replaced.

    >>> safe("<b> & \\ud800")
    '&lt;b&gt; &amp; ?'
    """
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def page(title: str, body: str, style: str) -> str:
    """A page of its own, without scripts and without anything from outside; ``body`` is HTML."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{safe(title)}</title><style>body{{margin:24px;background:#fff}}{style}</style></head>"
        f"<body>{body}</body></html>"
    )
