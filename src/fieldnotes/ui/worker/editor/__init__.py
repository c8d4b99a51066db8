"""The note editor: write, speak, check and sign one note. Reaches the record only through casework."""
