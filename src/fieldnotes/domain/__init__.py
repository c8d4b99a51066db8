"""What a visit, note, entry and decision are, and which step may follow which. Pure; shared with the hub."""
