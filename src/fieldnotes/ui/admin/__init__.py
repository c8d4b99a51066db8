"""The administrator's screens: visits to come, people, who has a case. They know no note."""
