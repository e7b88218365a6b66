"""Arithmetic that a text can be held to: sums, parts and wholes, shares, averages."""

from collections.abc import Iterator
from fractions import Fraction

from khuyencong.indicators.measures import NOT_SUMMABLE
from khuyencong.indicators.presentation import show

from ..checking.verdict import compare
from ..models import PublishedFigure
from .finding import (
    Figures,
    Finding,
    Weight,
    about,
    added,
    number,
    results,
    sentence,
    total,
    weight_of,
    whole_of,
    words,
)


def sums_of_parts(figures: Figures) -> Iterator[Finding]:
    """A whole and the parts the text counts into it, where it tells two or more."""
    for whole in figures:
        parts = [one for one in figures if one.part_of_id == whole.pk and _same_unit(one, whole)]
        if len(parts) > 1:
            yield _sum("sum", whole, parts, "")


def told_twice(figures: Figures) -> Iterator[Finding]:
    """Figures that break down again what was counted before: never to be added to it."""
    for whole in figures:
        again = [one for one in figures if one.told_again_id == whole.pk]
        if again:
            yield _sum("told_twice", whole, again, " Kể lại lần thứ hai, không cộng thêm.")


def _sum(code: str, whole: PublishedFigure, parts: list[PublishedFigure], note: str) -> Finding:
    amount = total(parts)
    verdict = compare(whole.claim, amount)
    said = f"{added(parts)} = {words(amount, whole)}; văn bản ghi {whole.shown}"
    return Finding(
        code=code,
        weight=weight_of(verdict),
        figures=(whole, *parts),
        amounts=(number(whole), amount),
        message=f"{said}: {verdict.outcome.value}.{note}",
    )


def parts_larger_than_the_whole(figures: Figures) -> Iterator[Finding]:
    """A part («trong đó») that exceeds what it is told as a part of."""
    wholes = {one.pk: one for one in figures}
    for part in figures:
        whole = wholes.get(part.part_of_id or 0)
        if whole is None or not _same_unit(part, whole) or number(part) <= number(whole):
            continue
        yield Finding(
            code="part_exceeds_whole",
            weight=Weight.DIFFERS,
            figures=(part, whole),
            amounts=(number(part), number(whole)),
            message=(
                f"«Trong đó» {part.shown} lớn hơn chính số chứa nó là {whole.shown}: "
                "không thể là một phần, chỉ có thể là số đi kèm."
            ),
        )


def shares(figures: Figures) -> Iterator[Finding]:
    """Shares by source against the money of the same text, and their sum against 100 %."""
    told = results(figures, "share")
    parts = [one for one in results(figures, "support") if one.source and not one.contents]
    whole = total(parts)
    for share in told:
        own = [one for one in parts if one.source == share.source]
        if own and whole:
            yield _share(share, own[0], 100 * number(own[0]) / whole)
    if len(told) > 1:
        amount = total(told)
        exact = abs(amount - 100) <= Fraction(len(told), 200)
        yield Finding(
            code="shares_sum",
            weight=Weight.HOLDS if exact else Weight.DIFFERS,
            figures=tuple(told),
            amounts=(amount,),
            message=f"Các tỷ trọng cộng lại được {show(amount, '%')}.",
        )


def _share(share: PublishedFigure, part: PublishedFigure, computed: Fraction) -> Finding:
    verdict = compare(share.claim, computed)
    return Finding(
        code="share",
        weight=weight_of(verdict),
        figures=(share, part),
        amounts=(number(share), computed),
        message=(
            f"{part.shown} ({about(part)}) chiếm {show(computed, '%')} tổng các nguồn; "
            f"văn bản ghi {share.shown}: {verdict.outcome.value}."
        ),
    )


def growth_bases(figures: Figures) -> Iterator[Finding]:
    """What a growth rate implies of the term before, which the text does not tell."""
    for rate in results(figures, "growth"):
        now = whole_of(figures, "support", rate.source)
        if len(now) != 1:
            continue
        # No more exact than a million: it is worked back from a percentage of two decimals.
        base = round(number(now[0]) * 100 / (100 + number(rate)), -6)
        yield Finding(
            code="growth_base",
            weight=Weight.NOTE,
            figures=(rate, now[0]),
            amounts=(base,),
            message=(
                f"{sentence(rate.shown)} lên {now[0].shown} suy ra kỳ trước "
                f"khoảng {show(base, 'VND')} ({about(now[0])}); văn bản không nêu số kỳ "
                "trước nên không kiểm được."
            ),
        )


def yearly_averages(figures: Figures) -> Iterator[Finding]:
    """A yearly average and what it makes over the whole period."""
    for average in results(figures, "support", "people", "schemes"):
        if average.per and average.period is not None and average.item not in NOT_SUMMABLE:
            years = len(average.period.years)
            amount = number(average) * years
            yield Finding(
                code="yearly_average",
                weight=Weight.NOTE,
                figures=(average,),
                amounts=(amount,),
                message=(
                    f"Bình quân {average.shown} ({about(average)}) trong {years} năm là khoảng "
                    f"{show(amount, average.unit.partition('/')[0])}."
                ),
            )


def beneficiaries(figures: Figures) -> Iterator[Finding]:
    """Beneficiaries by legal form against those of one content: distinct counts do not add up."""
    told = results(figures, "beneficiaries")
    by_form = [one for one in told if one.legal_form]
    if len(by_form) < 2:
        return
    everyone = total(by_form)
    for some in (one for one in told if one.contents):
        yield _some_beneficiaries(figures, some, by_form, everyone - number(some))


def _some_beneficiaries(
    figures: Figures, some: PublishedFigure, by_form: list[PublishedFigure], rest: Fraction
) -> Finding:
    everyone = total(by_form)
    schemes = [one for one in results(figures, "schemes") if one.contents == some.contents]
    many = f" ({schemes[0].shown}, một đề án có nhiều đơn vị)" if schemes else ""
    return Finding(
        code="beneficiaries_differ",
        weight=Weight.GAP if rest >= 0 else Weight.DIFFERS,
        figures=(some, *by_form),
        amounts=(number(some), everyone),
        message=(
            f"{added(by_form)} = {words(everyone, some)} theo loại hình, nhưng nội dung "
            f"«{about(some)}» ghi {some.shown}{many}: chênh {words(abs(rest), some)} không được "
            "nói rõ thụ hưởng nội dung nào."
        ),
    )


def _same_unit(one: PublishedFigure, other: PublishedFigure) -> bool:
    return one.unit == other.unit and None not in (one.value, other.value)


FINDERS = (
    sums_of_parts,
    told_twice,
    parts_larger_than_the_whole,
    shares,
    growth_bases,
    yearly_averages,
    beneficiaries,
)
