"""Drawing the establishments of a term; their names say that they are invented."""

from dataclasses import dataclass

from khuyencong.establishments.actions import EstablishmentFacts
from khuyencong.establishments.models import LegalForm
from khuyencong.places.models import Unit

from .ground import Ground, seeded
from .plan import Activity

_NAMES = {
    LegalForm.ENTERPRISE: "Công ty TNHH",
    LegalForm.COOPERATIVE: "Hợp tác xã",
    LegalForm.COOPERATIVE_GROUP: "Tổ hợp tác",
    LegalForm.HOUSEHOLD: "Hộ kinh doanh",
}
_WORKERS = {
    LegalForm.ENTERPRISE: (10, 90),
    LegalForm.COOPERATIVE: (9, 50),
    LegalForm.COOPERATIVE_GROUP: (4, 20),
    LegalForm.HOUSEHOLD: (3, 12),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """An establishment to register, what it makes, and whether its area is poor."""

    code: str
    facts: EstablishmentFacts
    activity: Activity
    is_disadvantaged: bool | None


def draw_register(ground: Ground) -> list[Drawn]:
    """Draw the establishments that the plan asks for, in a mixed order."""
    term = ground.term
    random = seeded(term.code, "register")
    kinds = [
        (LegalForm(line.legal_form), None if line.poor is None else number < line.poor)
        for line in term.registers
        for number in range(line.count)
    ]
    random.shuffle(kinds)
    poor_communes = iter(ground.poor_communes)
    drawn = []
    for number, (legal_form, is_poor) in enumerate(kinds, start=1):
        activity = random.choice(term.activities)
        facts = EstablishmentFacts(
            name=f"{_NAMES[legal_form]} minh họa {term.place} {number:03d} – {activity.name}",
            legal_form=legal_form,
            province=ground.province,
            commune=next(poor_communes) if is_poor else random.choice(ground.communes),
            trade=ground.trades[activity.trade],
            workers_count=random.randint(*_WORKERS[legal_form]),
        )
        drawn.append(Drawn(f"MH-{term.abbreviation}-CS-{number:03d}", facts, activity, is_poor))
    return drawn


def draw_communes(term: str, units: list[Unit], poor: int) -> tuple[list[Unit], list[Unit]]:
    """Return the communes for ordinary establishments, and *poor* others to list as poor."""
    shuffled = list(units)
    seeded(term, "communes").shuffle(shuffled)
    return shuffled[poor:], shuffled[:poor]
