"""What leaves for a case system or an archive: signed notes as packages and bundles. Knows no store and no hub."""
