"""Note to PDF, once a person asks for paper. Knows no vault, no template and no screen: only finished values."""
