"""A case's folder on the screen: its journal, a party's insight, and what was answered before a decision."""
