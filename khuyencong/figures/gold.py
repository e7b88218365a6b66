"""Gold rows (đáp án): the figures a person wrote down, in either of the two table layouts.

The older spelling of a metric («fund_support_machine», «số đề án máy móc») becomes a set of
accepted measures and contents; where the table itself is ambiguous, more than one is accepted.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .reading.figure import TextPeriod
from .reading.normal import normalise
from .reading.periods import find_periods
from .reading.vocabulary import MEASURES as VOCABULARY

_TRAINING = frozenset({"training", "management", "vocational", "capacity"})

# metric prefix → accepted measures; the rest of the name is the content
_MEASURES = {
    "fund_support": {"support"},
    "fund_total": {"total"},
    "fund_counterpart": {"counterpart"},
    "fund_investment": {"investment"},
    "fund_requested": {"requested"},
    "fund_allocated": {"allocated"},
    "fund_disbursed": {"disbursed"},
    "fund_unallocated": {"unallocated"},
    "fund_approved": {"support", "allocated", "requested"},
    "fund": {"support"},
    "n_project": {"schemes"},
    "n_beneficiary": {"beneficiaries"},
    "n_establishment": {"establishments"},
    "n_product": {"products"},
    "n_worker": {"people"},
    "n_trainee": {"people"},
    "n_attendee": {"people"},
    "n_job": {"people"},
    "n_class": {"classes"},
    "n_model": {"models"},
    "n_workshop": {"events"},
    "n_fair": {"events"},
    "n_selection": {"events"},
    "n_event": {"events"},
    "n_cluster": {"clusters"},
    "n_agreement": {"agreements"},
    "n_mou": {"agreements"},
    "n": {"count"},
    "pct_share": {"share"},
    "pct_growth": {"growth"},
    "pct": {"percent"},
    "ratio": {"ratio"},
    "norm_cap": {"norm_ceiling"},
    "norm_pct": {"norm_percent"},
}
_CONTENTS: dict[str, frozenset[str]] = {
    "machine_model": frozenset({"machine", "model"}),
    "machine": frozenset({"machine"}),
    "model": frozenset({"model"}),
    "replication": frozenset({"model"}),
    "brand": frozenset({"brand"}),
    "trademark": frozenset({"brand"}),
    "info": frozenset({"info"}),
    "capacity": frozenset({"capacity", "management"}),
    "training": _TRAINING,
    "fair": frozenset({"fair"}),
    "vocational": frozenset({"vocational"}),
    "workshop": _TRAINING | {"info", "fair", ""},
    "selection": frozenset({"selection"}),
    "village": frozenset({"village"}),
    "cluster": frozenset({"cluster"}),
    "cluster_plan": frozenset({"cluster"}),
    "design": frozenset({"design"}),
    "admin": frozenset({"admin"}),
    "ocop": frozenset({"ocop"}),
    "pollution": frozenset({"environment"}),
    "environment": frozenset({"environment"}),
    "sxsh": frozenset({"sxsh"}),
    "consulting": frozenset({"consulting"}),
    "management": frozenset({"management"}),
}
# Vietnamese metric names: the first words that fit decide
_NAMED_MEASURES = (
    (r"tỷ trọng", {"share"}),
    (r"tăng so kỳ trước", {"growth"}),
    (r"mức giảm", {"percent", "growth"}),
    (r"tỷ lệ", {"percent"}),
    (r"tổng kinh phí thực hiện \(gồm", {"total"}),
    (r"đối ứng", {"counterpart"}),
    (r"kinh phí|vốn", {"support"}),
    (r"số đề án", {"schemes"}),
    (r"thụ hưởng|được hỗ trợ|địa bàn khó khăn|đánh giá nhanh", {"beneficiaries", "establishments"}),
    (r"doanh nghiệp|\bdn\b|cơ sở", {"establishments", "beneficiaries"}),
    (r"số người|lượt người|học viên|việc làm|lao động", {"people"}),
    (r"số lớp", {"classes"}),
    (r"website|điểm bán", {"count"}),
    (r"mô hình", {"models"}),
    (r"sản phẩm", {"products"}),
    (r"số cuộc|số đợt|lễ hội", {"events"}),
    (r"biên bản|hợp đồng", {"agreements"}),
    (r"độ dài|kỳ của", {"count"}),
)  # fmt: skip
_NAMED_CONTENTS = (
    (r"đào tạo nghề|truyền nghề", frozenset({"vocational"})),
    (r"hội chợ \+ bình chọn", frozenset({"fair", "selection"})),
    (r"mô hình trình diễn, chuyển giao", frozenset({"model", "machine"})),
    (r"khu/cụm", frozenset({"sxsh", "cluster", "village"})),
    (r"sxsh|sx&tdbv|chất thải", frozenset({"sxsh", "environment"})),
    (r"mô hình trình diễn|kinh phí mô hình|đề án mô hình|số mô hình", frozenset({"model"})),
    (r"máy móc", frozenset({"machine"})),
    (r"bình chọn|tiêu biểu|công nhận|dự cấp|đạt cấp", frozenset({"selection"})),
    (r"hội chợ", frozenset({"fair"})),
    (r"thương hiệu", frozenset({"brand"})),
    (r"nâng cao năng lực quản lý|học viên|đào tạo|được đào tạo", _TRAINING),
    (r"^kinh phí hỗ trợ$|^số đề án(?: khuyến công)?$|tỷ trọng|tăng so|tổng kinh phí|^vốn đối "
     r"ứng$", frozenset({""})),
)  # fmt: skip

FAMILIES = (
    ("money", r"vnd|đồng"),
    ("%", r"%"),
    ("times", r"^lần$"),
    ("products", r"sản phẩm|mặt hàng"),
    ("people", r"người|lao động|học viên|đại biểu|cán bộ|việc làm|nghệ nhân|hội viên|khách"),
    ("schemes", r"đề án|dự án|chương trình|nhiệm vụ"),
    ("establishments", r"cơ sở|đơn vị|doanh nghiệp|hợp tác xã|hộ|công ty|htx|tổ hợp"),
    ("events", r"cuộc|đợt|hội chợ|hội thảo|hội nghị|lễ hội|kỳ|phiên|triển lãm|buổi|tập huấn"),
    ("classes", r"lớp|khóa|khoá"),
    ("models", r"mô hình"),
    ("clusters", r"cụm|ccn"),
)


@dataclass(frozen=True, slots=True)
class Gold:
    """One row of gold; None in a set of accepted values means that the row does not say."""

    doc: str
    surface: str
    metric: str
    unit: str
    numbers: tuple[Decimal, ...]
    qualifier: str | None
    sources: frozenset[str] | None
    measures: frozenset[str]
    contents: frozenset[str] | None
    period: TextPeriod | None

    @property
    def family(self) -> str:
        return unit_family(self.unit)


def unit_family(unit: str) -> str:
    """The family of a counted noun; an unknown noun is its own family."""
    words = unit.casefold().replace("/năm", "")
    return next((name for name, pattern in FAMILIES if re.search(pattern, words)), words)


def read_gold(lines: Iterable[str]) -> list[Gold]:
    """Read either table: with columns `doc … surface` or `seed quote …`."""
    return [_row(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _row(row: dict[str, str | None]) -> Gold:
    cell = {name: (value or "").strip() for name, value in row.items()}
    metric = cell.get("metric", "")
    measures, contents = _named(metric) if " " in metric else _spelled(metric)
    return Gold(
        doc=cell.get("doc") or cell.get("seed", ""),
        surface=cell.get("surface") or cell.get("quote", ""),
        metric=metric,
        unit=cell.get("unit", ""),
        numbers=_numbers(cell.get("value", "")),
        qualifier=_qualifier(cell.get("qualifier", "")),
        sources=_sources(cell.get("fund_source", "")),
        measures=measures,
        contents=contents,
        period=_period(cell.get("period", "")),
    )


def _numbers(cell: str) -> tuple[Decimal, ...]:
    try:
        return tuple(Decimal(part) for part in re.split(r"\.\.|/", cell) if part)
    except InvalidOperation:
        return ()


def _qualifier(cell: str) -> str | None:
    if cell == "định tính":
        return None
    words = re.split(r"[+;(]", cell)[0].strip()
    return "" if words in ("khoảng giá trị", "tăng") else words


def _sources(cell: str) -> frozenset[str] | None:
    if "suy ra" in cell:
        return frozenset({"province", "all", ""})
    if cell.startswith("tổng") or ("đối ứng" in cell and "+" in cell):
        return frozenset({"total"})
    if "+" in cell or cell.startswith(("tất cả", "ngân sách Nhà nước")):
        return frozenset({"all"})
    names = {
        "": "", "không nêu": "", "quốc gia": "national", "địa phương": "local", "tỉnh": "province",
        "huyện": "district", "xã": "commune", "đối ứng": "counterpart",
    }  # fmt: skip
    return frozenset({names.get(cell, cell)})


def _spelled(metric: str) -> tuple[frozenset[str], frozenset[str] | None]:
    """`measure_content` in the older spelling."""
    prefix = next(
        (p for p in sorted(_MEASURES, key=len, reverse=True) if f"{metric}_".startswith(f"{p}_")),
        "n",
    )
    rest = metric[len(prefix) :].strip("_")
    if rest in _CONTENTS:
        return frozenset(_MEASURES[prefix]), _CONTENTS[rest]
    if any(word in rest for word in ("ocop",)):
        return frozenset(_MEASURES[prefix]), _CONTENTS["ocop"]
    plain = prefix in ("fund_support", "fund_total", "fund_counterpart", "n_project", "pct_share")
    return frozenset(_MEASURES[prefix]), frozenset({""}) if plain and not rest else None


def _named(metric: str) -> tuple[frozenset[str], frozenset[str] | None]:
    words = metric.casefold()
    measures = next((m for pattern, m in _NAMED_MEASURES if re.search(pattern, words)), {"count"})
    contents = next((c for pattern, c in _NAMED_CONTENTS if re.search(pattern, words)), None)
    return frozenset(measures), contents


def _period(cell: str) -> TextPeriod | None:
    """The dates of a period cell; None when the row does not say."""
    cell = re.sub(r"\((?!\d{1,2}/\d{4}).*?\)|so (?:kỳ trước|\d{4}.*)$|«.*?»", "", cell).strip()
    if not cell or "không nêu" in cell or cell.startswith("gần"):
        return None
    until = re.search(r"đến (?:nay )?\(?(\d{1,2})/(\d{4})", cell)
    if until:
        return TextPeriod(None, date(int(until[2]), int(until[1]), 28), cell)
    cell = re.sub(r"^(\d) tháng (\d{4})", r"\1 tháng đầu năm \2", cell)
    cell = cell.replace("đầu 2018", "đầu năm 2018") if "tháng" in cell else cell
    cell = re.sub(r"từ đầu (\d{4})", r"từ đầu năm \1", cell)
    listed = re.fullmatch(r"(\d{4})(?:, \d{4})*, (\d{4})", cell)
    if listed:
        return TextPeriod(date(int(listed[1]), 1, 1), date(int(listed[2]), 12, 31), cell)
    text = normalise(cell)
    found = find_periods(text.low, text.flat, None)
    return found[0].period if found else None


def gold_row(doc: str, surface: str, value: str, unit: str, asked: Mapping[str, str]) -> Gold:
    """A gold row in today's vocabulary; «-» in `asked` says that the row does not ask."""

    def told(name: str) -> frozenset[str] | None:
        return None if asked[name] == "-" else frozenset({asked[name]})

    qualifier = asked["qualifier"]
    return Gold(
        doc=doc,
        surface=surface,
        metric=f"{asked['measure']} × {asked['content']}",
        unit=unit,
        numbers=_numbers(value),
        qualifier=None if qualifier == "-" else qualifier,
        sources=told("fund_source"),
        measures=told("measure") or frozenset(VOCABULARY),
        contents=told("content"),
        period=None if asked["period"] in ("", "-") else _period(asked["period"]),
    )
