"""The plain versions of a note beside its text: a page to write them on with live help."""
