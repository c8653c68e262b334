"""The allow-list: the only tags, attributes and addresses that reach the staff site."""

import re

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "del",
        "sub",
        "summary",
        "sup",
        "time",
    ]
)
BLOCK = frozenset(
    [
        "article",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h3",
        "h4",
        "h5",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
# A small drawing (views/charts/svg.py): lines and words, nothing that runs, loads or refers.
DRAWING = frozenset(["svg", "path", "text"])
FACE_TAGS = INLINE | BLOCK | DRAWING
# The notebook's own prose, which is ours and not a team's, also has the page's headings.
PROSE_TAGS = FACE_TAGS | {"h1", "h2", "pre"}
# What only the frame of a page is made of (templates/html/base.html.j2).
FRAME_TAGS = frozenset(
    ["html", "head", "title", "meta", "link", "style", "body", "header", "footer", "main", "nav"]
)

_ANYWHERE = frozenset(
    [
        "class",
        "id",
        "lang",
        "dir",
        "role",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "aria-current",
    ]
)
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "li": {"data-phase", "value"},
    "ol": {"start"},
    "path": {"d"},
    "svg": {"viewbox"},
    "span": {"data-told"},  # taken away by disclosed.py, once it is as the plan has it
    "text": {"x", "y"},
    "td": {"headers", "colspan", "rowspan", "data-told"},
    "th": {"scope", "headers", "colspan", "rowspan", "abbr"},
    "time": {"datetime"},
}
_VALUES = {
    "class": re.compile(r"[A-Za-z0-9 _-]*"),
    "id": re.compile(r"[A-Za-z][A-Za-z0-9_.-]*"),
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "role": re.compile(r"group|img|list|listitem|note|presentation|none"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "width": re.compile(r"\d{1,5}"),
    "height": re.compile(r"\d{1,5}"),
    "colspan": re.compile(r"\d{1,3}"),
    "rowspan": re.compile(r"\d{1,3}"),
    "start": re.compile(r"-?\d{1,5}"),
    "value": re.compile(r"-?\d{1,5}"),
    "open": re.compile(r"(open)?"),
    "viewbox": re.compile(r"0 0 \d{1,4} \d{1,4}"),
    "d": re.compile(r"([MLh]-?\d{1,5}( -?\d{1,5})*)+"),
    **dict.fromkeys(("x", "y"), re.compile(r"-?\d{1,5}")),
}
# A step inside the site: no scheme, no server, no root, no query, nothing a browser would unescape.
_INSIDE = re.compile(r"(?!/)[A-Za-z0-9_./-]*(#[A-Za-z0-9_.-]+)?")


def attribute_is_allowed(tag: str, name: str) -> bool:
    """Whether this tag may carry this attribute at all."""
    return name in _ANYWHERE or name in _ATTRIBUTES.get(tag, ())


def value_is_allowed(name: str, value: str) -> bool:
    """Whether an attribute's value has the form it must have."""
    return name not in _VALUES or bool(_VALUES[name].fullmatch(value))


def stays_inside(address: str) -> bool:
    """Whether a link leads to this site and nowhere else.

    >>> stays_inside("../../oak/slt/1-analyze.html#gaps"), stays_inside("#gaps")
    (True, True)
    >>> stays_inside("//evil.example/x"), stays_inside("javascript:alert(1)"), stays_inside("/etc/passwd")
    (False, False, False)
    """
    return bool(address) and bool(_INSIDE.fullmatch(address))
