"""The schemes of a year and what is done with them, for tests of the papers over all of them."""

from khuyencong.delivery import actions as delivery
from khuyencong.documents.content import Table, from_data
from khuyencong.papers.models import Paper
from khuyencong.schemes.models import Scheme
from tests.appraisals.conftest import scheme_waiting
from tests.delivery import conftest as life
from tests.delivery.conftest import SETTLED, at
from tests.factories.planning import appraised as agreed_to


def asking(province, code, *, implementer=None, millions=150, **more):
    """A national scheme of 2027 that the base appraisal agreed to give so many million."""
    more = {"state": "appraised", "national": True, **more}
    scheme = scheme_waiting(
        province, code=code, name=f"Máy sấy {code}", implementer=implementer, **more
    )
    agreed_to(scheme, 80, agreed={scheme.lines.get(): millions})
    return scheme


def contract_of(scheme, number, by):
    terms = {line.pk: delivery.Terms(70, "Hợp đồng") for line in scheme.lines.all()}
    facts = life.contract_facts(scheme, number=number, terms=terms)
    delivery.sign(scheme, facts, by=by, at=at(3, 10))
    return life.fresh(scheme)


def under_contract(province, implementer, number, *, tier="province", by):
    """A scheme of 2026 with a contract on 200 million; its code ends in the number."""
    scheme = life.plan_scheme(province, implementer, names=(f"HTX số {number}",), tier=tier)
    Scheme.objects.filter(pk=scheme.pk).update(code=f"KC-{tier}-{number}")
    return contract_of(life.fresh(scheme), f"{number}/HĐ-KC", by)


def liquidate(scheme, *, centre, officer, accountant):
    """Advance 140 million, accept 200, settle 185: 45 are still to be paid."""
    line = life.line_of(scheme)
    delivery.start(scheme, by=centre, at=at(3, 12))
    life.report(scheme, "75", centre, at(4, 20))
    scheme = life.fresh(scheme)
    report = scheme.progressreport_rows.get()
    delivery.confirm_progress(report, opinion="Đúng.", by=officer, at=at(4, 22))
    for stage in ("first_advance", "remaining"):
        life.tick(scheme, line, stage, centre, at(4, 25))
    delivery.advance(line, life.advance_facts(scheme, 140), by=accountant, at=at(5, 4))
    facts = life.acceptance_facts(scheme, grant=200, counterpart=300)
    delivery.accept(line, facts, by=officer, at=at(9, 1))
    scheme = life.fresh(scheme)
    for voucher in (
        life.voucher_facts(scheme, 200, disallowed_vnd=15_000_000, reason="Vượt giá"),
        life.voucher_facts(scheme, 300, source=life.key(scheme, "counterpart"), number="HĐ 2"),
    ):
        delivery.save_voucher(scheme, voucher, by=centre, at=at(9, 9))
    delivery.settle(scheme, SETTLED, by=accountant, at=at(10, 1))
    return life.fresh(scheme)


def shelf(client, address):
    return [
        (row.kind.value, row.label, row.may_write) for row in client.get(address).context["rows"]
    ]


def post(client, address, kind):
    """Press the button of the first paper of that kind; the paper, and what was told."""
    row = next(one for one in client.get(address).context["rows"] if one.kind == kind)
    sent = {"kind": kind, "subject": row.subject, "seen": row.latest.code if row.latest else ""}
    response = client.post(f"{address}lap/", sent, follow=True)
    told = [str(message) for message in response.context["messages"]]
    return Paper.objects.order_by("-pk").first(), told


def table(paper, number=0):
    blocks = [one for one in from_data(paper.content).blocks if isinstance(one, Table)]
    return [" | ".join(row.cells) for row in blocks[number].rows]
