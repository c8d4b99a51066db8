"""The part of the style sheet that only the editor needs, made from the look in force."""

from fieldnotes.ui.shared.theme import current_look, px


def editor_style() -> str:
    """Write the style sheet of the editor's own widgets."""
    p = current_look().palette
    round_, tall, wide = px(13), px(3), px(12)
    return f"""
QPushButton[kind="choice"], QPushButton[kind="source"] {{ min-height: {px(20)}px; padding: {tall}px {wide}px;
    border-radius: {round_}px; border: 1px solid {p.edge}; background: {p.surface}; color: {p.text}; }}
QPushButton[kind="choice"]:hover, QPushButton[kind="source"]:hover {{ background: {p.raised}; border-color: {p.text}; }}
QPushButton[kind="choice"]:checked {{ background: {p.accent}; color: {p.accent_fg}; border-color: {p.accent}; }}
QPushButton[kind="choice"]:focus, QPushButton[kind="source"]:focus {{ border: 2px solid {p.focus};
    padding: {tall - 1}px {wide - 1}px; }}
QPushButton[kind="choice"]:checked:focus {{ border: 2px solid {p.focus}; }}
QPushButton[kind="source"] {{ border-color: transparent; background: {p.bg}; }}
QPushButton[kind="source"][empty="true"] {{ color: {p.warn}; background: {p.warn_soft}; }}
QPushButton[kind="line"] {{ border: 2px solid transparent; background: transparent; padding: 0; min-height: {px(24)}px;
    border-radius: {px(6)}px; }}
QPushButton[kind="line"]:hover {{ background: {p.accent_soft}; }}
QPushButton[kind="line"]:focus {{ border: 2px solid {p.focus}; padding: 0; }}
QLabel[role="field"] {{ font-size: {px(14)}px; font-weight: 600; color: {p.muted}; }}
QFrame[card="assessment"] {{ background: {p.info_soft}; border: 1px solid {p.info}; border-radius: {px(10)}px; }}
QFrame[card="true"][live="true"], QFrame[card="assessment"][live="true"] {{ border: 2px solid {p.rec}; }}
QFrame[row="true"] {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: {px(8)}px; }}
QProgressBar[meter="true"] {{ max-height: {px(34)}px; min-height: {px(34)}px; background: transparent; }}
QFrame#sheet {{ background: {p.surface}; border-left: 1px solid {p.line}; border-right: 1px solid {p.line}; }}
"""
