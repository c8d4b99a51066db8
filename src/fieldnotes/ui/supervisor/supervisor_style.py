"""The part of the style sheet that only the supervisor's screens need, made from the look in force."""

from fieldnotes.ui.shared.theme import current_look, px


def supervisor_style() -> str:
    """Write the style sheet of these screens' own widgets."""
    p = current_look().palette
    return f"""
QTextEdit[passage="true"] {{ background: transparent; border: 2px solid transparent; padding: 4px;
    border-radius: {px(6)}px; }}
QTextEdit[passage="true"]:focus {{ border: 2px solid {p.focus}; padding: 4px; }}
QFrame[card="assessment"] {{ background: {p.info_soft}; border: 1px solid {p.info}; border-radius: {px(10)}px; }}
QFrame[remark="plain"], QFrame[remark="info"] {{ background: {p.raised}; border: 1px solid {p.line};
    border-radius: {px(8)}px; }}
QFrame[remark="warn"] {{ background: {p.warn_soft}; border: 1px solid {p.warn}; border-radius: {px(8)}px; }}
QFrame#panel {{ background: {p.raised}; border: none; }}
QFrame#foot {{ background: {p.surface}; border: 1px solid {p.line}; }}
QFrame#asking {{ background: transparent; border: none; }}
QPushButton[kind="tab"] {{ border-color: transparent; background: transparent; color: {p.muted}; }}
QPushButton[kind="tab"]:hover {{ background: {p.raised}; }}
QPushButton[kind="tab"]:checked {{ background: {p.accent_soft}; color: {p.text}; font-weight: 600; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {p.focus}; }}
QLabel[role="notice"] {{ color: {p.warn}; font-weight: 600; }}
"""
