"""The part of the style sheet that only the merge window needs, made from the look in force."""

from fieldnotes.ui.shared.theme import current_look, px


def merge_style() -> str:
    """Write the style sheet of the merge window's own widgets."""
    p = current_look().palette
    return f"""
QFrame#spot {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {px(10)}px; padding: 1px; }}
QFrame#spot:focus, QFrame#spot[here="true"] {{ border: 2px solid {p.focus}; padding: 0; }}
QFrame[column="side"] {{ background: {p.bg}; border: 1px solid {p.line}; border-radius: {px(8)}px; }}
QFrame[column="taken"] {{ background: {p.bg}; border: 2px solid {p.accent}; border-radius: {px(8)}px; }}
QFrame[column="open"] {{ background: transparent; border: 2px dashed {p.edge}; border-radius: {px(8)}px; }}
QFrame[column="proposed"] {{ background: {p.info_soft}; border: 2px dashed {p.info}; border-radius: {px(8)}px; }}
QFrame[column="chosen"] {{ background: {p.ok_soft}; border: 2px solid {p.ok}; border-radius: {px(8)}px; }}
QFrame[column="again"] {{ background: {p.warn_soft}; border: 2px dashed {p.warn}; border-radius: {px(8)}px; }}
QFrame[column="loses"] {{ background: {p.rec_soft}; border: 2px solid {p.rec}; border-radius: {px(8)}px; }}
QLabel[role="notice"] {{ color: {p.warn}; font-weight: 600; }}
QFrame#sheet {{ background: {p.surface}; border-left: 1px solid {p.line}; border-right: 1px solid {p.line}; }}
"""
