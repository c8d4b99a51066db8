#!/bin/sh
# Take FieldNotes off this Mac: sudo sh uninstall.sh [--anyway]. Refuses while something lies on this computer alone.
# Profiles (~/Library/Application Support/FieldNotes) always stay: they are people's, and encrypted.
# Exit status: 0 done, 2 the program is running, 3 something lies on this computer alone.
set -eu
app="${FIELDNOTES_APP:-/Applications/FieldNotes.app}"
program="$app/Contents/MacOS/fieldnotes"
[ -d "$app" ] || exit 0
if pgrep -f "^$program" >/dev/null; then
    echo "FieldNotes är öppet. Stäng programmet och försök igen." >&2
    exit 2
fi
if [ "${1:-}" != "--anyway" ] && ! "$program" leave-check --everyone; then
    exit 3
fi
rm -rf "$app"
pkgutil --forget se.fieldnotes.FieldNotes >/dev/null 2>&1 || true
