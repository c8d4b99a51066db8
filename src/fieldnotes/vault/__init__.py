"""The encrypted store of one person on one device: keys, drafts, entries, what waits to be sent. Knows no network."""
