"""What may be decided about a figure found in a text, as a table."""

from django.db.models import TextChoices

from khuyencong.lib.lifecycle import Lifecycle, step


class CandidateState(TextChoices):
    """Where the decision about a figure stands."""

    WAITING = "waiting", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    REJECTED = "rejected", "Đã bác"


_ALL = (CandidateState.WAITING, CandidateState.CONFIRMED, CandidateState.REJECTED)

CANDIDATES = Lifecycle(
    initial=CandidateState.WAITING,
    steps={
        "accept": step(
            "Xác nhận",
            CandidateState.WAITING,
            CandidateState.REJECTED,
            to=CandidateState.CONFIRMED,
        ),
        "change": step("Sửa và xác nhận", *_ALL, to=CandidateState.CONFIRMED),
        "reject": step(
            "Bác",
            CandidateState.WAITING,
            CandidateState.CONFIRMED,
            to=CandidateState.REJECTED,
            needs_note=True,
        ),
    },
)
