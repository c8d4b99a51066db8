"""What every window shares: the look, the icons and the small widgets; knows no case and no note."""
