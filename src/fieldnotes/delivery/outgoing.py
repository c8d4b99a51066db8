"""One signed text on its way to another system: the case around it, what it is made with, and its id."""

from dataclasses import dataclass, field

from fieldnotes.delivery.fhir import File, document_id
from fieldnotes.delivery.note_json import note_json
from fieldnotes.delivery.package import JSON, PDF, Makers
from fieldnotes.delivery.record import CaseRecord, NoteRecord


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a connector is handed. `of` holds this one note."""

    of: CaseRecord
    makers: Makers = field(repr=False)

    @property
    def note(self) -> NoteRecord:
        """The note."""
        return self.of.notes[0]

    @property
    def document(self) -> str:
        """The id of the text as a document: the same text has the same id, however often it is sent."""
        return document_id(self.of, self.note)

    def files(self) -> list[File]:
        """Make its files: our JSON, and the paper unless it was taken back."""
        found = [File("note.json", JSON, note_json(self.of, self.note))]
        if not self.note.stub:
            found.insert(0, File("note.pdf", PDF, self.makers.paper(self.of, self.note)))
        return found
