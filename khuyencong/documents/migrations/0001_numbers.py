"""Numbers of documents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issuer", models.SlugField(max_length=60, verbose_name="mã cơ quan ban hành")),
                ("issuer_name", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("mark", models.CharField(max_length=20, verbose_name="ký hiệu loại văn bản")),
                (
                    "last_number",
                    models.PositiveIntegerField(default=0, verbose_name="số đã cấp gần nhất"),
                ),
                (
                    "last_date",
                    models.DateField(blank=True, null=True, verbose_name="ngày của số gần nhất"),
                ),
            ],
            options={
                "verbose_name": "hệ thống số văn bản",
                "verbose_name_plural": "hệ thống số văn bản",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "year", "mark"), name="number_series_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="documents.numberseries",
                        verbose_name="hệ thống số",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("symbol", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("dated_on", models.DateField(verbose_name="ngày văn bản")),
                ("subject", models.CharField(max_length=600, verbose_name="tên loại, trích yếu")),
                (
                    "scheme_code",
                    models.CharField(blank=True, max_length=40, verbose_name="mã đề án"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="đường dẫn")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cấp số",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm cấp")),
            ],
            options={
                "verbose_name": "số văn bản đi",
                "verbose_name_plural": "số văn bản đi",
                "ordering": ("-dated_on", "-pk"),
                "indexes": [models.Index(fields=["scheme_code"], name="document_number_scheme")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "number"), name="document_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gt", 0),
                            models.Q(("symbol", ""), _negated=True),
                            models.Q(("subject", ""), _negated=True),
                        ),
                        name="document_number_starts_at_one",
                        violation_error_message="Số văn bản bắt đầu từ 1; phải có ký hiệu và trích yếu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoidNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="void",
                        to="documents.documentnumber",
                        verbose_name="số văn bản",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do hủy")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm hủy")),
            ],
            options={
                "verbose_name": "số văn bản đã hủy",
                "verbose_name_plural": "số văn bản đã hủy",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="void_number_has_its_reason",
                        violation_error_message="Phải ghi lý do hủy số.",
                    )
                ],
            },
        ),
    ]
