"""8: nbconvert: the staff site and its other editions, from faces meant for their readers; the checks."""

from inquiry.publish.older import Older, find_older
from inquiry.publish.publish import publish_district, publish_editions
from inquiry.publish.result import NotShown, PublishResult
from inquiry.publish.rules.check import check_html
from inquiry.publish.rules.problems import Problem

__all__ = [
    "NotShown",
    "Older",
    "Problem",
    "PublishResult",
    "check_html",
    "find_older",
    "publish_district",
    "publish_editions",
]
