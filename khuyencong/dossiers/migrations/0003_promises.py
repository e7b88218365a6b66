"""What a dossier promises of its effects, in figures."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_versions_stay"),
        ("schemes", "0005_terminated_and_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("output", "Sản lượng"),
                            ("revenue", "Doanh thu"),
                            ("jobs", "Lao động"),
                            ("income", "Thu nhập bình quân"),
                            ("energy", "Tiêu hao năng lượng"),
                            ("waste", "Chất thải, phát thải"),
                        ],
                        max_length=10,
                        verbose_name="chỉ tiêu",
                    ),
                ),
                ("unit", models.CharField(max_length=40, verbose_name="đơn vị")),
                (
                    "before",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="hiện nay",
                    ),
                ),
                (
                    "promised",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sau hỗ trợ"),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
            ],
            options={
                "verbose_name": "hiệu quả cam kết",
                "verbose_name_plural": "hiệu quả cam kết",
                "ordering": ("line", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("line", "measure"), name="promise_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "measure__in",
                                ["output", "revenue", "jobs", "income", "energy", "waste"],
                            ),
                            ("promised__gte", 0),
                            models.Q(("unit", ""), _negated=True),
                            models.Q(("before__isnull", True), ("before__gte", 0), _connector="OR"),
                        ),
                        name="promise_makes_sense",
                        violation_error_message="Hiệu quả cam kết phải có đơn vị và số không âm.",
                    ),
                ],
            },
        ),
    ]
