"""What waits for a person, by deadline: nothing that a role must do needs a search to be found.

Days come from the law of `regulations`; a task is «soon late» in its last working days.  Each
source costs a fixed number of queries.  A synthetic record waits only for a synthetic account.
"""

from datetime import date

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.regulations.queries import Calendar

from .lines import tasks_of_lines
from .others import changes, group_plans, needs, opinions, plans
from .schemes import tasks_of_schemes
from .tasks import SOON, Standings, Task, TaskRow, standing_of, standings_of

__all__ = ["SOON", "Standings", "Task", "TaskRow", "standings_of", "worklist_of"]

_NEVER = date.max


def worklist_of(user: User, *, today: date) -> list[TaskRow]:
    """Everything that waits for the person, the most urgent first."""
    law = Calendar()
    tasks = [*opinions(user, law), *needs(user, law, today)]
    if user.may(Permission.VIEW_RECORDS):
        tasks += [
            *tasks_of_schemes(user, law, today),
            *tasks_of_lines(user, today),
            *plans(user),
            *group_plans(user),
            *changes(user),
        ]
    tasks.sort(key=lambda task: (task.due or _NEVER, task.sentence))
    return [TaskRow(task, standing_of(task, today)) for task in tasks]
