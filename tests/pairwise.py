"""Few rows that hold every pair of values of any two dimensions; chosen greedily, always the same."""

from itertools import combinations, product


def pairwise(dimensions):
    """Give rows (dicts) that cover every pair; `dimensions`: name -> values."""
    names = sorted(dimensions, key=lambda name: (-len(dimensions[name]), name))
    missing = {
        (one, a, other, b)
        for one, other in combinations(names, 2)
        for a, b in product(dimensions[one], dimensions[other])
    }
    rows = []
    for first, second in product(dimensions[names[0]], dimensions[names[1]]):
        row = {names[0]: first, names[1]: second}
        for name in names[2:]:
            row[name] = max(
                dimensions[name],
                key=lambda value, name=name, row=row: (_gained(row, name, value, missing), -len(str(value))),
            )
        missing -= set(pairs(row, names))
        rows.append(row)
    while missing:
        one, a, other, b = min(missing)
        row = {one: a, other: b}
        for name in names:
            if name not in row:
                row[name] = max(
                    dimensions[name], key=lambda value, name=name, row=row: _gained(row, name, value, missing)
                )
        missing -= set(pairs(row, names))
        rows.append(row)
    return rows


def pairs(row, names):
    """Every pair a row holds, named in the order of `names`."""
    return [(one, row[one], other, row[other]) for one, other in combinations(names, 2)]


def _gained(row, name, value, missing):
    return sum((one, a, name, value) in missing or (name, value, one, a) in missing for one, a in row.items())
