"""Contracts, money paid, progress, acceptance, settlement, what came after."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("funding", "0001_ledger"),
        ("regulations", "0001_regulations"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
                ),
                ("cancellation", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("5a", "Mẫu 5a (từng địa điểm)"),
                            ("5b", "Mẫu 5b"),
                            ("5c", "Mẫu 5c (cơ quan quản lý nghiệm thu)"),
                        ],
                        max_length=2,
                        verbose_name="mẫu biên bản",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số biên bản")),
                ("accepted_on", models.DateField(verbose_name="ngày nghiệm thu")),
                ("place", models.CharField(max_length=300, verbose_name="địa điểm")),
                ("summary", models.TextField(verbose_name="khối lượng, kết quả nghiệm thu")),
                (
                    "is_partial",
                    models.BooleanField(
                        default=False, verbose_name="chỉ xác nhận khối lượng đã làm"
                    ),
                ),
                (
                    "entries",
                    models.ManyToManyField(
                        related_name="+", to="funding.entry", verbose_name="bút toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "nghiệm thu",
                "verbose_name_plural": "nghiệm thu",
                "ordering": ("accepted_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancellation", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                models.Q(("cancellation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="acceptance_cancellation_is_told",
                        violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("line",),
                        name="acceptance_stands_once",
                        violation_error_message="Dòng nội dung này đã nghiệm thu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voucher",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grant", "Hỗ trợ không thu hồi"),
                            ("recoverable", "Hỗ trợ có thu hồi"),
                            ("counterpart", "Vốn đối ứng"),
                            ("other", "Vốn khác"),
                            ("attracted", "Vốn đầu tư thu hút"),
                        ],
                        max_length=20,
                        verbose_name="loại vốn",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "Quốc gia"),
                            ("province", "Tỉnh"),
                            ("district", "Huyện"),
                            ("commune", "Xã"),
                            ("unknown", "Không rõ nguồn"),
                            ("", "Không phải ngân sách nhà nước"),
                        ],
                        max_length=20,
                        verbose_name="nguồn ngân sách",
                    ),
                ),
                ("item", models.CharField(max_length=300, verbose_name="khoản mục chi")),
                ("number", models.CharField(max_length=100, verbose_name="số chứng từ")),
                ("dated_on", models.DateField(verbose_name="ngày chứng từ")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                (
                    "disallowed_vnd",
                    models.BigIntegerField(default=0, verbose_name="không được quyết toán (đồng)"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do không quyết toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "chứng từ quyết toán",
                "verbose_name_plural": "chứng từ quyết toán",
                "ordering": ("line", "item", "dated_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_vnd__gt", 0),
                            ("disallowed_vnd__gte", 0),
                            ("disallowed_vnd__lte", models.F("amount_vnd")),
                        ),
                        name="voucher_disallowed_within_amount",
                        violation_error_message="Số không quyết toán từ 0 đến số tiền của chứng từ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disallowed_vnd", 0),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="voucher_disallowed_with_a_reason",
                        violation_error_message="Phải ghi lý do không quyết toán.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
                ),
                ("cancellation", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm ngân sách"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số biên bản thanh lý")),
                ("settled_on", models.DateField(verbose_name="ngày thanh lý")),
                (
                    "is_force_majeure",
                    models.BooleanField(default=False, verbose_name="do bất khả kháng"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do, giải trình")),
                (
                    "entries",
                    models.ManyToManyField(
                        related_name="+", to="funding.entry", verbose_name="bút toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "thanh lý, quyết toán",
                "verbose_name_plural": "thanh lý, quyết toán",
                "ordering": ("settled_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancellation", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                models.Q(("cancellation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settlement_cancellation_is_told",
                        violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("scheme", "year"),
                        name="settlement_stands_once",
                        nulls_distinct=False,
                        violation_error_message="Đề án đã thanh lý, quyết toán.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_force_majeure", False),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="settlement_force_majeure_with_a_reason",
                        violation_error_message="Bất khả kháng phải có giải trình.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số hợp đồng")),
                ("signed_on", models.DateField(verbose_name="ngày ký")),
                ("party", models.CharField(max_length=300, verbose_name="bên thực hiện (bên B)")),
                ("starts_on", models.DateField(verbose_name="thực hiện từ ngày")),
                ("ends_on", models.DateField(verbose_name="đến ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "entries",
                    models.ManyToManyField(
                        related_name="+", to="funding.entry", verbose_name="bút toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "hợp đồng thực hiện đề án",
                "verbose_name_plural": "hợp đồng thực hiện đề án",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="contract_ends_after_it_starts",
                        violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appendix",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appendices",
                        to="delivery.contract",
                        verbose_name="hợp đồng",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số phụ lục")),
                ("signed_on", models.DateField(verbose_name="ngày ký")),
                ("reason", models.TextField(verbose_name="lý do, nội dung thay đổi")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="gia hạn đến ngày"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "entries",
                    models.ManyToManyField(
                        related_name="+", to="funding.entry", verbose_name="bút toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "phụ lục hợp đồng",
                "verbose_name_plural": "phụ lục hợp đồng",
                "ordering": ("signed_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "number"),
                        name="appendix_number_once",
                        violation_error_message="Hợp đồng đã có phụ lục mang số này.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Advance",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
                ),
                ("cancellation", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advances",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "Tạm ứng lần một"),
                            ("next", "Tạm ứng lần tiếp theo"),
                            ("remaining", "Tạm ứng kinh phí còn lại"),
                            ("payment", "Thanh toán sau quyết toán"),
                        ],
                        max_length=10,
                        verbose_name="lần tạm ứng",
                    ),
                ),
                ("document", models.CharField(max_length=100, verbose_name="chứng từ")),
                ("paid_on", models.DateField(verbose_name="ngày chi")),
                ("explanation", models.TextField(blank=True, verbose_name="căn cứ")),
                (
                    "entries",
                    models.ManyToManyField(
                        related_name="+", to="funding.entry", verbose_name="bút toán"
                    ),
                ),
            ],
            options={
                "verbose_name": "tạm ứng",
                "verbose_name_plural": "tạm ứng",
                "ordering": ("paid_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancellation", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                models.Q(("cancellation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="advance_cancellation_is_told",
                        violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "Quốc gia"),
                            ("province", "Tỉnh"),
                            ("district", "Huyện"),
                            ("commune", "Xã"),
                            ("unknown", "Không rõ nguồn"),
                            ("", "Không phải ngân sách nhà nước"),
                        ],
                        max_length=20,
                        verbose_name="nguồn ngân sách",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="đến hạn")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
            ],
            options={
                "verbose_name": "kỳ hoàn trả",
                "verbose_name_plural": "kỳ hoàn trả",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "level", "due_on"),
                        name="instalment_once_a_day",
                        violation_error_message="Đã có kỳ hoàn trả của nguồn này vào ngày đó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_vnd__gt", 0),
                            (
                                "level__in",
                                ["national", "province", "district", "commune", "unknown"],
                            ),
                        ),
                        name="instalment_of_state_money",
                        violation_error_message="Kỳ hoàn trả phải có nguồn và số tiền lớn hơn 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repayment",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hủy",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
                ),
                ("cancellation", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grant", "Hỗ trợ không thu hồi"),
                            ("recoverable", "Hỗ trợ có thu hồi"),
                            ("counterpart", "Vốn đối ứng"),
                            ("other", "Vốn khác"),
                            ("attracted", "Vốn đầu tư thu hút"),
                        ],
                        max_length=20,
                        verbose_name="loại vốn",
                    ),
                ),
                ("document", models.CharField(max_length=100, verbose_name="chứng từ")),
                ("paid_on", models.DateField(verbose_name="ngày nộp")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.entry",
                        verbose_name="bút toán",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoản hoàn trả",
                "verbose_name_plural": "khoản hoàn trả",
                "ordering": ("paid_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancellation", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                models.Q(("cancellation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="repayment_cancellation_is_told",
                        violation_error_message="Hủy phải ghi người, thời điểm và lý do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("grant", "recoverable"))),
                        name="repayment_of_state_money",
                        violation_error_message="Chỉ vốn nhà nước mới hoàn trả ngân sách.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="delivery/%Y/%m", verbose_name="tệp"
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.evidenceitem",
                        verbose_name="theo danh mục",
                    ),
                ),
                ("number", models.CharField(max_length=120, verbose_name="số, ký hiệu")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="ngày")),
            ],
            options={
                "verbose_name": "tài liệu đã có",
                "verbose_name_plural": "tài liệu đã có",
                "ordering": ("item__order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "line", "item"),
                        name="evidence_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        choices=[(12, "12 tháng"), (36, "36 tháng")], verbose_name="sau hỗ trợ"
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="ngày đánh giá")),
                ("is_running", models.BooleanField(verbose_name="còn hoạt động")),
                ("note", models.TextField(blank=True, verbose_name="nhận xét")),
            ],
            options={
                "verbose_name": "đánh giá sau hỗ trợ",
                "verbose_name_plural": "đánh giá sau hỗ trợ",
                "ordering": ("round", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "round"),
                        name="follow_up_once_a_round",
                        violation_error_message="Lần đánh giá này đã ghi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round__in", [12, 36])),
                        name="follow_up_round_known",
                        violation_error_message="Chỉ đánh giá sau 12 và 36 tháng.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="delivery.followup",
                        verbose_name="đánh giá",
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
                    "promised",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="theo hồ sơ",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="thực tế"),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu sau hỗ trợ",
                "verbose_name_plural": "chỉ tiêu sau hỗ trợ",
                "ordering": ("follow_up", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follow_up", "measure"), name="follow_up_figure_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                ("basis", models.CharField(max_length=200, verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "dự kiến tiến độ",
                "verbose_name_plural": "dự kiến tiến độ",
                "ordering": ("scheme", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "number"), name="forecast_in_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="ForecastMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "forecast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="delivery.forecast",
                        verbose_name="dự kiến tiến độ",
                    ),
                ),
                ("month", models.DateField(verbose_name="tháng")),
                (
                    "done_percent",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="khối lượng (%)"
                    ),
                ),
                ("spent_vnd", models.BigIntegerField(verbose_name="kinh phí (đồng)")),
            ],
            options={
                "verbose_name": "mốc tháng dự kiến",
                "verbose_name_plural": "mốc tháng dự kiến",
                "ordering": ("forecast", "month"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forecast", "month"), name="forecast_month_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_percent__range", (0, 100)),
                            ("month__day", 1),
                            ("spent_vnd__gte", 0),
                        ),
                        name="forecast_month_is_a_share",
                        violation_error_message="Mốc tháng từ 0 đến 100%; số tiền không âm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                ("month", models.DateField(verbose_name="tháng")),
                (
                    "note",
                    models.TextField(blank=True, verbose_name="tình hình, khó khăn, kiến nghị"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xác nhận",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc"),
                ),
                ("confirmation", models.TextField(blank=True, verbose_name="ý kiến xác nhận")),
            ],
            options={
                "verbose_name": "báo cáo tiến độ",
                "verbose_name_plural": "báo cáo tiến độ",
                "ordering": ("-month",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "month"),
                        name="progress_report_once_a_month",
                        violation_error_message="Tháng này đã có báo cáo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="progress_report_of_a_month",
                        violation_error_message="Tháng báo cáo ghi bằng ngày đầu tháng.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="progress_report_confirmation_is_told",
                        violation_error_message="Xác nhận phải ghi người và thời điểm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="delivery.progressreport",
                        verbose_name="báo cáo",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="schemes.line",
                        verbose_name="dòng nội dung",
                    ),
                ),
                (
                    "done_percent",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="đã thực hiện (%)"
                    ),
                ),
                (
                    "state_spent_vnd",
                    models.BigIntegerField(
                        default=0, verbose_name="đã chi từ kinh phí khuyến công (đồng)"
                    ),
                ),
                (
                    "counterpart_spent_vnd",
                    models.BigIntegerField(default=0, verbose_name="đã chi từ vốn đối ứng (đồng)"),
                ),
            ],
            options={
                "verbose_name": "dòng báo cáo tiến độ",
                "verbose_name_plural": "dòng báo cáo tiến độ",
                "ordering": ("line",),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "line"), name="progress_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counterpart_spent_vnd__gte", 0),
                            ("done_percent__range", (0, 100)),
                            ("state_spent_vnd__gte", 0),
                        ),
                        name="progress_line_is_a_share",
                        violation_error_message="Tiến độ từ 0 đến 100%; số tiền không âm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                ("visited_on", models.DateField(verbose_name="ngày kiểm tra")),
                ("place", models.CharField(max_length=300, verbose_name="địa điểm")),
                ("people", models.CharField(max_length=400, verbose_name="thành phần")),
                ("findings", models.TextField(verbose_name="kết quả kiểm tra")),
                ("advice", models.TextField(blank=True, verbose_name="kiến nghị")),
            ],
            options={
                "verbose_name": "lần kiểm tra",
                "verbose_name_plural": "lần kiểm tra",
                "ordering": ("-visited_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Photo",
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
                        related_name="%(class)s_rows",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm ghi")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="delivery/%Y/%m", verbose_name="tệp"
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="delivery.progressreport",
                        verbose_name="báo cáo",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="delivery.visit",
                        verbose_name="lần kiểm tra",
                    ),
                ),
                ("taken_at", models.DateTimeField(verbose_name="chụp lúc")),
                ("place", models.CharField(max_length=300, verbose_name="nơi chụp")),
                (
                    "caption",
                    models.CharField(blank=True, max_length=300, verbose_name="nội dung ảnh"),
                ),
            ],
            options={
                "verbose_name": "ảnh hiện trường",
                "verbose_name_plural": "ảnh hiện trường",
                "ordering": ("taken_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("report__isnull", True), ("visit__isnull", False)),
                            models.Q(("report__isnull", False), ("visit__isnull", True)),
                            _connector="OR",
                        ),
                        name="photo_of_a_report_or_a_visit",
                        violation_error_message="Ảnh thuộc một báo cáo hoặc một lần kiểm tra.",
                    )
                ],
            },
        ),
    ]
