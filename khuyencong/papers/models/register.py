from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, OuterRef, Q
from django.utils.functional import cached_property

from khuyencong.appraisals.models import Council
from khuyencong.dossiers.models import readable_by
from khuyencong.planning.models import PlanEdition
from khuyencong.ui.addresses import address_of

if TYPE_CHECKING:
    from khuyencong.accounts.models import User


class Source(models.TextChoices):
    """The tables where a number is kept."""

    NUMBER = "number", "Số cấp tại đây"
    EDITION = "edition", "Quyết định giao kế hoạch"
    COUNCIL = "council", "Quyết định thành lập hội đồng"
    GROUP_PLAN = "group_plan", "Quyết định phê duyệt kế hoạch đề án nhóm"
    CONTRACT = "contract", "Hợp đồng"
    APPENDIX = "appendix", "Phụ lục hợp đồng"
    ACCEPTANCE = "acceptance", "Biên bản nghiệm thu"
    SETTLEMENT = "settlement", "Biên bản thanh lý"
    ADJUSTMENT = "adjustment", "Quyết định về điều chỉnh"
    REQUEST_PAPER = "request_paper", "Tài liệu kèm đề nghị điều chỉnh"
    STEP = "step", "Văn bản của bước"


_SUBJECTS = {
    Source.EDITION: "Quyết định. {}",
    Source.COUNCIL: "Quyết định thành lập {}",
    Source.GROUP_PLAN: "Quyết định phê duyệt kế hoạch thực hiện đề án «{}»",
    Source.CONTRACT: "Hợp đồng thực hiện đề án «{}»",
    Source.APPENDIX: "Phụ lục hợp đồng thực hiện đề án «{}»",
    Source.ACCEPTANCE: "Biên bản nghiệm thu đề án «{}»",
    Source.SETTLEMENT: "Biên bản thanh lý đề án «{}»",
    Source.ADJUSTMENT: "Quyết định về điều chỉnh đề án «{}»",
    Source.STEP: "Văn bản về đề án «{}»",
}
_PAGES_OF_ROW = {
    Source.EDITION: "planning:edition_detail",
    Source.COUNCIL: "appraisals:council_detail",
    Source.ADJUSTMENT: "adjustments:request_detail",
}
_PAGES_OF_SCHEME = {
    Source.GROUP_PLAN: "group_plans:scheme_plans",
    Source.CONTRACT: "delivery:delivery_detail",
    Source.APPENDIX: "delivery:delivery_detail",
    Source.ACCEPTANCE: "delivery:acceptance_list",
    Source.SETTLEMENT: "delivery:acceptance_list",
    Source.REQUEST_PAPER: "adjustments:scheme_requests",
    Source.STEP: "schemes:scheme_detail",
}


class RegisterQuerySet(models.QuerySet["RegisterRow"]):
    def visible_to(self, user: "User") -> "RegisterQuerySet":
        """Return the numbers of what the person may open.

        Of a scheme, or several, whose dossiers are all open; of an edition or a council, by
        themselves.
        """
        of_it = Func(OuterRef("schemes"), template="(SELECT unnest(%(expressions)s))")
        readable = ArraySubquery(readable_by(user).filter(pk__in=of_it).values("pk"))
        own = {
            Source.EDITION: PlanEdition.objects.visible_to(user).values("pk"),
            Source.COUNCIL: Council.objects.visible_to(user).values("pk"),
        }
        found = Q(schemes__contained_by=readable)
        for source, keys in own.items():
            found |= Q(source=source, key__in=keys)
        return self.filter(found)

    def holding(self, words: str) -> "RegisterQuerySet":
        """Return those in whose number, title, scheme or body every one of the words stands."""
        found = self
        for word in words.split():
            stands = (Q(**{f"{column}__icontains": word}) for column in _SEARCHED)
            found = found.filter(reduce(or_, stands))
        return found


_SEARCHED = ("symbol", "title", "scheme_code", "issuer_name")


class RegisterRow(models.Model):
    """A number with the paper that bears it (dòng của sổ văn bản đi, đến; NĐ 30/2020 Điều 15).

    A view of the database over every table where a number is kept: nothing is stored twice.
    ``key`` is the row of the table ``source``; ``scheme_id`` is empty where the paper is of no one
    scheme; ``schemes`` are all that it is of, empty where it is of none.  ``folded`` is the number
    without spaces, in capitals, by which doubles are found.
    """

    pk = models.CompositePrimaryKey("source", "key")
    source = models.CharField("loại", max_length=20, choices=Source)
    key = models.BigIntegerField("khóa của dòng gốc")
    scheme_id = models.BigIntegerField("đề án", null=True)
    schemes = ArrayField(models.BigIntegerField(), verbose_name="các đề án", null=True)
    issuer = models.CharField("mã cơ quan ban hành", max_length=100)
    issuer_name = models.CharField("cơ quan ban hành", max_length=300)
    symbol = models.CharField("số, ký hiệu", max_length=60)
    folded = models.CharField("số, ký hiệu để so trùng", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("trích yếu hoặc tên đề án", max_length=600)
    scheme_code = models.CharField("mã đề án", max_length=40)
    address = models.CharField("đường dẫn", max_length=200)
    void_reason = models.CharField("lý do hủy", max_length=300)
    at = models.DateTimeField("ghi lúc")
    clerk = models.CharField("người ghi", max_length=120)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        managed = False
        verbose_name = "số trong sổ văn bản"
        verbose_name_plural = "sổ văn bản đi, đến"
        ordering = ("-dated_on", "-at", "-key", "source")

    def __str__(self) -> str:
        return self.symbol

    @property
    def kind(self) -> str:
        """What kind of deed bears the number."""
        return Source(self.source).label

    @property
    def subject(self) -> str:
        """The kind and abstract of the paper (tên loại, trích yếu)."""
        return _SUBJECTS.get(Source(self.source), "{}").format(self.title)

    @cached_property
    def url(self) -> str:
        """What the number decided; a number given here leads to its paper."""
        if self.source in _PAGES_OF_ROW:
            return address_of(_PAGES_OF_ROW[Source(self.source)], self.key)
        if self.source in _PAGES_OF_SCHEME:
            return address_of(_PAGES_OF_SCHEME[Source(self.source)], self.scheme_code)
        return self.address

    @property
    def document(self) -> tuple[str, int, str]:
        """What no two papers may share: the body, the year and the number."""
        return (self.issuer, self.year, self.folded)
