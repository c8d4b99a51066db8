"""The way files are written, under its former name; `disk/atomic_file.py` holds it. Knows nothing else."""

from fieldnotes.disk.atomic_file import cannot_write, replacing, settle_folder, write_atomically

__all__ = ["cannot_write", "replacing", "settle_folder", "write_atomically"]
