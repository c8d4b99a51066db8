"""The social worker's screens: today, the cases, one case, a new note, the editor; knows no store."""
