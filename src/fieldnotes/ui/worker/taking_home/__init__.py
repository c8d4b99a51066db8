"""Giving a person their paper, and saying what each agency may know of a plan."""
