"""Papers until the plan: submissions, appraisal sheets, minutes of councils."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils import timezone

from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Appraisal, Opinion, Seat, precedence
from khuyencong.appraisals.queries import agreed_of, points_for, rounds_of
from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.dossiers.queries import estimate_of
from khuyencong.lib.money import group
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme, Tier

from . import issuers
from .frame import Body, Subject
from .issuers import Issuer
from .life import Life
from .words import (
    BLANK,
    UNIT,
    body,
    bullet,
    day_words,
    general,
    heading,
    short,
    spelled,
)

BASE, UPPER = "base", "upper"
_PREPARING = (State.DRAFT, State.RETURNED, State.SUBMITTED)
_BASE_DONE = (State.APPRAISED, State.REGISTERED)
_UNTOLD = "không ghi"


def submissions(life: Life) -> list[Subject]:
    """To the department while the dossier is prepared; further up once it has been appraised."""
    scheme = life.scheme
    if scheme.state in _PREPARING:
        return [Subject(BASE, "đề nghị thẩm định cấp cơ sở")]
    if scheme.state in _BASE_DONE:
        return [Subject(UPPER, f"đề nghị {_asked_above(scheme)}")]
    return []


def submission_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    if subject.key == BASE:
        return issuers.implementer(scheme)
    return issuers.department(scheme)


def submission(scheme: Scheme, subject: Subject) -> Body:
    """The letter that a dossier goes with (tờ trình)."""
    estimate = estimate_of(scheme)
    agreed = agreed_of(scheme)
    if subject.key == BASE:
        to, asks = issuers.department(scheme), _asked_at_base(scheme)
        support = estimate.support_vnd
    else:
        national = scheme.tier == Tier.NATIONAL
        to = issuers.ministry_department(scheme) if national else issuers.committee(scheme)
        asks = _asked_above(scheme)
        support = sum(agreed.values()) or estimate.support_vnd
    issuer = submission_issuer(scheme, subject)
    blocks: list[Block] = [
        body(f"{issuer.name} kính trình {to.name} {asks} đề án khuyến công sau:"),
        heading("1. Thông tin chung"),
        *general(scheme),
        heading("2. Kinh phí"),
        bullet(f"Tổng dự toán: {spelled(estimate.amount_vnd)}."),
        bullet(f"Đề nghị nhà nước hỗ trợ{_by_appraisal(subject, agreed)}: {spelled(support)}."),
    ]
    if estimate.items:
        blocks.append(_estimate_table(estimate.by_source, estimate.amount_vnd))
    if subject.key == UPPER:
        blocks += [heading("3. Kết quả thẩm định cấp cơ sở"), *_results(scheme)]
    blocks.append(body(f"Kính đề nghị {to.name} xem xét, {asks}./."))
    return Body(
        "TỜ TRÌNH",
        f"Về việc {asks} đề án «{scheme.name}»",
        blocks,
        addressees=(to.name,),
    )


def _by_appraisal(subject: Subject, agreed: Mapping[int, int]) -> str:
    return " (theo kết quả thẩm định)" if subject.key == UPPER and agreed else ""


def _asked_at_base(scheme: Scheme) -> str:
    """The department appraises, then registers or submits: neither plan is its own to approve."""
    if scheme.tier == Tier.NATIONAL:
        return "thẩm định cấp cơ sở, đăng ký kế hoạch khuyến công quốc gia"
    return "thẩm định, trình cấp có thẩm quyền phê duyệt"


def _asked_above(scheme: Scheme) -> str:
    if scheme.tier == Tier.NATIONAL:
        return "thẩm định, đưa vào kế hoạch khuyến công quốc gia"
    return "phê duyệt, giao kế hoạch"


def _estimate_table(by_source: Sequence[tuple[str, int]], amount: int) -> Table:
    rows = [
        Row((str(number), label, group(sum_)))
        for number, (label, sum_) in enumerate(by_source, start=1)
    ]
    return Table(
        (Column("TT", 1), Column("Nguồn kinh phí", 6), Column("Số tiền", 3, True)),
        (*rows, Row(("", "Tổng cộng", group(amount)), is_strong=True)),
        "Dự toán theo hồ sơ",
        UNIT,
    )


def _results(scheme: Scheme) -> list[Block]:
    found = [one for one in rounds_of(scheme) if one.level == Level.BASE]
    if not found:
        return [bullet("Chưa ghi kết luận thẩm định trong hệ thống.")]
    return [
        bullet(
            f"{one}: {str(one.conclusion).lower()}, ngày "
            f"{short(timezone.localdate(one.conclusion.at))}."
        )
        for one in found[:1]
    ]


def appraisals(life: Life) -> list[Subject]:
    """Those that were concluded: opinions stay hidden until then."""
    return [Subject(f"appraisal-{one.pk}", str(one)) for one in life.appraisals]


def councils(life: Life) -> list[Subject]:
    """Those that a council concluded."""
    names = {one.pk: str(one) for one in life.councils}
    return [
        Subject(f"appraisal-{one.pk}", f"{one}, {names[one.council_id]}")
        for one in life.appraisals
        if one.council_id
    ]


def appraisal_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    if _appraisal(scheme, subject).level == Level.MINISTRY:
        return issuers.ministry_department(scheme)
    return issuers.department(scheme)


def _appraisal(scheme: Scheme, subject: Subject) -> Appraisal:
    return next(one for one in rounds_of(scheme) if one.pk == subject.pk)


def appraisal_sheet(scheme: Scheme, subject: Subject) -> Body:
    """The appraisal sheet (phiếu thẩm định, Điều 9, 10 TT 36/2013)."""
    one = _appraisal(scheme, subject)
    opinions: Sequence[Opinion] = one.locked  # type: ignore[attr-defined]  # prefetched
    blocks: list[Block] = [
        heading("1. Thông tin về đề án"),
        *general(scheme),
        bullet(f"Tổng dự toán: {spelled(estimate_of(scheme).amount_vnd)}."),
        heading("2. Nội dung thẩm định"),
        body(f"{one}, do {_by_whom(one)} thực hiện."),
        _points(one, opinions),
        *_conclusion(one, "3. Kết luận"),
    ]
    base = one.level == Level.BASE
    return Body(
        "PHIẾU THẨM ĐỊNH",
        f"Đề án «{scheme.name}»",
        blocks,
        form=_sheet_form(scheme) if base else "",
        dated_on=timezone.localdate(one.conclusion.at),
    )


def _sheet_form(scheme: Scheme) -> str:
    """4b where the beneficiaries are named, 4a where they are not yet."""
    return "Mẫu số 4b" if scheme.beneficiaries.exists() else "Mẫu số 4a"


def _points(one: Appraisal, opinions: Sequence[Opinion]) -> Block:
    """What was said on each point; of a time without points only that."""
    points = points_for(one)
    if not points:
        return body("Không ghi ý kiến theo từng nội dung.")
    said: dict[int, list[str]] = {}
    for opinion in opinions:
        for told in opinion.points.all():
            words = ": ".join(word for word in (told.get_verdict_display(), told.text) if word)
            if words:
                said.setdefault(told.point_id, []).append(words)
    rows = [
        Row(
            (
                str(point.number),
                point.wording,
                "; ".join(dict.fromkeys(said.get(point.pk, [_UNTOLD]))),
            )
        )
        for point in points
    ]
    return Table(
        (Column("TT", 1), Column("Nội dung thẩm định", 6), Column("Ý kiến", 6)), tuple(rows)
    )


def _conclusion(one: Appraisal, title: str) -> list[Block]:
    conclusion = one.conclusion
    blocks: list[Block] = [
        heading(title),
        bullet(f"Kết luận: {conclusion.get_outcome_display()}."),
    ]
    if conclusion.average_score is not None:
        score = _score(conclusion.average_score)
        blocks.append(
            bullet(f"Điểm bình quân: {score} điểm ({conclusion.scores_count} ý kiến được tính).")
        )
    agreed = list(conclusion.agreed.all())
    if agreed:
        blocks.append(bullet(f"Kinh phí thống nhất hỗ trợ: {spelled(conclusion.support_vnd)}."))
        blocks.append(_agreed_table([(told.line, told.support_vnd) for told in agreed]))
    if conclusion.note:
        blocks.append(bullet(f"Yêu cầu, ghi chú: {conclusion.note}"))
    return blocks


def _score(score: Fraction) -> str:
    return f"{round(float(score), 2):g}".replace(".", ",")


def _agreed_table(agreed: Sequence[tuple[Line, int]]) -> Table:
    rows = [
        Row((str(number), str(line), group(amount)))
        for number, (line, amount) in enumerate(agreed, start=1)
    ]
    return Table(
        (Column("TT", 1), Column("Nội dung", 7), Column("Mức hỗ trợ", 3, True)),
        tuple(rows),
        "Mức hỗ trợ thống nhất",
        UNIT,
    )


def _by_whom(one: Appraisal) -> str:
    """«Hội đồng … (Quyết định số 71/QĐ-SCT ngày 08/05/2026)», or those who help (Điều 8)."""
    council = one.council
    if council is None:
        return "bộ máy giúp việc"
    number, day = council.decision_number, short(council.decision_date)
    return f"{council.name} (Quyết định số {number} ngày {day})"


def council_minutes(scheme: Scheme, subject: Subject) -> Body:
    """The minutes of the council's meeting (biên bản họp hội đồng thẩm định)."""
    one = _appraisal(scheme, subject)
    conclusion = one.conclusion
    locked: Sequence[Opinion] = one.locked  # type: ignore[attr-defined]  # prefetched
    opinions = sorted(locked, key=lambda opinion: precedence(opinion.seat))
    day = conclusion.step.decision_date or timezone.localdate(conclusion.at)
    rows = [
        Row(
            (
                str(number),
                str(opinion.person),
                opinion.get_seat_display() or "–",
                str(opinion.score),
                group(opinion.support_vnd or 0),
                opinion.text,
            )
        )
        for number, opinion in enumerate(opinions, start=1)
    ]
    columns = (
        Column("TT", 2),
        Column("Thành viên", 7),
        Column("Chức danh", 4),
        Column("Điểm", 3, True),
        Column("Mức hỗ trợ đề xuất (đồng)", 6, True),
        Column("Ý kiến", 9),
    )
    quorum = (
        f"Số thành viên được thẩm định đề án: {conclusion.members_count}; số ý kiến tối thiểu: "
        f"{conclusion.quorum_count}; số ý kiến được tính: {conclusion.scores_count}."
    )
    blocks: list[Block] = [
        heading("I. Thời gian, địa điểm, thành phần"),
        bullet(f"Thời gian: {day_words(day)}; địa điểm: {BLANK}."),
        bullet(f"{_by_whom(one)}."),
        bullet(quorum),
        heading("II. Nội dung"),
        body(
            f"Hội đồng thẩm định đề án «{scheme.name}» (mã {scheme.code}), {lower_first(str(one))}."
        ),
        Table(columns, tuple(rows), "Ý kiến của các thành viên"),
        *_conclusion(one, "III. Kết luận của Hội đồng"),
        body("Biên bản được lập, đọc lại cho các thành viên dự họp cùng nghe và thống nhất./."),
    ]
    names = {opinion.seat: str(opinion.person) for opinion in opinions}
    return Body(
        "BIÊN BẢN",
        f"Họp Hội đồng thẩm định đề án «{scheme.name}»",
        blocks,
        signatures=(
            Signature("THƯ KÝ", name=names.get(Seat.SECRETARY, "")),
            Signature("CHỦ TỊCH HỘI ĐỒNG", name=names.get(Seat.CHAIR, "")),
        ),
        symbol=conclusion.step.decision_number,
        dated_on=day,
    )
