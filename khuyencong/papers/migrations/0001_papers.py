"""Papers printed, signed, scanned."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("documents", "0001_numbers"),
        ("places", "0001_units"),
        ("schemes", "0001_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dossier", "Đề án khuyến công"),
                            ("estimate", "Dự toán kinh phí (Mẫu số 1)"),
                            ("training_programme", "Chương trình đào tạo nghề (Mẫu số 12)"),
                            (
                                "infrastructure_report",
                                "Báo cáo tình hình đầu tư hạ tầng (Mẫu số 13)",
                            ),
                            ("submission", "Tờ trình"),
                            ("return_notice", "Thông báo về hồ sơ"),
                            ("council_decision", "Quyết định thành lập hội đồng thẩm định"),
                            ("appraisal_sheet", "Phiếu thẩm định (Mẫu số 4a, 4b)"),
                            ("council_minutes", "Biên bản họp hội đồng thẩm định"),
                            ("registration_table", "Biểu tổng hợp các đề án đăng ký (Mẫu số 2)"),
                            ("plan_decision", "Quyết định phê duyệt, giao kế hoạch"),
                            ("work_plan", "Kế hoạch thực hiện đề án (Mẫu số 11)"),
                            ("work_plan_decision", "Quyết định phê duyệt kế hoạch thực hiện"),
                            ("contract", "Hợp đồng thực hiện đề án"),
                            ("appendix", "Phụ lục hợp đồng"),
                            ("advance_request", "Giấy đề nghị tạm ứng"),
                            ("progress_contract", "Báo cáo tiến độ thực hiện hợp đồng (Mẫu số 3a)"),
                            (
                                "progress_volume",
                                "Báo cáo khối lượng hoàn thành, kinh phí (Mẫu số 3b)",
                            ),
                            ("visit_minutes", "Biên bản kiểm tra thực tế"),
                            ("change_letter", "Tờ trình đề nghị điều chỉnh"),
                            ("adjustment_decision", "Quyết định điều chỉnh"),
                            ("acceptance_minutes", "Biên bản nghiệm thu (Mẫu số 5a, 5b, 5c)"),
                            ("final_report", "Báo cáo tổng hợp kết quả thực hiện"),
                            ("voucher_list", "Bảng kê chứng từ (Mẫu số 8a)"),
                            ("voucher_list_all", "Bảng kê chứng từ cả nguồn khác (Mẫu số 8b)"),
                            ("settlement_sheet", "Biểu chi tiết quyết toán kinh phí (Mẫu số 7)"),
                            ("payment_sheet", "Biểu đề nghị thanh toán kinh phí (Mẫu số 9)"),
                            ("reconciliation", "Bảng đối chiếu kinh phí của đề án"),
                            ("liquidation_minutes", "Biên bản thanh lý hợp đồng (Mẫu số 6)"),
                            (
                                "year_reconciliation",
                                "Bảng đối chiếu kinh phí trong năm (Mẫu số 10)",
                            ),
                            ("follow_up", "Phiếu đánh giá sau hỗ trợ"),
                        ],
                        max_length=30,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="bản số")),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                (
                    "bases",
                    models.TextField(blank=True, verbose_name="căn cứ (mỗi dòng một căn cứ)"),
                ),
                (
                    "recipients",
                    models.TextField(blank=True, verbose_name="nơi nhận (mỗi dòng một nơi)"),
                ),
                (
                    "signer_authority",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="thẩm quyền ký (TM., KT., TL.)"
                    ),
                ),
                (
                    "signer_title",
                    models.CharField(blank=True, max_length=120, verbose_name="chức vụ người ký"),
                ),
                (
                    "signer_name",
                    models.CharField(blank=True, max_length=120, verbose_name="họ tên người ký"),
                ),
                (
                    "layout",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to="layouts/%Y/%m",
                        verbose_name="tệp mẫu Word",
                    ),
                ),
                (
                    "layout_name",
                    models.CharField(blank=True, max_length=200, verbose_name="tên tệp mẫu"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="sửa lúc")),
            ],
            options={
                "verbose_name": "mẫu văn bản",
                "verbose_name_plural": "mẫu văn bản",
                "ordering": ("province", "kind", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("province", "kind", "number"), name="paper_template_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "dossier",
                                    "estimate",
                                    "training_programme",
                                    "infrastructure_report",
                                    "submission",
                                    "return_notice",
                                    "council_decision",
                                    "appraisal_sheet",
                                    "council_minutes",
                                    "registration_table",
                                    "plan_decision",
                                    "work_plan",
                                    "work_plan_decision",
                                    "contract",
                                    "appendix",
                                    "advance_request",
                                    "progress_contract",
                                    "progress_volume",
                                    "visit_minutes",
                                    "change_letter",
                                    "adjustment_decision",
                                    "acceptance_minutes",
                                    "final_report",
                                    "voucher_list",
                                    "voucher_list_all",
                                    "settlement_sheet",
                                    "payment_sheet",
                                    "reconciliation",
                                    "liquidation_minutes",
                                    "year_reconciliation",
                                    "follow_up",
                                ],
                            )
                        ),
                        name="paper_template_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã văn bản")),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_papers",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm của văn bản chung"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dossier", "Đề án khuyến công"),
                            ("estimate", "Dự toán kinh phí (Mẫu số 1)"),
                            ("training_programme", "Chương trình đào tạo nghề (Mẫu số 12)"),
                            (
                                "infrastructure_report",
                                "Báo cáo tình hình đầu tư hạ tầng (Mẫu số 13)",
                            ),
                            ("submission", "Tờ trình"),
                            ("return_notice", "Thông báo về hồ sơ"),
                            ("council_decision", "Quyết định thành lập hội đồng thẩm định"),
                            ("appraisal_sheet", "Phiếu thẩm định (Mẫu số 4a, 4b)"),
                            ("council_minutes", "Biên bản họp hội đồng thẩm định"),
                            ("registration_table", "Biểu tổng hợp các đề án đăng ký (Mẫu số 2)"),
                            ("plan_decision", "Quyết định phê duyệt, giao kế hoạch"),
                            ("work_plan", "Kế hoạch thực hiện đề án (Mẫu số 11)"),
                            ("work_plan_decision", "Quyết định phê duyệt kế hoạch thực hiện"),
                            ("contract", "Hợp đồng thực hiện đề án"),
                            ("appendix", "Phụ lục hợp đồng"),
                            ("advance_request", "Giấy đề nghị tạm ứng"),
                            ("progress_contract", "Báo cáo tiến độ thực hiện hợp đồng (Mẫu số 3a)"),
                            (
                                "progress_volume",
                                "Báo cáo khối lượng hoàn thành, kinh phí (Mẫu số 3b)",
                            ),
                            ("visit_minutes", "Biên bản kiểm tra thực tế"),
                            ("change_letter", "Tờ trình đề nghị điều chỉnh"),
                            ("adjustment_decision", "Quyết định điều chỉnh"),
                            ("acceptance_minutes", "Biên bản nghiệm thu (Mẫu số 5a, 5b, 5c)"),
                            ("final_report", "Báo cáo tổng hợp kết quả thực hiện"),
                            ("voucher_list", "Bảng kê chứng từ (Mẫu số 8a)"),
                            ("voucher_list_all", "Bảng kê chứng từ cả nguồn khác (Mẫu số 8b)"),
                            ("settlement_sheet", "Biểu chi tiết quyết toán kinh phí (Mẫu số 7)"),
                            ("payment_sheet", "Biểu đề nghị thanh toán kinh phí (Mẫu số 9)"),
                            ("reconciliation", "Bảng đối chiếu kinh phí của đề án"),
                            ("liquidation_minutes", "Biên bản thanh lý hợp đồng (Mẫu số 6)"),
                            (
                                "year_reconciliation",
                                "Bảng đối chiếu kinh phí trong năm (Mẫu số 10)",
                            ),
                            ("follow_up", "Phiếu đánh giá sau hỗ trợ"),
                        ],
                        max_length=30,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("subject", models.CharField(max_length=60, verbose_name="về việc đã ghi")),
                (
                    "subject_label",
                    models.CharField(blank=True, max_length=300, verbose_name="về việc"),
                ),
                ("title", models.CharField(max_length=600, verbose_name="tên loại, trích yếu")),
                ("issuer", models.SlugField(max_length=60, verbose_name="mã cơ quan ban hành")),
                ("issuer_name", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                ("suffix", models.CharField(max_length=20, verbose_name="ký hiệu cơ quan")),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: lời văn của hệ thống.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.papertemplate",
                        verbose_name="mẫu của tỉnh",
                    ),
                ),
                ("content", models.JSONField(verbose_name="nội dung")),
                (
                    "docx",
                    models.FileField(
                        max_length=200, upload_to="papers/%Y/%m", verbose_name="tệp Word"
                    ),
                ),
                (
                    "pdf",
                    models.FileField(
                        max_length=200, upload_to="papers/%Y/%m", verbose_name="tệp PDF"
                    ),
                ),
                (
                    "deed_symbol",
                    models.CharField(blank=True, max_length=60, verbose_name="số đã ghi ở hồ sơ"),
                ),
                (
                    "number",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentnumber",
                        verbose_name="số văn bản",
                    ),
                ),
                (
                    "generated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                ("generated_at", models.DateTimeField(verbose_name="lập lúc")),
                (
                    "covers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="papers_of_years",
                        to="schemes.scheme",
                        verbose_name="các đề án trong văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản của đề án",
                "verbose_name_plural": "văn bản của đề án",
                "ordering": ("-generated_at", "-pk"),
                "indexes": [
                    models.Index(fields=["scheme", "kind"], name="paper_scheme_kind"),
                    models.Index(
                        condition=models.Q(("year__isnull", False)),
                        fields=["year", "kind"],
                        name="paper_year_kind",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "dossier",
                                    "estimate",
                                    "training_programme",
                                    "infrastructure_report",
                                    "submission",
                                    "return_notice",
                                    "council_decision",
                                    "appraisal_sheet",
                                    "council_minutes",
                                    "registration_table",
                                    "plan_decision",
                                    "work_plan",
                                    "work_plan_decision",
                                    "contract",
                                    "appendix",
                                    "advance_request",
                                    "progress_contract",
                                    "progress_volume",
                                    "visit_minutes",
                                    "change_letter",
                                    "adjustment_decision",
                                    "acceptance_minutes",
                                    "final_report",
                                    "voucher_list",
                                    "voucher_list_all",
                                    "settlement_sheet",
                                    "payment_sheet",
                                    "reconciliation",
                                    "liquidation_minutes",
                                    "year_reconciliation",
                                    "follow_up",
                                ],
                            )
                        ),
                        name="paper_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scheme__isnull", False), ("year__isnull", True)),
                            models.Q(("scheme__isnull", True), ("year__isnull", False)),
                            _connector="OR",
                        ),
                        name="paper_of_a_scheme_or_of_a_year",
                        violation_error_message="Văn bản là của một đề án, hoặc chung của một năm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deed_symbol", ""), ("number__isnull", True), _connector="OR"
                        ),
                        name="paper_has_one_number",
                        violation_error_message="Văn bản chỉ có một số.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(max_length=200, upload_to="scans/%Y/%m", verbose_name="tệp"),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="tên tệp gốc")),
                ("pages_count", models.PositiveIntegerField(verbose_name="số trang")),
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
                (
                    "read_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đọc xong lúc"),
                ),
            ],
            options={
                "verbose_name": "tệp quét hàng loạt",
                "verbose_name_plural": "tệp quét hàng loạt",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ScanPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="papers.scanbatch",
                        verbose_name="tệp quét",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="trang")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ đọc"),
                            ("matched", "đã xếp theo mã QR"),
                            ("no_code", "không đọc được mã QR"),
                            ("foreign", "mã QR không phải của văn bản trong hệ thống"),
                            ("unknown", "mã QR không dẫn tới văn bản nào bạn được nộp bản ký"),
                            ("several", "có mã QR của nhiều văn bản"),
                            ("broken", "trang hỏng, không đọc được"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="kết quả đọc",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần đọc")),
                (
                    "read",
                    models.CharField(blank=True, max_length=400, verbose_name="mã QR đọc được"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scan_pages",
                        to="papers.paper",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xếp",
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xếp lúc"),
                ),
            ],
            options={
                "verbose_name": "trang quét",
                "verbose_name_plural": "trang quét",
                "ordering": ("batch", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="scan_page_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assigned_at__isnull", True), ("assigned_by__isnull", True)),
                            models.Q(
                                ("assigned_at__isnull", False),
                                ("assigned_by__isnull", False),
                                ("paper__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="scan_page_assignment_is_told",
                        violation_error_message="Xếp trang phải ghi người xếp, thời điểm và văn bản.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="papers.paper",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="papers.scanbatch",
                        verbose_name="tệp quét hàng loạt",
                    ),
                ),
                (
                    "file",
                    models.FileField(max_length=200, upload_to="scans/%Y/%m", verbose_name="tệp"),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("media_type", models.CharField(max_length=100, verbose_name="loại tệp")),
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
                "verbose_name": "bản ký đã quét",
                "verbose_name_plural": "bản ký đã quét",
                "ordering": ("-at", "-pk"),
            },
        ),
    ]
