"""The style sheet: the little Fusion does not give; made of one palette and one scale, knows no widget of ours."""

from collections.abc import Callable

from fieldnotes.ui.shared.palettes import Palette

Pixels = Callable[[float], int]
"""Length at 100 % text -> length at the chosen text size."""


def style_sheet(palette: Palette, px: Pixels, glyphs: dict[str, str]) -> str:
    """Write the style sheet; `glyphs` maps arrow and check names to SVG file paths already in colour."""
    parts = (_grounds, _labels, _buttons, _fields, _choices, _lists)
    return "\n".join(part(palette, px, glyphs) for part in parts)


def _grounds(p: Palette, px: Pixels, _glyphs: dict[str, str]) -> str:
    return f"""
#overlay {{ background: rgba(20, 26, 28, 110); }}
#ground {{ background: {p.bg}; }}
#nav, #side {{ background: {p.raised}; }}
#nav {{ border-right: 1px solid {p.line}; }}
#side {{ border-left: 1px solid {p.line}; }}
#topbar, #dock, #statusline {{ background: {p.surface}; }}
#topbar {{ border-bottom: 1px solid {p.line}; }}
#dock, #statusline {{ border-top: 1px solid {p.line}; }}
QFrame[card="true"] {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {px(10)}px; }}
QFrame[card="panel"] {{ background: {p.surface}; border: 1px solid {p.edge}; border-radius: {px(12)}px; }}
QFrame[card="bare"] {{ background: transparent; border: none; }}
QFrame[card="soft"] {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: {px(10)}px; }}
QFrame[card="warn"] {{ background: {p.warn_soft}; border: 1px solid {p.warn}; border-radius: {px(10)}px; }}
QFrame[card="toast"] {{ background: {p.text}; border-radius: {px(10)}px; }}
QFrame[card="toast"] QLabel {{ color: {p.bg}; }}
QFrame[divider="true"] {{ background: {p.line}; border: none; max-height: 1px; min-height: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QToolTip {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; padding: {px(4)}px; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 2px; }}
QScrollBar::handle {{ background: {p.edge}; border-radius: {px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(30)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(30)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _labels(p: Palette, px: Pixels, _glyphs: dict[str, str]) -> str:
    tones = {
        "plain": (p.bg, p.muted),
        "ok": (p.ok_soft, p.ok),
        "warn": (p.warn_soft, p.warn),
        "rec": (p.rec_soft, p.rec),
        "info": (p.info_soft, p.info),
        "accent": (p.accent_soft, p.accent),
    }
    chips = "".join(
        f'QLabel[chip="{tone}"] {{ background: {ground}; color: {ink}; border-radius: {px(10)}px;'
        f" padding: {px(3)}px {px(10)}px; font-size: {px(14)}px; font-weight: 600; }}\n"
        for tone, (ground, ink) in tones.items()
    )
    return f"""{chips}
QLabel[role="display"] {{ font-size: {px(28)}px; font-weight: 600; }}
QLabel[role="h1"] {{ font-size: {px(21)}px; font-weight: 600; }}
QLabel[role="h2"] {{ font-size: {px(17)}px; font-weight: 600; }}
QLabel[role="caps"] {{ color: {p.muted}; font-size: {px(13)}px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {p.muted}; }}
QLabel[role="small"] {{ color: {p.muted}; font-size: {px(13)}px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="error"] {{ color: {p.rec}; }}
QLabel[role="key"] {{ color: {p.muted}; font-size: {px(13)}px; font-weight: 600; border: 1px solid {p.line};
    border-radius: {px(5)}px; padding: {px(1)}px {px(6)}px; background: {p.bg}; }}
QLabel[role="secret"] {{ font-size: {px(20)}px; font-weight: 600; letter-spacing: 1px; }}
"""


def _buttons(p: Palette, px: Pixels, _glyphs: dict[str, str]) -> str:
    tall, wide = px(6), px(14)
    return f"""
QPushButton {{ min-height: {px(24)}px; padding: {tall}px {wide}px; border-radius: {px(8)}px;
    border: 1px solid {p.edge}; background: {p.surface}; color: {p.text}; outline: 0; }}
QPushButton:hover {{ background: {p.raised}; border-color: {p.text}; }}
QPushButton:pressed {{ background: {p.accent_soft}; }}
QPushButton:disabled {{ color: {p.muted}; border-color: {p.line}; background: {p.bg}; }}
QPushButton:focus {{ border: 2px solid {p.focus}; padding: {tall - 1}px {wide - 1}px; }}
QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.accent_fg}; border-color: {p.accent};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ border-color: {p.text}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {p.focus}; padding: {tall - 1}px {wide - 1}px; }}
QPushButton[kind="primary"]:disabled {{ background: {p.accent_soft}; color: {p.muted}; border-color: {p.line}; }}
QPushButton[kind="record"] {{ border-color: {p.rec}; font-weight: 600;
    min-height: {px(30)}px; padding: {tall}px {px(18)}px; border-radius: {px(20)}px; }}
QPushButton[kind="record"][live="true"] {{ background: {p.rec}; color: {p.rec_fg}; }}
QPushButton[kind="record"]:focus {{ border: 2px solid {p.focus}; padding: {tall - 1}px {px(18) - 1}px; }}
QPushButton[kind="chip"] {{ background: {p.accent_soft}; border-color: transparent; border-radius: {px(13)}px;
    min-height: {px(18)}px; padding: {px(4)}px {px(12)}px; }}
QPushButton[kind="chip"]:hover {{ border-color: {p.accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {p.focus}; padding: {px(4) - 1}px {px(12) - 1}px; }}
QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {p.accent_soft}; border-color: transparent; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {p.focus}; }}
QPushButton[kind="nav"] {{ border-color: transparent; background: transparent; text-align: left;
    padding: {px(7)}px {px(10)}px; }}
QPushButton[kind="nav"]:hover {{ background: {p.bg}; }}
QPushButton[kind="nav"]:checked {{ background: {p.accent_soft}; font-weight: 600; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {p.focus}; padding: {px(7) - 1}px {px(10) - 1}px; }}
"""


def _fields(p: Palette, px: Pixels, glyphs: dict[str, str]) -> str:
    names = [
        "QPlainTextEdit",
        "QTextEdit",
        "QLineEdit",
        "QComboBox",
        "QDateEdit",
        "QTimeEdit",
        "QDateTimeEdit",
        "QSpinBox",
    ]
    every = ", ".join(names)
    focused = ", ".join(f"{name}:focus" for name in names)
    off = ", ".join(f"{name}:disabled" for name in names)
    wrong = ", ".join(f'{name}[wrong="true"]' for name in names)
    return f"""
{every} {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {px(8)}px;
    padding: {px(7)}px; selection-background-color: {p.accent}; selection-color: {p.accent_fg}; }}
{off} {{ background: {p.bg}; color: {p.muted}; border-color: {p.line}; }}
QTextBrowser {{ border: 2px solid transparent; background: transparent; }}
QTextBrowser:focus {{ border-color: {p.focus}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {p.muted}; }}
QLineEdit {{ lineedit-clear-button-icon: url({glyphs["x"]}); }}
{wrong} {{ border: 2px solid {p.rec}; padding: {px(7) - 1}px; }}
{focused} {{ border: 2px solid {p.focus}; padding: {px(7) - 1}px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: none; width: {px(26)}px;
    subcontrol-position: center right; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: url({glyphs["chevron-down"]});
    width: {px(16)}px; height: {px(16)}px; }}
QComboBox QAbstractItemView {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge};
    selection-background-color: {p.accent_soft}; selection-color: {p.text}; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {px(30)}px; padding: 0 {px(7)}px; }}
QProgressBar {{ border: none; border-radius: {px(4)}px; background: {p.line}; max-height: {px(8)}px; }}
QProgressBar::chunk {{ border-radius: {px(4)}px; background: {p.accent}; }}
"""


def _choices(p: Palette, px: Pixels, glyphs: dict[str, str]) -> str:
    side = px(18)
    return f"""
QCheckBox, QRadioButton {{ spacing: {px(8)}px; padding: {px(3)}px; border: 2px solid transparent;
    border-radius: {px(6)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {side}px; height: {side}px; border: 1px solid {p.edge};
    background: {p.surface}; }}
QCheckBox::indicator {{ border-radius: {px(5)}px; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url({glyphs["check"]}); }}
QRadioButton::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url({glyphs["dot"]}); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {p.line}; background: {p.bg}; }}
"""


def _lists(p: Palette, px: Pixels, _glyphs: dict[str, str]) -> str:
    return f"""
QListView, QListWidget, QTreeView, QTableView {{ background: transparent; border: 2px solid transparent; outline: 0;
    border-radius: {px(10)}px; color: {p.text}; }}
QListView:focus, QListWidget:focus, QTreeView:focus, QTableView:focus {{ border-color: {p.focus}; }}
QListView[rows="true"]:focus {{ border-color: transparent; }}
QListWidget::item {{ padding: 0 {px(10)}px; border-radius: {px(8)}px; color: {p.text}; }}
QListWidget[pages="true"]::item {{ padding: {px(7)}px {px(10)}px; }}
QListWidget::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QMenu {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(18)}px; border-radius: {px(6)}px; }}
QMenu::item:selected {{ background: {p.accent_soft}; }}
QHeaderView::section {{ background: {p.raised}; color: {p.muted}; border: none; padding: {px(6)}px; }}
"""
