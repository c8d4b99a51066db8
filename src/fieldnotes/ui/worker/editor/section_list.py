"""The list of sections at the reading start: icon, name, how far each has come. Draws; decides nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.icons import icon
from fieldnotes.ui.shared.labels import caps, isolated, small
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.progress import Progress
from fieldnotes.ui.worker.editor.shapes import SectionShape
from fieldnotes.ui.worker.editor.states import States

BY_KIND = {
    "admin": "clipboard-list",
    "fact": "eye",
    "statement": "message-circle",
    "assessment": "scale",
    "agreement": "handshake",
}
BY_ID = {
    "samtycke_besok": "handshake",
    "samtycke_dorr": "handshake",
    "samtycke_delning": "handshake",
    "samtycke_sip": "handshake",
    "godkannande": "handshake",
    "omraden": "list-checks",
    "deltagare": "users",
    "barnets_rost": "baby",
    "barnets_berattelse": "baby",
    "barnets_vilja": "baby",
    "enskilt_samtal": "baby",
    "information": "info",
    "nasta_steg": "arrow-right",
    "overenskommet": "list-checks",
    "mal": "flag",
    "mal_plan": "flag",
    "samtalet": "phone",
}
SIGNS = {
    Progress.EMPTY: ("circle", "muted"),
    Progress.BEGUN: ("pen-line", "warn"),
    Progress.DONE: ("check", "ok"),
    Progress.OPTIONAL: ("circle", "line"),
    Progress.LOCKED: ("lock", "muted"),
}

LINE = 38
"""Height of a name on one line, at 100 % text."""
AFTER = 32
"""Room of the sign after a name."""
STATE = int(Qt.ItemDataRole.UserRole) + 1


class _StateDelegate(QStyledItemDelegate):
    """Draws a section's name, and how far it has come as a sign at the far end."""

    narrow = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        state = index.data(STATE)
        room = QStyleOptionViewItem(option)
        self.initStyleOption(room, index)
        words = room.text
        room.text = ""
        style = room.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, room, painter, room.widget)
        if self.narrow:
            return
        self._draw_words(painter, room, words)
        if state:
            glyph, role = SIGNS[Progress(state)]
            side = px(14)
            line = option.rect
            place = QRect(line.right() - side - px(10), line.center().y() - side // 2, side, side)
            direction = option.direction
            icon(glyph, role).paint(painter, QStyle.visualRect(direction, line, place))

    @staticmethod
    def _draw_words(painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        """Draw the name between the icon and the sign, on as many lines as it needs."""
        before = _before(option)
        place = QStyle.visualRect(option.direction, option.rect, option.rect.adjusted(before, 0, -px(AFTER), 0))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            leading, words = leading | Qt.TextFlag.TextForceRightToLeft, isolated(words)
        painter.drawText(place, leading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Be as high as the name needs in the width there is."""
        room = QStyleOptionViewItem(option)
        self.initStyleOption(room, index)
        if self.narrow:
            return QSize(0, px(LINE))
        width = room.widget.width() - 2 * px(2) - _before(room) - px(AFTER)
        words = room.fontMetrics.boundingRect(
            QRect(0, 0, max(width, px(60)), px(400)), int(Qt.TextFlag.TextWordWrap), room.text
        )
        return QSize(0, max(px(LINE), words.height() + px(14)))


def _before(option: QStyleOptionViewItem) -> int:
    """Give the room of the icon before a name."""
    return px(8) + option.decorationSize.width() + px(8)


class SectionList(QFrame):
    """All sections; choosing one goes there."""

    chosen = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setFixedWidth(px(252))
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(16), px(12), px(12))
        self._narrow = self._locked = False
        self._caption = caps(_("Sections"))
        self._star = small(_("* is needed before signing"))
        box.addWidget(self._caption)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Sections of the note"))
        self.list.setIconSize(QSize(px(24), px(18)))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        box.addWidget(self.list, 1)
        box.addWidget(self._star)
        self._back = quiet_button(_("Back to the case"), "arrow-left")
        self._back.setToolTip(_("Saves and goes back (Esc)"))
        self._back.clicked.connect(self.back_asked)
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        self._signs = _StateDelegate(self.list)
        self.list.setItemDelegate(self._signs)
        self._items: dict[str, QListWidgetItem] = {}
        self._labels: dict[str, str] = {}

    def show_narrow(self, *, narrow: bool) -> None:
        """Step aside to icons; names stay as tooltips and for screen readers."""
        self._narrow = narrow
        self.setFixedWidth(px(80) if narrow else px(252))
        self._caption.setVisible(not narrow)
        self._star.setVisible(not narrow and not self._locked)
        self._back.setText("" if narrow else _("Back to the case"))
        self._back.setAccessibleName(_("Back to the case"))
        self._signs.narrow = narrow
        self.list.setIconSize(QSize(px(18), px(18)) if narrow else QSize(px(24), px(18)))
        self.list.scheduleDelayedItemsLayout()

    def show_sections(self, sections: tuple[SectionShape, ...]) -> None:
        """Show the sections of a form."""
        self.list.clear()
        self._items = {}
        self._labels = {section.id: section.label for section in sections}
        for section in sections:
            glyph = BY_ID.get(section.id) or BY_KIND.get(section.kind, "file-text")
            item = QListWidgetItem(icon(glyph, "muted", packed=True), section.label)
            item.setData(Qt.ItemDataRole.UserRole, section.id)
            item.setToolTip(section.label)
            self._items[section.id] = item
            self.list.addItem(item)

    def show_states(self, states: States) -> None:
        """Say how far each section has come."""
        words = {
            Progress.EMPTY: _("not begun"),
            Progress.BEGUN: _("begun"),
            Progress.DONE: _("done"),
            Progress.OPTIONAL: _("optional"),
            Progress.LOCKED: _("signed"),
        }
        self._locked = Progress.LOCKED in states.values()
        self._star.setVisible(not self._narrow and not self._locked)
        for section, item in self._items.items():
            state = states.get(section, Progress.EMPTY)
            spoken = f"{self._labels[section]}, {words[state]}"
            if item.data(Qt.ItemDataRole.AccessibleTextRole) != spoken:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                item.setData(STATE, state.value)

    def show_current(self, section: str) -> None:
        """Mark the section the person is in."""
        if section in self._items:
            self.list.setCurrentItem(self._items[section])

    def step(self, by: int) -> None:
        """Go to the section after (1) or before (-1) the present one; the ends stay where they are."""
        item = self.list.item(self.list.currentRow() + by)
        if item is not None:
            self.list.setCurrentItem(item)
            self._chosen(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
