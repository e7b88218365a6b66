"""Plans of schemes that are carried out in groups."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("establishments", "0001_establishments"),
        ("regulations", "0001_regulations"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_plans",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="đợt")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập kế hoạch"),
                            ("submitted", "Chờ Sở Công Thương phê duyệt"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("approved", "Đã phê duyệt"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="lập lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người phê duyệt",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="phê duyệt lúc")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số quyết định"),
                ),
                ("decision_date", models.DateField(null=True, verbose_name="ngày quyết định")),
            ],
            options={
                "verbose_name": "kế hoạch đề án nhóm",
                "verbose_name_plural": "kế hoạch đề án nhóm",
                "ordering": ("scheme", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "number"), name="group_plan_in_order"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved"), _negated=True),
                        fields=("scheme",),
                        name="group_plan_one_at_a_time",
                        violation_error_message="Đề án đang có một kế hoạch chưa được phê duyệt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decision_date__isnull", False),
                                ("state", "approved"),
                                models.Q(("decision_number", ""), _negated=True),
                            ),
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("decision_date__isnull", True),
                                ("decision_number", ""),
                                ("state__in", ("draft", "submitted", "returned")),
                            ),
                            _connector="OR",
                        ),
                        name="group_plan_approved_by_a_paper",
                        violation_error_message="Kế hoạch được phê duyệt bằng một quyết định.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="group_plans.groupplan",
                        verbose_name="kế hoạch",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schemes.line",
                        verbose_name="dòng nội dung được giao",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="establishments.establishment",
                        verbose_name="đơn vị thụ hưởng",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="hạng mục, thiết bị và thông số"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
                        max_length=300,
                        verbose_name="địa điểm thực hiện",
                    ),
                ),
                ("support_vnd", models.BigIntegerField(verbose_name="kinh phí hỗ trợ (đồng)")),
                (
                    "counterpart_vnd",
                    models.BigIntegerField(default=0, verbose_name="vốn đối ứng (đồng)"),
                ),
            ],
            options={
                "verbose_name": "đơn vị thụ hưởng trong kế hoạch",
                "verbose_name_plural": "đơn vị thụ hưởng trong kế hoạch",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "line", "establishment"),
                        name="plan_part_once",
                        violation_error_message="Kế hoạch đã có cơ sở này ở dòng này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counterpart_vnd__gte", 0), ("support_vnd__gt", 0)),
                        name="plan_part_amounts",
                        violation_error_message="Kinh phí hỗ trợ phải lớn hơn 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="group_plans.planpart",
                        verbose_name="đơn vị thụ hưởng",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.dossierpaper",
                        verbose_name="giấy tờ",
                    ),
                ),
                ("told", models.CharField(max_length=200, verbose_name="số, ngày, nơi lưu")),
            ],
            options={
                "verbose_name": "tài liệu của đơn vị thụ hưởng",
                "verbose_name_plural": "tài liệu của đơn vị thụ hưởng",
                "constraints": [
                    models.UniqueConstraint(fields=("part", "requirement"), name="part_paper_once"),
                    models.CheckConstraint(
                        condition=models.Q(("told", ""), _negated=True),
                        name="part_paper_is_told",
                        violation_error_message="Phải ghi số, ngày hoặc nơi lưu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="group_plans.groupplan",
                        verbose_name="kế hoạch",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="bước thứ")),
                ("name", models.CharField(max_length=10, verbose_name="bước")),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập kế hoạch"),
                            ("submitted", "Chờ Sở Công Thương phê duyệt"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("approved", "Đã phê duyệt"),
                        ],
                        max_length=10,
                        verbose_name="đến",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thực hiện",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "bước của kế hoạch nhóm",
                "verbose_name_plural": "bước của kế hoạch nhóm",
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_step_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name__in", ["approve", "open", "return", "submit"]),
                            models.Q(
                                models.Q(("name__in", ["return"]), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="plan_step_with_its_note",
                        violation_error_message="Bước này phải ghi rõ lý do.",
                    ),
                ],
            },
        ),
    ]
