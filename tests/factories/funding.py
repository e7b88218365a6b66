from datetime import UTC, date, datetime

import factory

from khuyencong.funding.models import Account, Entry, Envelope, Kind, Level, Nature

from .places import UnitFactory


class AccountFactory(factory.django.DjangoModelFactory):
    """An account of machinery in 2018, without entries."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    class Params:
        illustrative = factory.Trait(is_illustrative=True)

    province = factory.SubFactory(UnitFactory)
    content = "machine"
    year = 2018

    @factory.post_generation
    def settled(self, create, amounts, **kwargs):
        """Settle amounts by source: ``settled={"national": 100, "counterpart": 250}``."""
        for source, amount_vnd in (amounts or {}).items():
            EntryFactory(account=self, amount_vnd=amount_vnd, **{source: True})
        if amounts:
            self.refresh_from_db()


class EntryFactory(factory.django.DjangoModelFactory):
    """A settled grant of the province; traits change its source or its stage."""

    class Meta:
        model = Entry

    class Params:
        national = factory.Trait(level=Level.NATIONAL)
        district = factory.Trait(level=Level.DISTRICT)
        commune = factory.Trait(level=Level.COMMUNE)
        unknown = factory.Trait(level=Level.UNKNOWN)
        counterpart = factory.Trait(kind=Kind.COUNTERPART, level=Level.NONE)
        attracted = factory.Trait(kind=Kind.ATTRACTED, level=Level.NONE)
        province = factory.Trait(level=Level.PROVINCE)
        registered = factory.Trait(nature=Nature.REGISTERED)
        assigned = factory.Trait(nature=Nature.ASSIGNED)
        allocated = factory.Trait(nature=Nature.ALLOCATED)
        contracted = factory.Trait(nature=Nature.CONTRACTED)
        advanced = factory.Trait(nature=Nature.ADVANCED)
        disbursed = factory.Trait(nature=Nature.DISBURSED)
        accepted = factory.Trait(nature=Nature.ACCEPTED)

    account = factory.SubFactory(AccountFactory)
    amount_vnd = 100_000_000
    nature = Nature.SETTLED
    kind = Kind.GRANT
    level = Level.PROVINCE
    booked_on = factory.LazyAttribute(lambda it: date(it.account.year, 12, 20))
    recorded_at = datetime(2025, 1, 2, tzinfo=UTC)


class EnvelopeFactory(factory.django.DjangoModelFactory):
    """One tỷ đồng of the province's own source for 2026."""

    class Meta:
        model = Envelope

    year = 2026
    level = Level.PROVINCE
    place = factory.SubFactory(UnitFactory)
    amount_vnd = 1_000_000_000
    decision_number = "01/QĐ-UBND"
    decision_date = date(2026, 1, 2)
