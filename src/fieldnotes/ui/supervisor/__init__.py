"""The supervisor's windows: what waits, and the decision about one signed text."""
