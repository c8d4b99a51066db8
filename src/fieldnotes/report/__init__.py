"""A note on paper, when a person asks for it. Knows no vault, template or screen: only finished values."""
