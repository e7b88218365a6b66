"""Letters about what waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="gửi xong lúc"),
                ),
            ],
            options={
                "verbose_name": "ngày gửi thư nhắc việc",
                "verbose_name_plural": "ngày gửi thư nhắc việc",
                "ordering": ("-day",),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="desk.digest",
                        verbose_name="ngày gửi",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
                ("tasks_count", models.PositiveIntegerField(verbose_name="số việc")),
                ("late_count", models.PositiveIntegerField(verbose_name="số việc quá hạn")),
                ("at", models.DateTimeField(verbose_name="gửi lúc")),
            ],
            options={
                "verbose_name": "thư nhắc việc",
                "verbose_name_plural": "thư nhắc việc",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "person"), name="letter_once_a_morning"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoLetters",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_letters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="từ lúc")),
            ],
            options={
                "verbose_name": "người không nhận thư nhắc việc",
                "verbose_name_plural": "người không nhận thư nhắc việc",
            },
        ),
    ]
