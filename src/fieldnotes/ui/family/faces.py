"""Faces a child can point at instead of saying how it is: drawn, named, and pressed with a key. Decides nothing."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.language.shown_answers import FACES, face_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.theme import px

FACE = 34
"""Side of a face, pixels at 100 %: a finger finds it, and it is seen across a table."""
AIR = 6


class FaceButton(Button):
    """One face with its word."""

    def __init__(self, face: str) -> None:
        super().__init__(face_words(face), f"face-{face}")
        self.face = face

    def _size_glyph(self) -> None:
        self.setIconSize(QSize(px(FACE + AIR), px(FACE)))


class FaceRow(QWidget):
    """All faces in a row that breaks where the width ends."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.faces: dict[str, FaceButton] = {}
        line = FlowLayout(parent=self)
        for face in FACES:
            self.faces[face] = made = FaceButton(face)
            made.clicked.connect(lambda _on=False, face=face: self.chosen.emit(face))
            line.addWidget(made)
        self.show_chosen("")

    def show_chosen(self, chosen: str) -> None:
        """Mark the face that was chosen, by its colour and in its name."""
        for face, button in self.faces.items():
            words, here = face_words(face), face == chosen
            button.show_glyph(f"face-{face}", "accent" if here else "text")
            button.setText(_("{face} ✓").format(face=words) if here else words)
            name = _("{name}: {answer}, chosen") if here else "{name}: {answer}"
            button.setAccessibleName(name.format(name=self._name, answer=words))
