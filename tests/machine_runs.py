"""How the machine is let run: so many runs of so many steps, from a fixed seed or from chance."""

from collections import Counter

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from machine_rules import Exchanging


def explore(
    machine: type[Exchanging], runs: int, steps: int = 40, begin: int | None = None, *, shrink: bool = True
) -> Counter[str]:
    """Let it run; give how often what happened. `begin`: the seed, for the same runs every day; None: by chance.

    `shrink`: look for the smallest run that fails; costs minutes where a run costs seconds.
    """
    machine.seen = Counter()
    seeded = machine if begin is None else seed(begin)(machine)
    how = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(seeded, settings=how)
    return machine.seen
