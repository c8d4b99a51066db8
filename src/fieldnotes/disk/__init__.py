"""Files and folders that are there whole or not at all; the lowest station that touches a disk. Knows no record."""
