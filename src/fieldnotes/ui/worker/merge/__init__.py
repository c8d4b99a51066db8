"""Several signed texts of one note brought together by a person; draws and asks, decides nothing."""
