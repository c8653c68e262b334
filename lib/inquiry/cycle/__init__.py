"""5: the questions, read from templates/cycle: levels, phases, stations, forms, skills."""

from inquiry.cycle.answers import (
    check_answer,
    is_blank,
    is_complete,
    missing_required,
    sort_faults,
    summing_fields,
    unplaced_values,
)
from inquiry.cycle.audience import (
    AUDIENCES,
    FACES,
    Audience,
    Face,
    farthest,
    fields_on_face,
    fields_outside,
    may_see,
    owner_for,
    owners_for,
    reader_of,
    reader_on_page,
    teams_above,
    visible_fields,
    visible_values,
)
from inquiry.cycle.carry import rows_to_carry
from inquiry.cycle.clean import clean_values
from inquiry.cycle.fields import TEXT_TYPES, Field, LinkRule, Option, Where
from inquiry.cycle.forms import SINGLE_ROW, Form, Rows
from inquiry.cycle.links import Link, find_link, linked_row, parse_link, write_link
from inquiry.cycle.model import Cycle
from inquiry.cycle.pages import PAGES, TITLES, pages_of_level
from inquiry.cycle.progress import Progress, Sign, phase_progress, station_signs
from inquiry.cycle.read import load_cycle, read_cycle
from inquiry.cycle.stations import Framework, Level, Phase, Question, Skill, Station
from inquiry.cycle.translations import FieldTranslation, FormTranslation
from inquiry.cycle.values import as_day, as_number

__all__ = [
    "AUDIENCES",
    "FACES",
    "PAGES",
    "SINGLE_ROW",
    "TEXT_TYPES",
    "TITLES",
    "Audience",
    "Cycle",
    "Face",
    "Field",
    "FieldTranslation",
    "Form",
    "FormTranslation",
    "Framework",
    "Level",
    "Link",
    "LinkRule",
    "Option",
    "Phase",
    "Progress",
    "Question",
    "Rows",
    "Sign",
    "Skill",
    "Station",
    "Where",
    "as_day",
    "as_number",
    "check_answer",
    "clean_values",
    "farthest",
    "fields_on_face",
    "fields_outside",
    "find_link",
    "is_blank",
    "is_complete",
    "linked_row",
    "load_cycle",
    "may_see",
    "missing_required",
    "owner_for",
    "owners_for",
    "pages_of_level",
    "parse_link",
    "phase_progress",
    "read_cycle",
    "reader_of",
    "reader_on_page",
    "rows_to_carry",
    "sort_faults",
    "station_signs",
    "summing_fields",
    "teams_above",
    "unplaced_values",
    "visible_fields",
    "visible_values",
    "write_link",
]
