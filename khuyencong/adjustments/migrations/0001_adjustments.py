"""Requests for a change of what was approved, step by step."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("planning", "0001_plans"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRequest",
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
                        related_name="change_requests",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần điều chỉnh")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập đề nghị"),
                            ("submitted", "Chờ quyết định"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("approved", "Đã phê duyệt điều chỉnh"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút đề nghị"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("reason", models.TextField(verbose_name="lý do điều chỉnh")),
                (
                    "is_after_wait",
                    models.BooleanField(
                        default=False, verbose_name="do chờ phê duyệt, giao kế hoạch lâu"
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
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="trình lúc")),
                (
                    "decider",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ministry", "Bộ Công Thương"),
                            ("department", "Cục quản lý khuyến công của Bộ Công Thương"),
                            ("province_department", "Sở Công Thương"),
                            ("province", "Ủy ban nhân dân cấp tỉnh"),
                        ],
                        max_length=20,
                        verbose_name="cấp quyết định",
                    ),
                ),
                (
                    "decider_basis",
                    models.TextField(blank=True, verbose_name="căn cứ về cấp quyết định"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="quyết định lúc")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số quyết định"),
                ),
                ("decision_date", models.DateField(null=True, verbose_name="ngày quyết định")),
                (
                    "editions",
                    models.ManyToManyField(
                        related_name="change_requests",
                        to="planning.planedition",
                        verbose_name="lần điều chỉnh kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị điều chỉnh",
                "verbose_name_plural": "đề nghị điều chỉnh",
                "ordering": ("-opened_at", "-pk"),
                "indexes": [
                    models.Index(fields=["state", "decider"], name="change_request_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "number"), name="change_request_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "approved",
                                    "rejected",
                                    "withdrawn",
                                ],
                            ),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="change_request_words_known",
                        violation_error_message="Đề nghị phải có lý do và tình trạng trong danh mục.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                            ),
                            models.Q(
                                ("state__in", ("draft", "withdrawn")),
                                ("submitted_at__isnull", True),
                                ("submitted_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="change_request_submitted_by_somebody",
                        violation_error_message="Đề nghị đã trình phải có người trình và thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ("approved", "rejected")),
                            ),
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                models.Q(("state__in", ("approved", "rejected")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_request_decided_by_somebody",
                        violation_error_message="Quyết định phải có người quyết định và thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision_date__isnull", True),
                                ("decision_number", ""),
                                models.Q(("state", "approved"), _negated=True),
                            ),
                            models.Q(
                                ("decision_date__isnull", False),
                                ("state__in", ("approved", "rejected")),
                                models.Q(("decision_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_request_approved_by_a_paper",
                        violation_error_message="Phê duyệt điều chỉnh phải có số và ngày quyết định.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="adjustments.changerequest",
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("place", "Địa điểm thực hiện"),
                            ("beneficiary", "Đơn vị thụ hưởng"),
                            ("equipment", "Hạng mục, thiết bị và thông số"),
                            ("investment", "Vốn đối ứng"),
                            ("money", "Kinh phí hỗ trợ"),
                            ("year", "Năm ngân sách"),
                            ("content", "Nội dung hoạt động"),
                            ("partners", "Đơn vị phối hợp"),
                            ("end_date", "Thời hạn hoàn thành"),
                            ("add", "Bổ sung dòng nội dung"),
                            ("stop", "Ngừng triển khai đề án"),
                        ],
                        max_length=12,
                        verbose_name="thay đổi",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "slot",
                    models.PositiveSmallIntegerField(null=True, verbose_name="dòng bổ sung thứ"),
                ),
                ("source", models.CharField(blank=True, max_length=30, verbose_name="nguồn")),
                (
                    "old_key",
                    models.CharField(blank=True, max_length=300, verbose_name="giá trị cũ (mã)"),
                ),
                ("old_text", models.CharField(max_length=1000, verbose_name="giá trị cũ")),
                (
                    "new_key",
                    models.CharField(blank=True, max_length=300, verbose_name="giá trị mới (mã)"),
                ),
                ("new_text", models.CharField(max_length=1000, verbose_name="giá trị mới")),
                (
                    "conflict",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="adjustments.change",
                        verbose_name="mâu thuẫn với",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung điều chỉnh",
                "verbose_name_plural": "nội dung điều chỉnh",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "kind", "line", "slot", "source"),
                        name="change_once_a_field",
                        nulls_distinct=False,
                        violation_error_message="Đề nghị đã có thay đổi này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "place",
                                        "beneficiary",
                                        "equipment",
                                        "investment",
                                        "money",
                                        "year",
                                        "content",
                                    ),
                                ),
                                ("line__isnull", False),
                                ("slot__isnull", True),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "place",
                                        "beneficiary",
                                        "equipment",
                                        "investment",
                                        "money",
                                        "year",
                                        "content",
                                        "add",
                                    ),
                                ),
                                ("line__isnull", True),
                                ("slot__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ("partners", "end_date", "stop")),
                                ("line__isnull", True),
                                ("slot__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="change_has_its_target",
                        violation_error_message="Thay đổi phải nói rõ của dòng nào hoặc của đề án.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "money"), models.Q(("source", ""), _negated=True)),
                            models.Q(models.Q(("kind", "money"), _negated=True), ("source", "")),
                            _connector="OR",
                        ),
                        name="change_of_money_has_a_source",
                        violation_error_message="Thay đổi kinh phí phải ghi nguồn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("old_key", models.F("new_key")), _negated=True),
                        name="change_changes_something",
                        violation_error_message="Giá trị mới phải khác giá trị đang được duyệt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="adjustments.changerequest",
                        verbose_name="đề nghị",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tên tài liệu")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                (
                    "is_endorsement",
                    models.BooleanField(default=False, verbose_name="xác nhận của Sở Công Thương"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to="adjustments/%Y/%m",
                        verbose_name="tệp",
                    ),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=200, verbose_name="tên tệp gốc"),
                ),
                (
                    "media_type",
                    models.CharField(blank=True, max_length=100, verbose_name="loại tệp"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nộp",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="nộp lúc")),
            ],
            options={
                "verbose_name": "tài liệu kèm đề nghị",
                "verbose_name_plural": "tài liệu kèm đề nghị",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="request_paper_can_be_found",
                        violation_error_message="Tài liệu phải có số văn bản hoặc tệp.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="adjustments.changerequest",
                        verbose_name="đề nghị",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="bước thứ")),
                ("name", models.CharField(max_length=10, verbose_name="bước")),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Đang lập đề nghị"),
                            ("submitted", "Chờ quyết định"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("approved", "Đã phê duyệt điều chỉnh"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút đề nghị"),
                        ],
                        max_length=10,
                        verbose_name="từ",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập đề nghị"),
                            ("submitted", "Chờ quyết định"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("approved", "Đã phê duyệt điều chỉnh"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút đề nghị"),
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
                "verbose_name": "bước của đề nghị",
                "verbose_name_plural": "bước của đề nghị",
                "ordering": ("request", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "number"), name="request_step_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                ["approve", "open", "reject", "return", "submit", "withdraw"],
                            ),
                            models.Q(
                                models.Q(
                                    ("name__in", ["reject", "return", "withdraw"]), _negated=True
                                ),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="request_step_with_its_note",
                        violation_error_message="Bước này phải ghi rõ lý do.",
                    ),
                ],
            },
        ),
    ]
