"""One line of a table of budgets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, the worst value found and where, and its budget.

    ``at_least`` turns the budget into the smallest value that is good. A row that is no ``gate`` is
    printed and fails nothing.
    """

    what: str
    worst: float
    where: str
    budget: float
    at_least: bool = False
    gate: bool = True

    @property
    def kept(self) -> bool:
        """Whether the value is within the budget."""
        return self.worst >= self.budget if self.at_least else self.worst <= self.budget

    @property
    def holds(self) -> bool:
        """Whether ``bench`` may pass with this row."""
        return self.kept or not self.gate

    def __str__(self) -> str:
        mark = (
            "ok  " if self.kept else ("LOW " if self.at_least else "OVER") if self.gate else "over"
        )
        side = "min" if self.at_least else "of "
        figures = f"{self.worst:9,.2f} {side} {self.budget:9,.2f}"
        return f"{mark} {self.what:58} {figures}  {self.where}"


def worst_of(what: str, values: dict[str, int], budget: float) -> Row:
    """The row of the heaviest of several pages, each named by its place."""
    where = max(values, key=lambda name: values[name], default="")
    return Row(what, values.get(where, 0), where, budget)
