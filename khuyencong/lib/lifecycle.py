"""A lifecycle as a table: states, and the steps that lead from one to another.

Buttons, permissions, the log and the diagrams in ``docs/lifecycles/`` are read from the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class StepNotAllowed(Exception):
    """The step does not exist in the state the record is in."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the states it may start from, where it leads, and its Vietnamese label."""

    label: str
    sources: frozenset[str]
    to: str
    needs_note: bool = False
    needs_decision: bool = False


def step(
    label: str, *sources: str, to: str, needs_note: bool = False, needs_decision: bool = False
) -> Step:
    """Return a :class:`Step`, written the way a table reads."""
    return Step(label, frozenset(sources), to, needs_note, needs_decision)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The initial state and every step of one kind of record."""

    initial: str
    steps: Mapping[str, Step]

    def steps_from(self, state: str) -> dict[str, Step]:
        """Return the steps that may be taken in *state*, in the order of the table."""
        return {name: step for name, step in self.steps.items() if state in step.sources}

    def target(self, name: str, *, state: str) -> str:
        """Return the state that step *name* leads to; raise :class:`StepNotAllowed`."""
        if name not in self.steps_from(state):
            raise StepNotAllowed(f"Không thể thực hiện bước «{name}» ở trạng thái «{state}».")
        return self.steps[name].to

    def reachable(self) -> frozenset[str]:
        """Return every state that can be reached from the initial one."""
        seen, waiting = {self.initial}, [self.initial]
        while waiting:
            for taken in self.steps_from(waiting.pop()).values():
                if taken.to not in seen:
                    seen.add(taken.to)
                    waiting.append(taken.to)
        return frozenset(seen)

    def mermaid(self, labels: Mapping[str, str]) -> str:
        """Return the state diagram in Mermaid's notation, with Vietnamese labels."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {state} : {label}" for state, label in labels.items()]
        lines += [
            f"    {source} --> {taken.to} : {taken.label}"
            for taken in self.steps.values()
            for source in sorted(taken.sources)
        ]
        return "\n".join(lines) + "\n"
