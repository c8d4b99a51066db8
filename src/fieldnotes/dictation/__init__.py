"""Sound in, words out: sound files, the recogniser's own process, speech models. Knows no note and no window."""
