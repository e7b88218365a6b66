import factory

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import PROVINCE_OFFICER

from .organisations import OrganisationFactory

PASSWORD = "mật khẩu của kiểm thử"


class UserFactory(factory.django.DjangoModelFactory):
    """An officer of a province's department, whose password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    full_name = factory.Sequence(lambda n: f"Cán bộ mẫu {n}")
    role = PROVINCE_OFFICER.code
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)
