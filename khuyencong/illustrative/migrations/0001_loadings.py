"""Illustrative programmes that were loaded."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "term",
                    models.CharField(
                        max_length=50, unique=True, verbose_name="mã kỳ trong kế hoạch"
                    ),
                ),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="dấu băm kế hoạch")),
                ("loaded_at", models.DateTimeField(verbose_name="nạp lúc")),
            ],
            options={
                "verbose_name": "lần nạp dữ liệu minh họa",
                "verbose_name_plural": "lần nạp dữ liệu minh họa",
            },
        ),
    ]
