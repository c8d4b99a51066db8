"""Plain Swedish, spoken Swedish and the sentences of the program. Pure: no files, no windows."""
