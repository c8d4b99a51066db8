"""What travels: exact bytes, signatures, receipts and message shapes. Pure; shared by device and hub."""
