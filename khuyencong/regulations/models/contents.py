"""The vocabulary of the decree: content groups, sub-contents, kinds of schemes, trades."""

from django.db import models
from django.db.models import Q

from khuyencong.lib.contents import Content

from .versions import Version


class ContentGroup(Version):
    """A group of contents of the programme (nhóm nội dung hoạt động khuyến công).

    The nine of Điều 4 Nghị định 45/2012/NĐ-CP.  A report lists them all, also those with nothing.
    """

    number = models.PositiveSmallIntegerField("số thứ tự", unique=True)
    name = models.CharField("tên ngắn", max_length=200)
    wording = models.TextField("nội dung theo văn bản")

    class Meta(Version.Meta):
        verbose_name = "nhóm nội dung"
        verbose_name_plural = "nhóm nội dung"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class SchemeKind(Version):
    """A kind of scheme with its own advance, evidence and papers (dạng đề án).

    Điều 13 to 15 Thông tư 36/2013/TT-BCT; ``list_number`` is the khoản of Điều 14 with its list of
    evidence, empty where Điều 14 has none.
    """

    name = models.CharField("tên", max_length=240)
    list_number = models.PositiveSmallIntegerField(
        "danh mục tài liệu số (khoản của Điều 14)", null=True, blank=True
    )

    class Meta(Version.Meta):
        verbose_name = "dạng đề án"
        verbose_name_plural = "dạng đề án"
        ordering = ["list_number", "code"]

    def __str__(self) -> str:
        return self.name


class SubContent(Version):
    """A sub-content of a group (nội dung cụ thể).

    Điều 4 Nghị định 45/2012/NĐ-CP, detailed by Điều 4 Thông tư 46/2012/TT-BCT.  ``content`` is the
    code of the shared vocabulary it is counted under; empty for international cooperation.
    """

    group = models.ForeignKey(
        ContentGroup,
        verbose_name="nhóm nội dung",
        on_delete=models.PROTECT,
        related_name="sub_contents",
    )
    order = models.PositiveSmallIntegerField("thứ tự trong nhóm")
    name = models.CharField("tên", max_length=300)
    content = models.CharField("mã nội dung", max_length=12, choices=Content, blank=True)
    kind = models.ForeignKey(
        SchemeKind,
        verbose_name="dạng đề án",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_contents",
    )
    norm_item = models.SlugField("mã khoản mục định mức", max_length=60, blank=True)
    condition = models.TextField("điều kiện", blank=True)

    class Meta(Version.Meta):
        verbose_name = "nội dung cụ thể"
        verbose_name_plural = "nội dung cụ thể"
        ordering = ["group__number", "order"]
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "order"], name="regulations_subcontent_one_place_in_group"
            ),
            models.CheckConstraint(
                name="regulations_subcontent_known_content",
                condition=Q(content="") | Q(content__in=Content.values),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Trade(Version):
    """An eligible trade (ngành, nghề được hưởng chính sách khuyến công).

    Khoản 1 Điều 5 Nghị định 45/2012/NĐ-CP, điểm a to g; ``restriction`` from Điều 5 Thông tư
    46/2012/TT-BCT.
    """

    letter = models.CharField("điểm", max_length=2, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", unique=True)
    name = models.CharField("tên", max_length=300)
    short_name = models.CharField("tên ngắn", max_length=100)
    restriction = models.TextField("giới hạn", blank=True)

    class Meta(Version.Meta):
        verbose_name = "ngành, nghề"
        verbose_name_plural = "ngành, nghề"
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.letter}) {self.name}"
