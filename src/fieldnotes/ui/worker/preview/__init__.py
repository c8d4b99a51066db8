"""Templates to look at before anybody works by them: the list, a file that is checked, the real form."""
