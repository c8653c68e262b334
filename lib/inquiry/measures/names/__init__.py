"""Names and numbers of students in typed words: a list made ready once, held against any number of texts."""

from inquiry.measures.names.find import Names
from inquiry.measures.names.reading import Found
from inquiry.measures.names.roster import Roster, make_roster
from inquiry.measures.names.staff import Adult

__all__ = ["Adult", "Found", "Names", "Roster", "make_roster"]
