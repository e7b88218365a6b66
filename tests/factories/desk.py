from datetime import UTC, date, datetime

import factory

from khuyencong.desk.models import Digest, Letter, NoLetters

from .accounts import UserFactory

AT = datetime(2026, 5, 13, 0, tzinfo=UTC)


class DigestFactory(factory.django.DjangoModelFactory):
    """A Wednesday's letters, not finished."""

    class Meta:
        model = Digest

    day = date(2026, 5, 13)


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter of one task."""

    class Meta:
        model = Letter

    digest = factory.SubFactory(DigestFactory)
    person = factory.SubFactory(UserFactory)
    tasks_count = 1
    late_count = 0
    at = AT


class NoLettersFactory(factory.django.DjangoModelFactory):
    """A person who switched the letters off."""

    class Meta:
        model = NoLetters

    person = factory.SubFactory(UserFactory)
    at = AT
