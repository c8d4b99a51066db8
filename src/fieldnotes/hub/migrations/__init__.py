"""The steps from one shape of the hub's tables to the next; packaged, so that a hub can open what is older."""
