"""The life of one open note in the editor: read, changed, saved, checked. Knows no Qt; all slow work runs on lanes."""

from collections.abc import Callable

from fieldnotes.casework import profile, read_cases, read_note, said
from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.prefill import finish
from fieldnotes.domain.requirements import missing, still_required
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.form import Around, build_form
from fieldnotes.ui.worker.editor.merging import merge
from fieldnotes.ui.worker.editor.note_window import EditorScreen, Opened
from fieldnotes.ui.worker.editor.pace import Later, Pace
from fieldnotes.ui.worker.editor.progress import progress
from fieldnotes.ui.worker.editor.saving import Place, places_of, save_beside_speech, save_sections, snapshot, value_at
from fieldnotes.ui.worker.editor.shapes import filled
from fieldnotes.ui.worker.editor.states import TopState, Where
from fieldnotes.ui.worker.editor.wording import family_lines, saved_words, top_detail, top_title, where_words


class EditorPresenter:
    """Holds the note's values while it is open; the store is at most a second behind."""

    RETRY = 3000
    """Milliseconds until a save that failed is tried again."""

    def __init__(self, desk: Desk, tasks: Runner, screen: EditorScreen, note: str, later: Later) -> None:
        self.desk = desk
        self.note = note
        self.tasks = tasks
        self._screen = screen
        self._later = later
        self._pace = Pace(later, desk.clock.monotonic, self._save)
        self._values: dict[str, dict[str, Json]] = {}
        self._base: dict[str, dict[str, Json]] = {}
        self._dirty: set[Place] = set()
        self.speaking = False
        self._then: list[Callable[[], None]] = []
        self._top = TopState()
        self.opened: Opened | None = None

    def open(self) -> None:
        """Read the note and show it: as a form while it is a draft, else to be read."""
        self.tasks.run(Lane.READ, self._read, owner=self._screen, done=self._show, failed=self._screen.explain)

    @property
    def values(self) -> Sections:
        """Return the note as it stands, typed this moment."""
        return self._values

    @property
    def saved(self) -> bool:
        """Say whether the store holds every word."""
        return not self._pace.behind

    def change(self, section: str, field: str, value: Json) -> None:
        """Take one changed field; it is saved within a second."""
        self._put((section, field), value)
        self._dirty.add((section, field))
        self._pace.touched()

    def lacking(self) -> list[str]:
        """Give the places, `section.field`, that must be filled before signing and are empty."""
        if self.opened is None:
            return []
        template = self.opened.note.form
        ended = finish(template, self._values, self.desk.clock.now())  # what the clock writes at the end lacks nothing
        return [f"{section.id}.{field.id}" for section, field in missing(template, ended)]

    def due(self) -> None:
        """Save now what waits; the window's timer calls this."""
        self._pace.due()

    def save_now(self, then: Callable[[], None] | None = None) -> None:
        """Hand everything unsaved to the store at once, and call `then` when it is there."""
        if self._pace.behind:
            if then is not None:
                self._then.append(then)
            self._pace.due()
        elif then is not None:
            then()

    def leave(self) -> None:
        """Hand over the last words and where the person was; called before close, lock and going elsewhere."""
        if self.opened is not None and self.opened.note.is_draft and not self._pace.behind and self._moved():
            self._pace.touched()
        self._pace.due()

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        self._screen.explain(error)

    def take_change(self, change: Changed) -> None:
        """Look again when something was filed about this note by another act."""
        if self.note in change.ids and "entries" in change.kinds:
            self.tasks.run(Lane.READ, self._read, owner=self._screen, done=self._refresh, failed=_ignore)

    def _read(self, _job: Job) -> Opened:
        desk = self.desk
        whole = fetch(desk, self.note)
        note, people = read_note.show_fetched(desk, whole), whole.people
        case, who = read_cases.case_among(desk, people, note.case), profile.whoami(desk)
        around = Around(case, who, people.everybody)
        form = build_form(desk.book, note.form, around, note.sections, desk.language)
        if not note.is_draft:
            return Opened(note, case, who, form)
        listener = said.listener_of(desk, whole)
        if listener is not None:
            listener.read_ahead()
        return Opened(note, case, who, form, listener, said.dealt_with(whole))

    def deal(self, keys: frozenset[str]) -> None:
        """Keep which proposals were taken or refused."""
        desk, note = self.desk, self.note
        self.tasks.run(
            Lane.WRITE,
            lambda _job: said.deal(desk, note, sorted(keys)),
            owner=self._screen,
            done=lambda _done: None,
            failed=self._screen.explain,
        )

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        self._values = {section: dict(fields) for section, fields in opened.note.sections.items()}
        self._base = snapshot(self._values, set(self._values))
        self._dirty = set()
        if opened.note.is_draft:
            self._screen.show_form(opened, Where.read(opened.note.cursor))
            self._show_states()
        else:
            self._screen.show_signed(opened)
        self._show_place(saved_words(opened.note), touched=False)
        self._screen.show_family(family_lines(opened.note))

    def _refresh(self, opened: Opened) -> None:
        """Show again what others did: the family's answers, questions, receipts; the text being typed stays."""
        if not opened.note.is_draft:
            self._show(opened)
            return
        self.opened = opened
        self._screen.show_family(family_lines(opened.note))

    def fetch_spoken(self, then: Callable[[], None] | None = None) -> None:
        """Take over what dictation wrote into the draft, and call `then`; what is being typed stays."""

        def take(stored: Sections) -> None:
            self._take_over(stored)
            if then is not None:
                then()

        self.tasks.run(
            Lane.WRITE,  # in one line with the saves, so that an older answer never comes after a newer save
            lambda _job: fetch(self.desk, self.note).sections,
            owner=self._screen,
            done=take,
            failed=self._screen.explain,
        )

    def _save(self) -> None:
        self._show_states()  # not at every letter: that is felt in a long note
        dirty, self._dirty = self._dirty, set()
        where = self._screen.where()
        cursor = where.to_json() if where else None
        given = snapshot(self._values, {section for section, _field in dirty})
        desk, note, base = self.desk, self.note, self._base

        def work(_job: Job) -> Sections | None:
            if beside:
                return save_beside_speech(desk, note, base, given, sorted(dirty), cursor)
            return save_sections(desk, note, given, cursor)

        beside = self.speaking
        self.tasks.run(
            Lane.WRITE,
            work,
            owner=self._screen,
            done=lambda stored: self._saved(given, dirty, stored),
            failed=lambda error: self._not_saved(error, dirty),
        )

    def _take_over(self, stored: Sections) -> None:
        """Join what the store holds with what stands in the form, field by field."""
        base, self._base = self._base, snapshot(stored, set(stored))
        heard = False
        for place in places_of(base) | places_of(stored):
            before, theirs, mine = value_at(base, place), value_at(stored, place), value_at(self._values, place)
            joined = merge(before, mine, theirs)
            if joined != mine:
                self._put(place, joined)
                self._screen.show_value(*place, joined)
                heard = True
            if theirs not in (joined, before):
                self._dirty.add(place)
                self._pace.touched()
        self._show_states()
        if heard:
            self._show_place(self._saved_at())
            self._screen.show_saved()

    def _put(self, place: Place, value: Json) -> None:
        fields = self._values.setdefault(place[0], {})
        if filled(value):
            fields[place[1]] = value
        else:
            fields.pop(place[1], None)

    def _saved(self, given: Sections, dirty: set[Place], stored: Sections | None) -> None:
        self._pace.saved()
        for place in dirty:
            self._base.setdefault(place[0], {})[place[1]] = value_at(given, place)
        if stored is not None:
            self._take_over(stored)
        self._show_place(self._saved_at())
        self._screen.show_saved()
        if not self._pace.behind:
            waiting, self._then = self._then, []
            for then in waiting:
                then()
        elif self._then:
            self._pace.due()

    def _not_saved(self, error: Exception, dirty: set[Place]) -> None:
        """Keep what could not be saved, say so at once, and try again."""
        self._dirty |= dirty
        self._pace.failed()
        self._later.start(self.RETRY)
        why = sentence(error, _) if isinstance(error, FieldNotesError) else _("Something went wrong.")
        self._show_place((_("Not saved: {why}").format(why=why), "rec"))
        self._then = []
        if not isinstance(error, Refused):
            self._screen.explain(error)

    def _saved_at(self) -> tuple[str, str]:
        corrects = self.opened.note.corrects if self.opened else None
        words = _("Draft – saved {time}") if corrects is None else _("Correction – saved {time}")
        return words.format(time=clock_time(self.desk.clock.now())), "warn"

    def _show_place(self, saved: tuple[str, str], *, touched: bool = True) -> None:
        if self.opened is None:
            return
        opened = self.opened
        where, tone = where_words(opened.note, touched=touched)
        self._top = TopState(
            title=top_title(opened.note, opened.case),
            detail=top_detail(self._values, opened.form),
            saved=saved[0],
            saved_tone=saved[1],
            where=where,
            where_tone=tone,
        )
        self._screen.show_top(self._top)

    def _show_states(self) -> None:
        if self.opened is None:
            return
        form = self.opened.form
        lacking = {place.partition(".")[0] for place in self.lacking()}
        only = still_required(self.opened.note.form, self._values)
        asked = {s.id for s in form.sections} if only is None else {place.partition(".")[0] for place in only}
        states = {
            s.id: progress(s, self._values.get(s.id, {}), lacking=s.id in lacking, asked=s.id in asked)
            for s in form.sections
        }
        self._screen.show_states(states)

    def _moved(self) -> bool:
        where = self._screen.where()
        before = Where.read(self.opened.note.cursor) if self.opened else None
        return where is not None and where != before


def _ignore(_error: Exception) -> None:
    """Leave the screen as it is; what it shows is still true of this computer."""
