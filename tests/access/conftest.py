"""One of everything in Nghệ An, kept for all tests of a file, which only ask for it."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from khuyencong.accounts import roles
from khuyencong.accounts.models import User
from khuyencong.adjustments import actions as adjustments
from khuyencong.adjustments.actions import PaperFacts
from khuyencong.appraisals import actions as appraisals
from khuyencong.delivery import actions as delivery
from khuyencong.delivery import queries
from khuyencong.documents.filling import starter
from khuyencong.dossiers import queries as dossiers
from khuyencong.dossiers.actions import FileFacts, hand_in, open_dossier
from khuyencong.establishments.models import Establishment, Representative
from khuyencong.figures import actions as figures
from khuyencong.organisations.models import Kind
from khuyencong.papers import actions as papers
from khuyencong.papers.building import offered
from khuyencong.places.queries import units_within_ids
from khuyencong.planning import actions as planning
from khuyencong.planning.actions import PlanFacts
from khuyencong.planning.models import PlanEdition
from khuyencong.regulations import actions as regulations
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.adjustments.asking import asked, words
from tests.appraisals.conftest import scheme_waiting
from tests.counting import uncounted
from tests.delivery import conftest as life
from tests.dossiers.conftest import PDF
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AT, CouncilFactory, MemberFactory
from tests.factories.dossiers import NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory, RepresentativeFactory
from tests.factories.funding import EnvelopeFactory
from tests.factories.group_plans import GroupPlanFactory, PlanPartFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory, UnitFactory
from tests.factories.planning import YEAR, scheme_asking
from tests.factories.schemes import LineFactory, SchemeFactory
from tests.papers.piles import pile_of

HIDDEN = "Đề án kín"
TEXT = "Năm 2018, tỉnh Nghệ An hỗ trợ 12 đề án khuyến công với kinh phí 2,5 tỷ đồng."
OF_DEPARTMENT = ("leader", "province_officer", "accountant")
NATIONWIDE = ("ministry_leader", "ministry_officer")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Who asks for every page, to be refused, calls no line on purpose."""
    with uncounted():
        yield


def people_of(place: Any, name: str, **more: Any) -> dict[str, User]:
    """One person of every role, in the bodies of a province."""
    commune = CommuneFactory(province=place)
    bodies = {
        **dict.fromkeys(OF_DEPARTMENT, OrganisationFactory(place=place)),
        **dict.fromkeys(NATIONWIDE, OrganisationFactory(ministry=True)),
        "centre_officer": OrganisationFactory(centre=True, place=place),
        **dict.fromkeys(
            ("commune_officer", "collaborator"),
            OrganisationFactory(kind=Kind.COMMUNE_COMMITTEE, place=commune),
        ),
        **dict.fromkeys(
            ("council_member", "applicant"), OrganisationFactory(kind=Kind.OTHER, place=place)
        ),
        "administrator": None,
    }
    return {
        code: UserFactory(
            full_name=f"{role.display_name}, {name}", role=code, organisation=bodies[code], **more
        )
        for code, role in roles.ROLES.items()
    }


@pytest.fixture(scope="module")
def place(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[SimpleNamespace]:
    """The law, two provinces, and every role of each."""
    folder = tmp_path_factory.mktemp("media")
    with (
        override_settings(MEDIA_ROOT=folder),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        units_within_ids.cache_clear()
        regulations.load_regulations(on=date(2026, 1, 1))
        here, there = UnitFactory(code="40", name="Nghệ An"), UnitFactory(code="42", name="Hà Tĩnh")
        people = SimpleNamespace(
            here=here,
            there=there,
            own=people_of(here, "Nghệ An"),
            others=people_of(there, "Hà Tĩnh"),
            shown=people_of(here, "minh họa", is_illustrative=True),
        )
        connection.check_constraints()  # here, not again after each of the tests
        yield people
        transaction.set_rollback(True)
    units_within_ids.cache_clear()


@pytest.fixture(scope="module")
def everything(place: SimpleNamespace, django_db_blocker: Any) -> SimpleNamespace:
    """A scheme under way with all that hangs on it, and one before its council."""
    with django_db_blocker.unblock():
        running = _running(place)
        waiting = _waiting(place)
        return SimpleNamespace(
            **vars(place),
            **_of_delivery(running, place.own["centre_officer"]),
            **_of_papers(running, place.own["centre_officer"], place.own["leader"]),
            **_of_changes(running, place.own["centre_officer"]),
            **_of_plans(place),
            **_of_appraisal(waiting, place),
            **_of_survey(place),
            **_of_groups(place),
            **_of_applicants(running, place),
            drafted=_hide(SchemeFactory(province=place.here, state="draft"), "KIN-5"),
            running=running,
            waiting=waiting,
        )


def _hide(scheme: Scheme, code: str) -> Scheme:
    Scheme.objects.filter(pk=scheme.pk).update(code=code, name=f"{HIDDEN} {code}")
    return life.fresh(scheme)


def _running(place: SimpleNamespace) -> Scheme:
    centre = place.own["centre_officer"]
    planned = life.plan_scheme(place.here, centre.organisation, tier="province")
    planned = _hide(planned, "KIN-1")
    terms = {line.pk: delivery.Terms(70, "Hợp đồng") for line in planned.lines.all()}
    delivery.sign(planned, life.contract_facts(planned, terms=terms), by=centre, at=life.at(3, 10))
    delivery.start(life.fresh(planned), by=centre, at=life.at(3, 12))
    return life.fresh(planned)


def _waiting(place: SimpleNamespace) -> Scheme:
    centre = place.own["centre_officer"]
    waiting = scheme_waiting(
        place.here,
        code="KIN-2",
        name=f"{HIDDEN} KIN-2",
        state="draft",
        implementer=centre.organisation,
    )
    open_dossier(waiting, by=centre, at=AT)
    hand_in(waiting, PDF, title="Giấy kín", requirement=None, by=centre, at=AT)
    schemes.take_step(waiting, "submit", by=centre, at=AT)
    return life.fresh(waiting)


def _of_delivery(scheme: Scheme, centre: User) -> dict[str, Any]:
    report = life.report(scheme, "80", centre, life.at(3, 20))
    visit = delivery.record_visit(
        scheme,
        delivery.VisitFacts(
            visited_on=date(2026, 3, 21), place="Xã", people="Đoàn", findings="Tốt", advice=""
        ),
        by=centre,
        at=life.at(3, 21),
    )
    facts = delivery.PhotoFacts(file=PDF, taken_at=life.at(3, 21), place="Xã")
    line = life.line_of(scheme)
    item = queries.papers_asked(scheme, line, "first_advance", on=life.SIGNED)[0].item
    evidence = delivery.EvidenceFacts(item=item, line=line, number="01", file=PDF)
    return {
        "line": line.pk,
        "source": life.key(scheme),
        "report": report.pk,
        "visit": visit.pk,
        "photo": delivery.add_photo(report, facts, by=centre, at=life.at(3, 22)).pk,
        "evidence": delivery.file_evidence(scheme, evidence, by=centre, at=life.at(3, 23)).pk,
        "voucher": delivery.save_voucher(
            scheme, life.voucher_facts(scheme, 100), by=centre, at=life.at(9, 9)
        ).pk,
    }


def _of_papers(scheme: Scheme, centre: User, leader: User) -> dict[str, Any]:
    subject = next(one.key for kind, one in offered(scheme) if kind == "contract")
    wanted = papers.Wanted("contract", subject, seen="")
    paper = papers.write_paper(scheme, wanted, site="https://khuyencong.example", by=centre, at=AT)
    scan = papers.file_scan(paper, PDF, by=centre, at=AT)
    pile = FileFacts(
        content=pile_of(paper), name="chong.pdf", media_type="application/pdf", extension="pdf"
    )
    batch = papers.file_batch(pile, by=centre, at=AT)
    layout = FileFacts(
        content=starter(), name="mau.docx", media_type="application/msword", extension="docx"
    )
    wording = papers.WordingFacts(valid_from=date(2026, 1, 1), layout=layout)
    papers.save_wording(scheme.province, "contract", wording, by=leader, at=AT)
    return {"paper": paper.code, "scan": scan.pk, "batch": batch.pk}


def _of_changes(scheme: Scheme, centre: User) -> dict[str, Any]:
    request = asked(scheme, centre, ("place", words("Vinh"), scheme.lines.get()))
    facts = PaperFacts(title="Công văn kín", number="1", dated_on=None, file=PDF)
    enclosed = adjustments.hand_in(request, facts, by=centre, at=AT)
    return {
        "request": request.pk,
        "change": request.changes.get().pk,
        "enclosed": enclosed.pk,
    }


def _of_plans(place: SimpleNamespace) -> dict[str, Any]:
    leader = place.own["leader"]
    scheme = scheme_asking(place.here, "KIN-3", province=200)
    Scheme.objects.filter(pk=scheme.pk).update(name=f"{HIDDEN} KIN-3")
    envelope = EnvelopeFactory(year=YEAR, place=place.here)
    facts = PlanFacts(title="Phương án kín", year=YEAR, tier="province", place=place.here)
    given = planning.open_plan(facts, by=leader, at=AT)
    planning.move(given.items.get(), is_included=True, by=leader)
    item = given.items.get()
    edition = _edition(place.here, leader)
    return {"plan": given.pk, "item": item.pk, "edition": edition, "envelope": envelope.pk}


def _edition(here: Any, leader: User) -> int:
    return PlanEdition.objects.create(
        year=YEAR,
        tier="province",
        place=here,
        number=1,
        title="Lần giao kín",
        decision_number="9/QĐ-KIN",
        decision_date=date(2026, 12, 1),
        decided_by=leader,
        decided_at=AT,
    ).pk


def _of_appraisal(scheme: Scheme, place: SimpleNamespace) -> dict[str, Any]:
    officer = place.own["province_officer"]
    council = CouncilFactory(province=place.here, recorded_by=officer, name="Hội đồng kín")
    MemberFactory(council=council, person=place.own["leader"], chair=True)
    member = MemberFactory(council=council, person=place.own["council_member"])
    appraisals.open_appraisal(scheme, council=council, by=officer, at=AT)
    return {
        "council": council.pk,
        "member": member.pk,
        "attachment": dossiers.checklist_of(scheme.dossier).others[0].pk,
        "waiting_line": scheme.lines.get().pk,
        "waiting_item": dossiers.items_of(scheme).get().pk,
    }


def _of_survey(place: SimpleNamespace) -> dict[str, Any]:
    commune = place.own["commune_officer"].organisation.place
    facts = figures.Incoming(pasted=TEXT, title="Văn bản kín")
    document = figures.bring_in(facts, by=place.own["province_officer"], at=AT)
    establishment = EstablishmentFactory(name="Cơ sở kín", province=place.here, commune=commune)
    centre = place.own["centre_officer"].organisation
    return {
        "need": NeedFactory(commune=commune, name="Nhu cầu kín").pk,
        "outreach": OutreachFactory(commune=commune, told_by=centre).pk,
        "commune": commune.pk,
        "document": document.pk,
        "establishment": establishment.code,
    }


def _of_applicants(scheme: Scheme, place: SimpleNamespace) -> dict[str, Any]:
    """Who owns the beneficiary, a neighbour, somebody far, one shown, and one of none."""
    beneficiary = scheme.beneficiaries.get().establishment
    given = _give(place.own, beneficiary)
    _give(place.others, EstablishmentFactory(province=place.there))
    _give(place.shown, EstablishmentFactory(province=place.here, illustrative=True))
    neighbour = people_of(place.here, "bên cạnh")
    _give(neighbour, EstablishmentFactory(province=place.here, name="Cơ sở bên cạnh"))
    return {
        "given": given.pk,
        "applicants": {
            "own": place.own["applicant"],
            "neighbour": neighbour["applicant"],
            "far": place.others["applicant"],
            "illustrative": place.shown["applicant"],
            "of none": people_of(place.here, "chưa có cơ sở")["applicant"],
        },
    }


def _give(people: dict[str, User], establishment: Establishment) -> Representative:
    return RepresentativeFactory(
        establishment=establishment,
        person=people["applicant"],
        given_by=people["centre_officer"],
    )


def _of_groups(place: SimpleNamespace) -> dict[str, Any]:
    centre = place.own["centre_officer"].organisation
    scheme = _hide(SchemeFactory(province=place.here, implementer=centre, group=True), "KIN-4")
    line = LineFactory(scheme=scheme, item="Máy kín")
    plan = GroupPlanFactory(scheme=scheme)
    part = PlanPartFactory(plan=plan, line=line, establishment__province=place.here)
    return {
        "grouped": scheme,
        "group_line": line.pk,
        "group_plan": plan.pk,
        "part": part.pk,
    }
