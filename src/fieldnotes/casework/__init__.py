"""The acts a person can do, one module per act; called by the windows and the command line alike."""
