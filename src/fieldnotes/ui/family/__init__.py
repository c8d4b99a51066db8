"""The family view: who is in the room, the frozen copy on its own screen, and the worker's console."""
