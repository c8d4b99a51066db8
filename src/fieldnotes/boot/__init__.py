"""Reads settings, builds the parts, starts. Nothing else constructs anything."""
