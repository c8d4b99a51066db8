"""Newer versions of the program itself, beside the one that was installed. Knows no note, no profile, no network."""
