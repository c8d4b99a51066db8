"""The frame around the screens: unlocking, moving between screens, status, finding; decides nothing about notes."""
