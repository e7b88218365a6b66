from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms

from khuyencong.establishments.models import LegalForm
from khuyencong.funding.models import Nature
from khuyencong.indicators.address import (
    PARAMETERS,
    SOURCE_LABELS,
    Address,
    AddressError,
    parse,
)
from khuyencong.indicators.dimensions import NoSuchDimension, dimension
from khuyencong.indicators.evaluation import check
from khuyencong.indicators.measures import MEASURES, NAMES
from khuyencong.lib.contents import Content
from khuyencong.lib.period import Period, PeriodError
from khuyencong.places.models import Unit
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace
from khuyencong.schemes.models import CertifiedAt, ResultKind
from khuyencong.ui.fields import OfficeForm

BAD_WORDS = (AddressError, PeriodError, UnknownPlace, AmbiguousPlace)
_REFINEMENTS = ("legal_form", "area", "item", "certified_at", "nature")


def _choice(label: str, empty: str, choices: Sequence[tuple[str, Any]]) -> forms.CharField:
    """A list to choose from that leaves the judging of other words to the address."""
    widget = forms.Select(choices=[("", empty), *choices])
    return forms.CharField(label=label, required=False, widget=widget)


class AddressForm(OfficeForm):
    """The parts of an address; every wrong word is answered beside its field."""

    measure = _choice("Chỉ tiêu", "Chọn chỉ tiêu", list(NAMES.items()))
    content = _choice("Nội dung", "Tất cả nội dung", Content.choices)
    source = _choice(
        "Nguồn kinh phí", "Tất cả nguồn", [(k, v) for k, v in SOURCE_LABELS.items() if k]
    )
    place = forms.CharField(
        label="Địa bàn",
        required=False,
        help_text="Tên tỉnh, thành phố hiện nay hoặc trước 01/07/2025; để trống là cả nước.",
        widget=forms.TextInput(attrs={"list": "dia-ban", "autocomplete": "off"}),
    )
    period = forms.CharField(
        label="Kỳ",
        required=False,
        help_text="Ví dụ: 2018; 2014-2018; 6 tháng đầu năm 2018; quý II/2018.",
    )
    legal_form = _choice("Loại hình cơ sở", "Tất cả", LegalForm.choices)
    area = _choice(
        "Địa bàn khó khăn",
        "Tất cả",
        [("disadvantaged", "Thuộc địa bàn khó khăn"), ("other", "Ngoài địa bàn khó khăn")],
    )
    item = _choice("Loại kết quả", "Không chọn", ResultKind.choices)
    certified_at = _choice("Cấp công nhận sản phẩm", "Không chọn", CertifiedAt.choices)
    nature = _choice("Mức thực hiện của kinh phí", "Đã thực hiện", Nature.choices)
    per = _choice("Cách tính", "Cả kỳ", [("year", "Bình quân mỗi năm")])
    boundaries = _choice("Ranh giới địa bàn", "Của kỳ số liệu", [("now", "Hiện nay")])
    records = _choice(
        "Hồ sơ",
        "Hồ sơ thật nếu có, nếu không thì minh họa",
        [("real", "Hồ sơ thật"), ("illustrative", "Dữ liệu minh họa")],
    )

    def __init__(self, words: Mapping[str, str] | None, *, today: date) -> None:
        super().__init__(words)
        self.today = today
        several = (words or {}).get("content", "")
        if "," in several:
            self.fields["content"].widget.choices += [(several, _labels(several))]

    @property
    def main_fields(self) -> Iterator[forms.BoundField]:
        """What nearly every address says."""
        return (self[name] for name in ("measure", "content", "source", "place", "period"))

    @property
    def more_fields(self) -> Iterator[forms.BoundField]:
        """What narrows it further."""
        return (self[name] for name in PARAMETERS if name not in PARAMETERS[:5])

    @property
    def narrows(self) -> bool:
        """Whether a narrowing field is in use or has an error, so that it must be seen."""
        return any(field.value() or field.errors for field in self.more_fields)

    def clean(self) -> dict[str, Any]:
        """Read the address; it is in ``cleaned_data["address"]`` of a valid form."""
        words = {name: self.cleaned_data.get(name, "") for name in PARAMETERS}
        words = {name: word for name, word in words.items() if word}
        try:
            self.cleaned_data["address"] = parse(words, today=self.today)
        except BAD_WORDS as error:
            self._tell(words, str(error))
        else:
            self._check(self.cleaned_data["address"])
        return self.cleaned_data

    def _tell(self, words: Mapping[str, str], sentence: str) -> None:
        """Read every part by itself, so that each error stands beside its field."""
        for name in PARAMETERS:
            self._try(name, words)
        if not self.errors:
            self.add_error("source", sentence)

    def _try(self, name: str, words: Mapping[str, str]) -> None:
        if name != "measure" and name not in words:
            return
        if name not in words:
            self.add_error(name, "Hãy chọn chỉ tiêu.")
            return
        asked = {"measure": "support", **_beside(name, words), name: words[name]}
        try:
            parse(asked, today=self.today)
        except BAD_WORDS as error:
            self.add_error(name, self._in_words(name, str(error)))

    def _in_words(self, name: str, sentence: str) -> str:
        """The sentence with the nearest known words as the list of the field calls them."""
        choices = getattr(self.fields[name].widget, "choices", [])
        labels = {code: f"{label} ({code})" for code, label in choices if code}
        said, nearest, words = sentence.rstrip(".").partition(" Gần nhất: ")
        named = ", ".join(labels.get(word, word) for word in words.split(", "))
        return f"{said}{nearest}{named}." if nearest else sentence

    def _check(self, address: Address) -> None:
        """Hold the parts together: some measures need one more, some do not keep one."""
        if address.measure not in MEASURES:
            return
        try:
            check(address)
        except AddressError as error:
            asks = "item" if "item" in str(error) or address.item else "certified_at"
            self.add_error(asks, _for_form(str(error)))
        asked = [name for name in _REFINEMENTS if getattr(address, name)]
        asked += ["content"] if address.contents else []
        for name in asked:
            try:
                dimension(MEASURES[address.measure], name)
            except NoSuchDimension as error:
                self.add_error(name, str(error))


@lru_cache(maxsize=1)
def place_names() -> tuple[str, ...]:
    """The names a place may be suggested by: provinces of today and before 01/07/2025.

    Kept per process, as everything that is read off the list of places.
    """
    names = Unit.objects.provinces().in_name_order().values_list("name", flat=True)
    return tuple(dict.fromkeys(names))


def _labels(codes: str) -> str:
    known = dict(Content.choices)
    return ", ".join(str(known.get(code.strip(), code.strip())) for code in codes.split(","))


def _beside(name: str, words: Mapping[str, str]) -> dict[str, str]:
    """What a place is read together with: the boundaries, and the period if it is one."""
    if name != "place":
        return {}
    beside = {other: words[other] for other in ("period", "boundaries") if other in words}
    try:
        Period.parse(beside.get("period", "2018"))
    except PeriodError:
        del beside["period"]
    return beside


def _for_form(sentence: str) -> str:
    """The sentence without the spelling that only the command line needs."""
    head, _, _ = sentence.partition(": hãy thêm")
    return sentence if head == sentence else f"{head}: hãy chọn ở đây."
