"""The files of one open note: a card in the editor and what it asks for."""
