"""Ids that become folders and file names: what is allowed, and why something is not."""

import re
import unicodedata

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QUARTER_PATTERN = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
ID_LENGTH = 60  # leaves room for folder and page below Windows' limit of 260 characters in a path
ID_ALLOWED = f"small letters a–z, digits and single hyphens between them, at most {ID_LENGTH} characters"
# Device names that Windows refuses as file names, whatever their ending (Microsoft, “Naming Files”).
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def is_id(text: str, pattern: re.Pattern[str] = ID_PATTERN) -> bool:
    """Whether a text may serve as an id.

    >>> is_id("grade-3"), is_id("Grade 3"), is_id("../up"), is_id("con")
    (True, False, False, False)
    """
    return len(text) <= ID_LENGTH and bool(pattern.fullmatch(text)) and text.lower() not in _RESERVED


def suggest_id(text: str) -> str:
    """An id made from a name, for a message or a proposal.

    >>> suggest_id("Señora Peña's Grade 3")
    'senora-penas-grade-3'
    >>> suggest_id("Grades K–1")
    'grades-k-1'
    """
    text = re.sub(r"[\u2010-\u2015]", "-", text)  # dashes of every length
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")
    return made if is_id(made) else f"{made or 'team'}-1"
