"""The windows: they draw what casework gives and ask casework to act; they open no store and no network."""
