"""8: nbconvert: the staff site, from staff faces only, and its checks."""

from inquiry.publish.check import check_html
from inquiry.publish.problems import Problem
from inquiry.publish.publish import NotShown, PublishResult, publish_district

__all__ = ["NotShown", "Problem", "PublishResult", "check_html", "publish_district"]
