from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from khuyencong.dossiers.models import (
    Attachment,
    Dossier,
    EstimateItem,
    FormDraft,
    FormVersion,
    Need,
    NeedDraft,
    Outreach,
    Section,
    SectionVersion,
    SideText,
    SurveyChange,
    Waiver,
)
from khuyencong.lib.vietnamese import fold

from .accounts import UserFactory
from .organisations import OrganisationFactory
from .places import CommuneFactory
from .schemes import LineFactory, SchemeFactory

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


class NeedFactory(factory.django.DjangoModelFactory):
    """A new household of a commune that wants a machine in 2027."""

    class Meta:
        model = Need

    commune = factory.SubFactory(CommuneFactory)
    province = factory.SelfAttribute("commune.province")
    name = factory.Sequence(lambda n: f"Hộ kinh doanh mẫu {n}")
    fold = factory.LazyAttribute(lambda it: fold(it.name))
    phone = "0900 000 000"
    content = "machine"
    item = "Máy sấy lạnh"
    year = 2027
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = AT


class NeedDraftFactory(factory.django.DjangoModelFactory):
    """A form of which only a name has been typed."""

    class Meta:
        model = NeedDraft

    by = factory.SubFactory(UserFactory)
    typed = factory.LazyFunction(lambda: {"name": "Hộ A"})
    at = AT


class OutreachFactory(factory.django.DjangoModelFactory):
    """A meeting of forty people in a commune."""

    class Meta:
        model = Outreach
        skip_postgeneration_save = True

    commune = factory.SubFactory(CommuneFactory)
    province = factory.SelfAttribute("commune.province")
    held_on = date(2026, 2, 10)
    channel = "meeting"
    people_count = 40
    told_by = factory.SubFactory(OrganisationFactory)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = AT

    @factory.post_generation
    def establishments(self, create, extracted, **kwargs):
        """Name the establishments that were told."""
        self.establishments.set(extracted or ())


class DossierFactory(factory.django.DjangoModelFactory):
    """A dossier of a draft of 2027, without parts."""

    class Meta:
        model = Dossier

    scheme = factory.SubFactory(SchemeFactory, state="draft", start_year=2027)
    law_on = date(2026, 3, 2)
    opened_by = factory.SubFactory(UserFactory)
    opened_at = AT


class SectionFactory(factory.django.DjangoModelFactory):
    """A part that nobody has written; give ``part``, a row of the law."""

    class Meta:
        model = Section

    scheme = factory.SubFactory(SchemeFactory, state="draft")


class SectionVersionFactory(factory.django.DjangoModelFactory):
    """The first version of a part."""

    class Meta:
        model = SectionVersion

    number = 1
    text = "Mua máy."
    by = factory.SubFactory(UserFactory)
    at = AT


class SideTextFactory(factory.django.DjangoModelFactory):
    """A text put aside, typed on an empty part."""

    class Meta:
        model = SideText

    by = factory.SubFactory(UserFactory)
    page = factory.Sequence(lambda n: f"trang-{n}")
    base_number = 0
    text = "Mua máy sấy."
    at = AT


class EstimateItemFactory(factory.django.DjangoModelFactory):
    """A machine of 600 million, 200 of them the province's."""

    class Meta:
        model = EstimateItem

    line = factory.SubFactory(LineFactory)
    order = 1
    name = "Máy sấy lạnh"
    unit = "máy"
    quantity = Decimal(1)
    unit_price_vnd = 600_000_000
    province_vnd = 200_000_000


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A paper besides the list; its file is not on the disk."""

    class Meta:
        model = Attachment

    scheme = factory.SubFactory(SchemeFactory, state="draft")
    title = "Công văn"
    file = "dossiers/2026/03/mau.pdf"
    file_name = "cong-van.pdf"
    media_type = "application/pdf"
    size = 5
    digest = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = AT


class WaiverFactory(factory.django.DjangoModelFactory):
    """A paper that is not needed; give ``requirement``, a row of the law."""

    class Meta:
        model = Waiver

    scheme = factory.SubFactory(SchemeFactory, state="draft")
    reason = "Đơn vị thực hiện cũng là đơn vị thụ hưởng."
    by = factory.SubFactory(UserFactory)
    at = AT


class FormDraftFactory(factory.django.DjangoModelFactory):
    """A name typed into the general form and not saved."""

    class Meta:
        model = FormDraft

    scheme = factory.SubFactory(SchemeFactory, state="draft")
    key = "general"
    by = factory.SubFactory(UserFactory)
    base = factory.LazyFunction(dict)
    typed = factory.LazyFunction(lambda: {"name": "Máy"})
    at = AT


class FormVersionFactory(factory.django.DjangoModelFactory):
    """A saved state of the general form."""

    class Meta:
        model = FormVersion

    scheme = factory.SubFactory(SchemeFactory, state="draft")
    key = "general"
    values = factory.LazyFunction(lambda: {"Tên, nội dung chi": "Máy"})
    by = factory.SubFactory(UserFactory)
    at = AT


class SurveyChangeFactory(factory.django.DjangoModelFactory):
    """A need whose telephone was put right."""

    class Meta:
        model = SurveyChange

    need = factory.SubFactory(NeedFactory)
    label = "Điện thoại"
    old_text = "0900"
    new_text = "0900 000 000"
    by = factory.SubFactory(UserFactory)
    at = AT
