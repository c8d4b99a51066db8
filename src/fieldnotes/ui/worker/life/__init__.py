"""What life brings, on the screen: small panels over the window, each with its presenter."""
