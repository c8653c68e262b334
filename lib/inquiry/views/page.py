"""A page of the workbook, as a notebook sees it: one call for each thing it shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from inquiry.district import CACHE_FOLDER
from inquiry.views.charts.shelf import keep_charts
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.forms import form_faces
from inquiry.views.live import live_form, open_desk, parse_day


def open_page(
    district: str | Path, team: str, quarter: str = "", page: str = "0-start-here", as_of: str | dt.date = ""
) -> Page:
    """Open a page of a team's workbook.

    Parameters
    ----------
    district : str or Path
        The district's folder.
    team : str
        The team's id in teams.csv.
    quarter : str
        The quarter's id in district.toml; empty means the one that `as_of` falls in.
    page : str
        The page's name, such as "1-analyze".
    as_of : str or date
        The day that counts as today, as YYYY-MM-DD; empty means today. A live page has its own.

    Raises
    ------
    UsageError
        There is no such team, quarter or page, or the day is no date.
    BadInput
        The district's folder cannot be used; it carries every fault.
    """
    day = as_of if isinstance(as_of, dt.date) else parse_day(as_of) if as_of else None
    keep_charts(Path(district) / CACHE_FOLDER)
    return Page(open_desk(Path(district), team, quarter, page, day))


class Page:
    """What one page can show. Each method gives one thing to show, with its faces.

    What a section needs (charts, tables, the state's files) is loaded when it is first asked for: a page
    without charts opens without them.
    """

    def __init__(self, desk: Desk) -> None:
        """Keep what lies before the team."""
        self._desk = desk

    def header(self) -> Faces:
        """Whose page it is, which quarter, and as of when."""
        from inquiry.views.stations.station import header_faces

        return header_faces(self._desk)

    def where_we_are(self) -> Faces:
        """How far the quarter is and how far the team is in each phase."""
        from inquiry.views.stations.station import where_faces

        return where_faces(self._desk)

    def station(self) -> Faces:
        """What this phase is for at this level: question, meeting, signs that it is done."""
        from inquiry.views.stations.station import station_faces

        return station_faces(self._desk)

    def sources(self) -> Faces:
        """The works this page's questions rest on."""
        from inquiry.views.stations.station import sources_faces

        return sources_faces(self._desk)

    def form(self, form_id: str) -> Faces:
        """A form with the team's answers."""
        return live_form(self._desk, form_id) if self._desk.live else form_faces(self._desk, form_id)

    def working_on(self) -> Faces:
        """The team's focus in its own words."""
        from inquiry.views.start import working_on_faces

        return working_on_faces(self._desk)

    def what_changed(self) -> Faces:
        """What was written lately, where and by whom."""
        from inquiry.views.changes import changes_faces

        return changes_faces(self._desk)

    def links(self) -> Faces:
        """The way to the other pages."""
        from inquiry.views.start import links_faces

        return links_faces(self._desk)

    def due(self) -> Faces:
        """What is due by today, and soon."""
        from inquiry.views.start import due_faces

        return due_faces(self._desk)

    def last_decisions(self) -> Faces:
        """What was decided last quarter."""
        from inquiry.views.start import last_decisions_faces

        return last_decisions_faces(self._desk)

    def agreements(self) -> Faces:
        """The team's agreements for the six Cs, and how it kept them quarter by quarter."""
        from inquiry.views.purpose.agreements import agreements_faces

        return agreements_faces(self._desk)

    def goals(self) -> Faces:
        """Each member's own goal, and where it stands."""
        from inquiry.views.purpose.agreements import goals_faces

        return goals_faces(self._desk)

    def dialogues(self) -> Faces:
        """The dialogues that the team invites to, and others' to come."""
        from inquiry.views.meetings.invited import dialogues_faces

        return dialogues_faces(self._desk)

    def asked_first(self) -> Faces:
        """Each change idea with the partners who were asked about it before it began."""
        from inquiry.views.meetings.invited import asked_first_faces

        return asked_first_faces(self._desk)

    def unplaced(self) -> Faces:
        """Answers whose question is no longer asked."""
        from inquiry.views.start import unplaced_faces

        return unplaced_faces(self._desk)

    def our_links(self) -> Faces:
        """What our focus serves, and who serves it."""
        from inquiry.views.coherence.our_links import our_links_faces

        return our_links_faces(self._desk)

    def coherence(self) -> Faces:
        """Every focus, up to the district's goals."""
        from inquiry.views.coherence.map import map_faces

        return map_faces(self._desk)

    def clarity(self) -> Faces:
        """Whether people say the priority alike: by level, and from quarter to quarter."""
        from inquiry.views.coherence.clarity import clarity_faces

        return clarity_faces(self._desk)

    def four_elements(self) -> Faces:
        """The four elements of coherence as each level rates them, in a circle."""
        from inquiry.views.coherence.four_elements import four_elements_faces

        return four_elements_faces(self._desk)

    def roles(self) -> Faces:
        """Who holds what, filled in for this district."""
        from inquiry.views.coherence.roles import roles_faces

        return roles_faces(self._desk)

    def testing_time(self) -> Faces:
        """How much time assessments take, and what keep, change and drop make of it."""
        from inquiry.views.coherence.testing_time import testing_time_faces

        return testing_time_faces(self._desk)

    def curriculum(self) -> Faces:
        """Each book or program against the criteria that were agreed first."""
        from inquiry.views.coherence.curriculum import curriculum_faces

        return curriculum_faces(self._desk)

    def look_fors(self) -> Faces:
        """What is looked for in every room, in how many it was seen, and which help followed."""
        from inquiry.views.coherence.look_fors import look_for_faces

        return look_for_faces(self._desk)

    def voices(self) -> Faces:
        """Who was asked about the priority, how many answered, and who not yet."""
        from inquiry.views.coherence.voices import voices_faces

        return voices_faces(self._desk)

    def meetings(self) -> Faces:
        """The quarter's meetings by the calendar: held, missed, to come."""
        from inquiry.views.meetings.meetings import meetings_faces

        return meetings_faces(self._desk)

    def agenda(self) -> Faces:
        """The next meeting's agenda, made from the record."""
        from inquiry.views.meetings.agenda import agenda_faces

        return agenda_faces(self._desk)

    def summary(self) -> Faces:
        """The last meeting in a few lines, for those who could not come."""
        from inquiry.views.meetings.summary import summary_faces

        return summary_faces(self._desk)

    def confidence(self) -> Faces:
        """How sure the team is of its next steps, as counts."""
        from inquiry.views.meetings.confidence import confidence_faces

        return confidence_faces(self._desk)

    def rounds(self) -> Faces:
        """The next learning round's look-for, and what the rounds so far saw."""
        from inquiry.views.meetings.rounds import rounds_faces

        return rounds_faces(self._desk)

    def review(self) -> Faces:
        """The quarterly review, gathered from this team and the teams below."""
        from inquiry.views.meetings.review import review_faces

        return review_faces(self._desk)

    def told_outside(self) -> Faces:
        """What can be told to boards, councils and the state, from the same record."""
        from inquiry.views.meetings.told_outside import told_outside_faces

        return told_outside_faces(self._desk)

    def plan(self) -> Faces:
        """The whole plan on one page."""
        from inquiry.views.meetings.plan import plan_faces

        return plan_faces(self._desk)

    def priority_table(self) -> Faces:
        """The state's priorities: status, change and color; the district's local indicators."""
        from inquiry.views.state.priorities import priority_faces

        return priority_faces(self._desk)

    def schools(self) -> Faces:
        """The district's schools side by side."""
        from inquiry.views.state.schools import schools_faces

        return schools_faces(self._desk)

    def five_by_five(self, indicator: str | None = None) -> Faces:
        """The five-by-five of each indicator, or of one."""
        from inquiry.views.state.five_by_five import five_by_five_faces

        return five_by_five_faces(self._desk, indicator)

    def trends(self) -> Faces:
        """Each indicator over the years, group by group."""
        from inquiry.views.state.trends import trend_faces

        return trend_faces(self._desk)

    def gaps(self) -> Faces:
        """Each student group beside everyone else."""
        from inquiry.views.state.gaps import gap_faces

        return gap_faces(self._desk)

    def what_it_means(self) -> Faces:
        """What each data point means, and how it is used."""
        from inquiry.views.state.meaning import meaning_faces

        return meaning_faces(self._desk)

    def what_would_move(self) -> Faces:
        """What would move each result to its next level or color."""
        from inquiry.views.state.moves import move_faces

        return move_faces(self._desk)

    def evidence(self) -> Faces:
        """The teams' own evidence of the six skills."""
        from inquiry.views.evidence.work import evidence_faces

        return evidence_faces(self._desk)

    def run_charts(self) -> Faces:
        """Can we tell yet: a run chart for each indicator and skill, across quarters."""
        from inquiry.views.evidence.run_charts import run_charts_faces

        return run_charts_faces(self._desk)

    def metrics(self) -> Faces:
        """The state's indicators, our own measures and the teams' evidence, side by side."""
        from inquiry.views.local.metrics import metrics_faces

        return metrics_faces(self._desk)

    def surveys(self) -> Faces:
        """What families, students and staff answered, and how many did."""
        from inquiry.views.local.surveys import surveys_faces

        return surveys_faces(self._desk)

    def local_measures(self) -> Faces:
        """Our own measures, reading by reading."""
        from inquiry.views.local.measures import local_measures_faces

        return local_measures_faces(self._desk)

    def group_gaps(self) -> Faces:
        """Each student group beside everyone else, in our own measures and counts."""
        from inquiry.views.local.group_gaps import group_gap_faces

        return group_gap_faces(self._desk)

    def variation(self) -> Faces:
        """How much of the variation in results lies within schools, and between them."""
        from inquiry.views.local.variation import variation_faces

        return variation_faces(self._desk)

    def tried_here(self) -> Faces:
        """What was tried before, here and at other schools, and what came of it."""
        from inquiry.views.tried.here import tried_here_faces

        return tried_here_faces(self._desk)

    def tried_by(self, what: Literal["school", "skill", "cause"]) -> Faces:
        """Everything that was tried, A to Z by “school”, “skill” or “cause”."""
        from inquiry.views.tried.by import tried_by_faces

        return tried_by_faces(self._desk, what)

    def our_purpose(self) -> Faces:
        """The school's purpose and values, and the district's purpose."""
        from inquiry.views.purpose.sections import our_purpose_faces

        return our_purpose_faces(self._desk)

    def purpose(self) -> Faces:
        """The words agreed on, or the draft; for the district each school's too."""
        from inquiry.views.purpose.sections import purpose_faces

        return purpose_faces(self._desk)

    def whys(self) -> Faces:
        """The board: whys without names, grouped by people."""
        from inquiry.views.purpose.board import whys_faces

        return whys_faces(self._desk)

    def heard(self) -> Faces:
        """Who was heard on the purpose, and who not yet."""
        from inquiry.views.purpose.heard import heard_faces

        return heard_faces(self._desk)

    def drafts(self) -> Faces:
        """Every draft beside the one before it."""
        from inquiry.views.purpose.drafts import drafts_faces

        return drafts_faces(self._desk)

    def traits(self) -> Faces:
        """What made people succeed, and what we do with it."""
        from inquiry.views.purpose.use import traits_faces

        return traits_faces(self._desk)

    def articulation(self) -> Faces:
        """How many could say the purpose, over time."""
        from inquiry.views.purpose.polls import articulation_faces

        return articulation_faces(self._desk)

    def vote(self) -> Faces:
        """What is put to the vote, and how it stands."""
        from inquiry.views.purpose.votes import vote_faces

        return vote_faces(self._desk)

    def what_drives_us(self) -> Faces:
        """What drives the adults, and how they learn here."""
        from inquiry.views.purpose.votes import drives_faces

        return drives_faces(self._desk)

    def purpose_in_use(self) -> Faces:
        """Decisions read against the purpose and the values."""
        from inquiry.views.purpose.use import decisions_faces

        return decisions_faces(self._desk)

    def past_change(self) -> Faces:
        """What changes that lasted here had in common."""
        from inquiry.views.purpose.use import past_change_faces

        return past_change_faces(self._desk)

    def commitments(self) -> Faces:
        """What every level takes on."""
        from inquiry.views.purpose.use import commitments_faces

        return commitments_faces(self._desk)

    def received(self) -> Faces:
        """What came up from the teams below, as this level's station looks at it."""
        from inquiry.views.stations.received import received_faces

        return received_faces(self._desk)

    def causes(self) -> Faces:
        """What might lie behind each gap: a fishbone, with evidence and in whose hands."""
        from inquiry.views.stations.causes import causes_faces

        return causes_faces(self._desk)

    def driver_diagram(self) -> Faces:
        """From the aim to what has to be different to what is tried."""
        from inquiry.views.stations.drivers import driver_faces

        return driver_faces(self._desk)

    def progression(self) -> Faces:
        """The steps to doing it alone: who thinks, and how deep the task goes."""
        from inquiry.views.stations.progression import progression_faces

        return progression_faces(self._desk)

    def supports(self) -> Faces:
        """What we asked for, what is promised to us, and what is asked of us."""
        from inquiry.views.stations.supports import support_faces

        return support_faces(self._desk)

    def predictions(self) -> Faces:
        """Predictions, open or locked; predicted beside actual; how well we predict."""
        from inquiry.views.stations.predictions import prediction_faces

        return prediction_faces(self._desk)

    def decided(self) -> Faces:
        """What becomes of each idea, and which still wait for a decision."""
        from inquiry.views.stations.decided import decided_faces

        return decided_faces(self._desk)
