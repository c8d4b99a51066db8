"""What people try first when they guess: much used passphrases, words of every sentence, rows of keys. Only lists."""

USED_BY_MANY = frozenset(
    """
    password passphrase passw0rd p@ssw0rd letmein welcome admin administrator secret master dragon monkey football
    baseball superman batman princess sunshine iloveyou starwars login access shadow michael jordan qwerty qwertyuiop
    lösenord lösen losenord lösenfras hemligt hemlig hejsan hejhej hej hallå välkommen valkommen sommar vinter höst
    våren sverige svenska stockholm göteborg malmö fotboll hockey ishockey älskling alskling kärlek karlek mamma pappa
    bajskorv snopp blomma sommaren fieldnotes socialtjänsten socialtjänst kommun kommunen anteckning anteckningar
    januari februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag
    fredag lördag söndag spring summer autumn winter changeme default computer internet test testing
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Whole words that stand on top of every list of passwords that leaked, and those of this work."""

IN_EVERY_SENTENCE = frozenset(
    """
    och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när man nu då
    där hon du min din vid ut in upp här ska vill bra hej ja nej eller mitt ditt vår alla mycket the and a to of in is
    it you that he was for on are with as his they be at one have this from or had by not but what all were we when
    """.split()  # noqa: SIM905 - as above
)
"""Words that say next to nothing."""

ROWS = (
    "1234567890", "0987654321", "qwertyuiopå", "asdfghjklöä", "zxcvbnm", "abcdefghijklmnopqrstuvwxyzåäö",
    "1q2w3e4r5t6y",
)  # fmt: skip
"""Characters that lie beside each other on the keyboard or follow each other."""
