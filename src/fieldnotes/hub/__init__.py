"""The server: who may join, which cases they may know, and every entry in its numbered place. Knows no window."""
