"""Plans, their items, editions."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_units"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tên phương án")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm kế hoạch")),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("national", "Khuyến công quốc gia"),
                            ("province", "Khuyến công địa phương (tỉnh)"),
                            ("district", "Khuyến công địa phương (huyện)"),
                            ("commune", "Khuyến công địa phương (xã)"),
                        ],
                        max_length=20,
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: cả nước (khuyến công quốc gia).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="ghi chú của lần đề xuất")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="lần sửa"),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "phương án kế hoạch",
                "verbose_name_plural": "phương án kế hoạch",
                "ordering": ("-year", "tier", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__isnull", False), ("tier", "national"), _connector="OR"
                        ),
                        name="plan_of_the_country_is_national",
                        violation_error_message="Chỉ khuyến công quốc gia có phương án chung cả nước.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["national", "province", "district", "commune"])
                        ),
                        name="plan_tier_known",
                        violation_error_message="Chương trình không có trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("national_vnd", models.BigIntegerField(default=0, verbose_name="nguồn quốc gia")),
                ("province_vnd", models.BigIntegerField(default=0, verbose_name="nguồn tỉnh")),
                ("district_vnd", models.BigIntegerField(default=0, verbose_name="nguồn huyện")),
                ("commune_vnd", models.BigIntegerField(default=0, verbose_name="nguồn xã")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="planning.plan",
                        verbose_name="phương án",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("is_included", models.BooleanField(default=False, verbose_name="trong phương án")),
                ("is_fixed", models.BooleanField(default=False, verbose_name="do cán bộ chọn")),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="điểm thẩm định",
                    ),
                ),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="diện ưu tiên cán bộ xác nhận",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "đề án trong phương án",
                "verbose_name_plural": "đề án trong phương án",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "scheme"), name="plan_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("commune_vnd__gte", 0),
                            ("district_vnd__gte", 0),
                            ("national_vnd__gte", 0),
                            ("province_vnd__gte", 0),
                            models.Q(
                                ("score__isnull", True),
                                models.Q(("score__gte", 0), ("score__lte", 100)),
                                _connector="OR",
                            ),
                        ),
                        name="plan_item_amounts_and_score",
                        violation_error_message="Số tiền không âm; điểm thẩm định từ 0 đến 100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm kế hoạch")),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("national", "Khuyến công quốc gia"),
                            ("province", "Khuyến công địa phương (tỉnh)"),
                            ("district", "Khuyến công địa phương (huyện)"),
                            ("commune", "Khuyến công địa phương (xã)"),
                        ],
                        max_length=20,
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                ("title", models.CharField(max_length=200, verbose_name="nội dung")),
                ("decision_number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("decision_date", models.DateField(verbose_name="ngày quyết định")),
                (
                    "plan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition",
                        to="planning.plan",
                        verbose_name="từ phương án",
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("decided_at", models.DateTimeField(verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "lần giao kế hoạch",
                "verbose_name_plural": "lần giao kế hoạch",
                "ordering": ("-year", "tier", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "tier", "place", "is_illustrative", "number"),
                        name="plan_edition_in_order",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision_number", ""), _negated=True),
                        name="plan_edition_has_a_decision",
                        violation_error_message="Phải ghi số quyết định.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("national_vnd", models.BigIntegerField(default=0, verbose_name="nguồn quốc gia")),
                ("province_vnd", models.BigIntegerField(default=0, verbose_name="nguồn tỉnh")),
                ("district_vnd", models.BigIntegerField(default=0, verbose_name="nguồn huyện")),
                ("commune_vnd", models.BigIntegerField(default=0, verbose_name="nguồn xã")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="planning.planedition",
                        verbose_name="lần giao",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("given", "Giao kế hoạch"), ("changed", "Điều chỉnh kinh phí")],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="mã đề án")),
                ("name", models.CharField(max_length=400, verbose_name="tên đề án")),
                ("contents", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                (
                    "implementer",
                    models.CharField(blank=True, max_length=300, verbose_name="đơn vị thực hiện"),
                ),
                ("beneficiaries", models.TextField(blank=True, verbose_name="đơn vị thụ hưởng")),
                ("places", models.TextField(blank=True, verbose_name="địa điểm")),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="điểm thẩm định",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "dòng kế hoạch",
                "verbose_name_plural": "dòng kế hoạch",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "scheme"), name="edition_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["given", "changed"])),
                        name="edition_row_kind_known",
                    ),
                ],
            },
        ),
    ]
