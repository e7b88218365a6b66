"""Programmes of provinces."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="mã")),
                ("name", models.CharField(max_length=300, verbose_name="tên chương trình")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("start_date", models.DateField(verbose_name="từ ngày")),
                ("end_date", models.DateField(verbose_name="đến ngày")),
                ("period_label", models.CharField(max_length=100, verbose_name="tên kỳ")),
                (
                    "approval",
                    models.CharField(
                        blank=True,
                        help_text="Để trống khi không rõ.",
                        max_length=200,
                        verbose_name="quyết định phê duyệt",
                    ),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "chương trình khuyến công",
                "verbose_name_plural": "chương trình khuyến công",
                "ordering": ("-start_date", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_date__gte", models.F("start_date"))),
                        name="programme_ends_after_it_starts",
                        violation_error_message="Chương trình phải kết thúc sau khi bắt đầu.",
                    )
                ],
            },
        ),
    ]
