"""What waits for a person, by deadline: nothing that a role must do needs a search to be found.

Days come from the law of `regulations`; a task is «soon late» in its last working days.  Each
source costs a fixed number of queries.  A synthetic record waits only for a synthetic account.
"""

from datetime import date

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission

from .asker import Asker
from .lines import tasks_of_lines
from .others import changes, group_plans, needs, plans
from .schemes import confirmations, tasks_of_schemes
from .tasks import SOON, Standings, Task, in_order, standings_of

__all__ = ["SOON", "Standings", "Task", "standings_of", "worklist_of"]


def worklist_of(user: User, *, today: date) -> list[Task]:
    """Everything that waits for the person, the most urgent first."""
    asker = Asker(user, today)
    tasks = [*needs(asker), *tasks_of_schemes(asker)]
    if user.may(Permission.VIEW_RECORDS):
        tasks += [
            *confirmations(asker),
            *tasks_of_lines(asker),
            *plans(asker),
            *group_plans(asker),
            *changes(asker),
        ]
    return in_order(tasks, today=today)
