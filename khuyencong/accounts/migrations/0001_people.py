"""Who signs in."""

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "username",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.ASCIIUsernameValidator()],
                        verbose_name="tên đăng nhập",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chỉ để trống đối với người quản trị.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="organisations.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "Lãnh đạo Sở"),
                            ("province_officer", "Cán bộ Sở"),
                            ("centre_officer", "Cán bộ Trung tâm khuyến công"),
                            ("commune_officer", "Cán bộ xã"),
                            ("collaborator", "Cộng tác viên khuyến công"),
                            ("accountant", "Kế toán"),
                            ("ministry_leader", "Lãnh đạo Bộ (Bộ Công Thương)"),
                            ("ministry_officer", "Cán bộ Cục (Bộ Công Thương)"),
                            ("council_member", "Thành viên hội đồng"),
                            ("applicant", "Cơ sở CNNT"),
                            ("administrator", "Quản trị"),
                        ],
                        max_length=24,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False, verbose_name="vào được trang quản trị danh mục"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="đang hoạt động")),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="tài khoản minh họa"),
                ),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="mở tài khoản lúc"
                    ),
                ),
                (
                    "deactivated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="khóa lúc"),
                ),
                (
                    "deactivated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="accounts_user_username_once",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="accounts_user_email_once",
                        violation_error_message="Thư điện tử này đã có ở một tài khoản khác.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "leader",
                                    "province_officer",
                                    "centre_officer",
                                    "commune_officer",
                                    "collaborator",
                                    "accountant",
                                    "ministry_leader",
                                    "ministry_officer",
                                    "council_member",
                                    "applicant",
                                    "administrator",
                                ],
                            )
                        ),
                        name="accounts_user_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            ("role", "administrator"),
                            _connector="OR",
                        ),
                        name="accounts_user_belongs_somewhere",
                        violation_error_message="Tài khoản này phải thuộc một đơn vị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("deactivated_at__isnull", True),
                                ("deactivated_by__isnull", True),
                                ("is_active", True),
                            ),
                            models.Q(
                                ("deactivated_at__isnull", False),
                                ("deactivated_by__isnull", False),
                                ("is_active", False),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_user_deactivation_is_told",
                        violation_error_message="Khóa tài khoản phải ghi người khóa và thời điểm.",
                    ),
                ],
            },
        ),
    ]
