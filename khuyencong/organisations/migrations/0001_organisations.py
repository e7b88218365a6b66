"""Organisations and their former names."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="mã đơn vị")),
                ("name", models.CharField(max_length=200, verbose_name="tên hiện nay")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "Bộ Công Thương"),
                            ("ministry_department", "Cục thuộc Bộ Công Thương"),
                            ("province_committee", "Ủy ban nhân dân cấp tỉnh"),
                            ("province_department", "Sở Công Thương"),
                            ("promotion_centre", "Trung tâm Khuyến công"),
                            ("commune_committee", "Ủy ban nhân dân cấp xã"),
                            ("consultant", "Đơn vị tư vấn"),
                            ("other", "Đơn vị khác"),
                        ],
                        max_length=24,
                        verbose_name="loại đơn vị",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chỉ để trống đối với Bộ Công Thương và Cục thuộc Bộ (cả nước).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="places.unit",
                        verbose_name="địa bàn quản lý",
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "cơ quan, đơn vị",
                "verbose_name_plural": "cơ quan, đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ministry",
                                    "ministry_department",
                                    "province_committee",
                                    "province_department",
                                    "promotion_centre",
                                    "commune_committee",
                                    "consultant",
                                    "other",
                                ],
                            )
                        ),
                        name="organisations_organisation_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__isnull", False),
                            ("kind__in", ["ministry", "ministry_department"]),
                            _connector="OR",
                        ),
                        name="organisations_organisation_only_ministry_is_national",
                        violation_error_message="Đơn vị này phải có địa bàn quản lý.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="organisations.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("valid_to", models.DateField(verbose_name="đến hết ngày")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "tên gọi trước đây",
                "verbose_name_plural": "tên gọi trước đây",
                "ordering": ["valid_to"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "valid_to"), name="organisations_formername_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisations_formername_dates_in_order",
                        violation_error_message="Ngày cuối phải sau ngày đầu.",
                    ),
                ],
            },
        ),
    ]
