from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from khuyencong.places.models import Unit

from .roles import ADMINISTRATOR, APPLICANT, ROLE_CHOICES, ROLES, Permission, Role

check_name = RegexValidator(r"^[A-Za-z0-9._+-]+\Z", "Chỉ dùng chữ không dấu, số và . + - _")
"""No «@»: a name with one is looked up as an e-mail address, and never lets the person in."""


class UserManager(BaseUserManager["User"]):
    """Finds people by name in any case; creates only what Django's own commands ask for."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the person by user name or e-mail address. Raises `User.DoesNotExist`."""
        name = (username or "").strip()
        field = "email__iexact" if "@" in name else "username__iexact"
        return self.get(**{field: name})

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator who may also enter the back office (`createsuperuser`)."""
        user = self.model(username=username, role=ADMINISTRATOR.code, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in (người dùng hệ thống)."""

    username = models.CharField(
        "tên đăng nhập", max_length=60, validators=[check_name], unique=True
    )
    email = models.EmailField("thư điện tử", blank=True)
    full_name = models.CharField("họ và tên", max_length=120)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        help_text="Chỉ để trống đối với người quản trị.",
    )
    role = models.CharField("vai trò", max_length=24, choices=ROLE_CHOICES)
    is_superuser = models.BooleanField("vào được trang quản trị danh mục", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_illustrative = models.BooleanField("tài khoản minh họa", default=False)
    joined_at = models.DateTimeField("mở tài khoản lúc", default=timezone.now)
    password_given_at = models.DateTimeField(
        "được cấp mật khẩu lúc",
        null=True,
        blank=True,
        help_text="Trống khi người dùng đã tự chọn mật khẩu của mình.",
    )
    deactivated_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    deactivated_by = models.ForeignKey(
        "self",
        verbose_name="người khóa",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="accounts_user_username_once"),
            models.CheckConstraint(
                name="accounts_user_username_is_no_address",
                condition=~Q(username__contains="@"),
                violation_error_message="Tên đăng nhập không có ký tự @.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                condition=~Q(email=""),
                violation_error_message="Thư điện tử này đã có ở một tài khoản khác.",
            ),
            models.CheckConstraint(
                name="accounts_user_role_known", condition=Q(role__in=list(ROLES))
            ),
            models.CheckConstraint(
                name="accounts_user_belongs_somewhere",
                condition=Q(organisation__isnull=False) | Q(role=ADMINISTRATOR.code),
                violation_error_message="Tài khoản này phải thuộc một đơn vị.",
            ),
            models.CheckConstraint(
                name="accounts_user_deactivation_is_told",
                condition=Q(
                    is_active=True, deactivated_at__isnull=True, deactivated_by__isnull=True
                )
                | Q(is_active=False, deactivated_at__isnull=False, deactivated_by__isnull=False),
                violation_error_message="Khóa tài khoản phải ghi người khóa và thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def role_data(self) -> Role:
        """The person's role with its name and permissions."""
        return ROLES[self.role]

    @property
    def scope_unit(self) -> Unit | None:
        """The place whose records the person may see; `None` is the whole country."""
        return self.organisation.place if self.organisation else None

    @property
    def is_applicant(self) -> bool:
        """Whether the person acts for an establishment, and sees what is its own and no more.

        Which one is told by `establishments`; the organisation is the one that keeps the account.
        """
        return self.role == APPLICANT.code

    @property
    def is_staff(self) -> bool:
        """Whether Django's back office lets the person in: superusers only."""
        return self.is_superuser

    def may(self, permission: Permission) -> bool:
        """Whether the person's role allows it, within `scope_unit`."""
        return self.is_active and permission in self.role_data.permissions

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions: the back office, for superusers only."""
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Django's own permissions: the back office, for superusers only."""
        return self.is_active and self.is_superuser
