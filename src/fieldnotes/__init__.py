"""FieldNotes: structured, dictated, signed notes from home visits."""

__version__ = "0.1.0"
