"""From the vault to the hub and back: joining, exchanging, backing off. Knows no screen and no table."""
