"""A newer version of the program: looked for, told of, and put beside this one for the next start. Opens no profile."""

from datetime import datetime
from pathlib import Path

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.update_views import UpdateState, UpdateView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import Cancelled, LongAct, Progress
from fieldnotes.sync.update_source import fetch_package, read_source
from fieldnotes.update import staging
from fieldnotes.update.program_here import ProgramHere, Road
from fieldnotes.update.seen import read_seen, remember
from fieldnotes.update.versions import Chosen, given_up, newer, waits
from fieldnotes.wire.release_list import ReleaseList, read_list, still_good


def look(workshop: Workshop, source: str = "") -> UpdateView:
    """Read the publisher's list and say how this program stands by it.

    Args:
        workshop: names the program, and where it is brought up to date from.
        source: a folder or address to look in instead.

    Raises:
        Refused: UPDATE_NO_SOURCE, UPDATE_NO_KEY, UPDATE_WRONG, UPDATE_EXPIRED, UPDATE_BACKWARDS; MANAGED for a
            place the workplace has not named.
        Unavailable: UPDATE_UNREACHABLE; DISK_FULL, CANNOT_WRITE.
    """
    here = _here(workshop)
    return _view(workshop, here, _good_list(workshop, here, source or here.source))


def stage(
    workshop: Workshop, source: str = "", progress: Progress | None = None, cancelled: Cancelled | None = None
) -> UpdateView:
    """Put the newest version beside this one, tried on this computer; it is used from the next start on.

    Nothing is done when there is nothing newer, or it is there already.

    Raises:
        Refused: as `look`; UPDATE_NOT_HERE when others bring this program up to date; UPDATE_NO_BUILD;
            UPDATE_UNFIT when it did not work on this computer.
        Unavailable: as `look`; UPDATE_BUSY, CANCELLED. What runs, and what was chosen before, stays.
    """
    here = _here(workshop)
    wanted = source or here.source
    found = _good_list(workshop, here, wanted)
    if here.road is not Road.OWN:
        raise Refused(Code.UPDATE_NOT_HERE)
    seen = _view(workshop, here, found)
    if seen.state is UpdateState.PUT_ASIDE:
        raise Refused(Code.UPDATE_UNFIT)
    if seen.state is UpdateState.NO_BUILD:
        raise Refused(Code.UPDATE_NO_BUILD, platform=here.platform)
    if seen.state is UpdateState.OFFERED:
        _bring(here, wanted, found, LongAct(progress, cancelled))
    return _view(workshop, here, found)


def last_look(workshop: Workshop) -> datetime | None:
    """Tell when somebody last looked with success on this computer."""
    return read_seen(_here(workshop).folder).looked_at()


def _bring(here: ProgramHere, source: str, found: ReleaseList, act: LongAct) -> None:
    build = found.build_for(here.platform)
    if build is None:
        raise Refused(Code.UPDATE_NO_BUILD, platform=here.platform)
    with staging.alone(here.folder) as incoming:
        package = fetch_package(source, build, incoming, act)
        staging.stage(here.folder, found.version, build, package, act)


def _good_list(workshop: Workshop, here: ProgramHere, source: str) -> ReleaseList:
    if source:
        workshop.managed.require("updates", kept=workshop.managed.allows_updates_from(source))
    now = workshop.clock.now()
    found = read_list(read_source(source), here.pinned)
    still_good(found, now, read_seen(here.folder).serial)
    remember(here.folder, found.serial, now)
    return found


def _view(workshop: Workshop, here: ProgramHere, found: ReleaseList) -> UpdateView:
    build = found.build_for(here.platform)
    return UpdateView(
        running=here.version,
        newest=found.version,
        state=_state(here, found, has_build=build is not None),
        road=here.road.value,
        news=found.news_in(workshop.language),
        published=found.published,
        size=build.size if build else 0,
    )


def _state(here: ProgramHere, found: ReleaseList, *, has_build: bool) -> UpdateState:
    if not newer(found.version, here.version):
        return UpdateState.NEWEST
    if here.road is not Road.OWN:
        return UpdateState.BY_OTHERS
    if given_up(here.folder, found.version):
        return UpdateState.PUT_ASIDE
    if waits(here.folder, found.version) or Chosen.read(here.folder).current == found.version:
        return UpdateState.READY
    return UpdateState.OFFERED if has_build else UpdateState.NO_BUILD


def _here(workshop: Workshop) -> ProgramHere:
    """Give the program; one that nobody described (a test of other things) is nobody's to bring up to date."""
    if workshop.program is None:
        return ProgramHere("0.0.0", "", Road.PYTHON, Path())
    return workshop.program
