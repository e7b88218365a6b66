"""Rural industrial establishments and who acts for them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_units"),
        ("regulations", "0001_regulations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Establishment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="mã cơ sở")),
                ("name", models.CharField(max_length=300, verbose_name="tên cơ sở")),
                ("fold", models.CharField(db_index=True, editable=False, max_length=300)),
                ("sort_key", models.BinaryField()),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("enterprise", "Doanh nghiệp nhỏ và vừa"),
                            ("cooperative", "Hợp tác xã"),
                            ("cooperative_group", "Tổ hợp tác"),
                            ("household", "Hộ kinh doanh"),
                            ("other", "Loại hình khác"),
                        ],
                        max_length=20,
                        verbose_name="loại hình",
                    ),
                ),
                (
                    "trade",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regulations.trade",
                        verbose_name="ngành nghề",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="xã, phường",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="địa chỉ sản xuất"),
                ),
                (
                    "tax_code",
                    models.CharField(blank=True, max_length=14, verbose_name="mã số thuế"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                (
                    "workers_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số lao động"),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "cơ sở công nghiệp nông thôn",
                "verbose_name_plural": "cơ sở công nghiệp nông thôn",
                "ordering": ("sort_key", "code"),
                "indexes": [
                    models.Index(
                        fields=["province", "sort_key"], name="establishme_provinc_42c276_idx"
                    ),
                    models.Index(fields=["tax_code"], name="establishment_tax_code"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "legal_form__in",
                                [
                                    "enterprise",
                                    "cooperative",
                                    "cooperative_group",
                                    "household",
                                    "other",
                                ],
                            )
                        ),
                        name="establishment_legal_form_known",
                        violation_error_message="Loại hình cơ sở không có trong danh mục.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="establishments.establishment",
                        verbose_name="cơ sở",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người dùng",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người giao",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="giao lúc")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thu hồi",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                ),
            ],
            options={
                "verbose_name": "người dùng tài khoản của cơ sở",
                "verbose_name_plural": "người dùng tài khoản của cơ sở",
                "ordering": ("-given_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="representative_of_one_establishment",
                        violation_error_message="Tài khoản này đang thuộc một cơ sở.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("ended_at__gte", models.F("given_at")),
                            ),
                            _connector="OR",
                        ),
                        name="representative_end_is_told",
                        violation_error_message="Thu hồi phải ghi người thu hồi và thời điểm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PasswordRenewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "given",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="establishments.representative",
                        verbose_name="tài khoản",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cấp",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="cấp lúc")),
            ],
            options={
                "verbose_name": "lần cấp lại mật khẩu",
                "verbose_name_plural": "các lần cấp lại mật khẩu",
                "ordering": ("-at", "-pk"),
            },
        ),
    ]
