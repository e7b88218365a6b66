"""Schemes: who, what, where, their steps and results."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("establishments", "0001_establishments"),
        ("funding", "0001_ledger"),
        ("organisations", "0001_organisations"),
        ("places", "0001_units"),
        ("programmes", "0001_programmes"),
        ("regulations", "0001_regulations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="mã đề án")),
                ("name", models.CharField(max_length=400, verbose_name="tên đề án")),
                ("fold", models.CharField(editable=False, max_length=400)),
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
                        verbose_name="chương trình phê duyệt",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("single", "Đề án đơn"),
                            ("group", "Đề án nhóm"),
                            ("focal", "Đề án điểm"),
                        ],
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập hồ sơ"),
                            ("submitted", "Chờ thẩm định cấp cơ sở"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("appraised", "Đã thẩm định cấp cơ sở"),
                            ("registered", "Đã đăng ký với Bộ Công Thương"),
                            ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                            ("planned", "Đã giao kế hoạch"),
                            ("contracted", "Đã ký hợp đồng"),
                            ("under_way", "Đang thực hiện"),
                            ("accepted", "Đã nghiệm thu"),
                            ("settled", "Đã thanh lý, quyết toán"),
                            ("evaluated", "Đã đánh giá sau hỗ trợ"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút hồ sơ"),
                            ("stopped", "Ngừng triển khai"),
                            ("terminated", "Đã thanh lý do ngừng triển khai"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.programme",
                        verbose_name="chương trình",
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
                    "implementer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị thực hiện",
                    ),
                ),
                ("start_year", models.PositiveSmallIntegerField(verbose_name="năm bắt đầu")),
                ("end_year", models.PositiveSmallIntegerField(verbose_name="năm kết thúc")),
                (
                    "approval",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quyết định phê duyệt"
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày giao kế hoạch"),
                ),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị phối hợp",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề án khuyến công",
                "verbose_name_plural": "đề án khuyến công",
                "ordering": ("-start_year", "code"),
                "indexes": [
                    models.Index(
                        fields=["is_illustrative", "province", "start_year"],
                        include=("tier", "dated_on", "state"),
                        name="scheme_place_and_year",
                    ),
                    models.Index(
                        fields=["province", "-start_year", "code"], name="scheme_in_list_order"
                    ),
                    models.Index(
                        fields=["-start_year", "code"], name="scheme_in_list_order_of_all"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_year__gte", models.F("start_year"))),
                        name="scheme_ends_after_it_starts",
                        violation_error_message="Năm kết thúc không được trước năm bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dated_on__isnull", True),
                            (
                                "start_year",
                                django.db.models.functions.datetime.ExtractYear("dated_on"),
                            ),
                            _connector="OR",
                        ),
                        name="scheme_dated_in_its_first_year",
                        violation_error_message="Ngày giao kế hoạch phải nằm trong năm bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form__in", ["single", "group", "focal"]),
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "appraised",
                                    "registered",
                                    "ministry_appraised",
                                    "planned",
                                    "contracted",
                                    "under_way",
                                    "accepted",
                                    "settled",
                                    "evaluated",
                                    "rejected",
                                    "withdrawn",
                                    "stopped",
                                    "terminated",
                                ],
                            ),
                            ("tier__in", ["national", "province", "district", "commune"]),
                        ),
                        name="scheme_words_known",
                        violation_error_message="Đề án có mã không nằm trong danh mục.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beneficiary",
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
                        related_name="beneficiaries",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benefits",
                        to="establishments.establishment",
                        verbose_name="cơ sở thụ hưởng",
                    ),
                ),
                (
                    "in_disadvantaged_area",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="thuộc địa bàn khó khăn"
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị thụ hưởng",
                "verbose_name_plural": "đơn vị thụ hưởng",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "establishment"),
                        name="beneficiary_once_in_a_scheme",
                        violation_error_message="Cơ sở này đã có trong đề án.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTaken",
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
                        related_name="history",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="bước thứ")),
                ("name", models.CharField(max_length=20, verbose_name="bước")),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Đang lập hồ sơ"),
                            ("submitted", "Chờ thẩm định cấp cơ sở"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("appraised", "Đã thẩm định cấp cơ sở"),
                            ("registered", "Đã đăng ký với Bộ Công Thương"),
                            ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                            ("planned", "Đã giao kế hoạch"),
                            ("contracted", "Đã ký hợp đồng"),
                            ("under_way", "Đang thực hiện"),
                            ("accepted", "Đã nghiệm thu"),
                            ("settled", "Đã thanh lý, quyết toán"),
                            ("evaluated", "Đã đánh giá sau hỗ trợ"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút hồ sơ"),
                            ("stopped", "Ngừng triển khai"),
                            ("terminated", "Đã thanh lý do ngừng triển khai"),
                        ],
                        max_length=20,
                        verbose_name="từ",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập hồ sơ"),
                            ("submitted", "Chờ thẩm định cấp cơ sở"),
                            ("returned", "Trả lại để hoàn thiện"),
                            ("appraised", "Đã thẩm định cấp cơ sở"),
                            ("registered", "Đã đăng ký với Bộ Công Thương"),
                            ("ministry_appraised", "Đã thẩm định cấp Bộ"),
                            ("planned", "Đã giao kế hoạch"),
                            ("contracted", "Đã ký hợp đồng"),
                            ("under_way", "Đang thực hiện"),
                            ("accepted", "Đã nghiệm thu"),
                            ("settled", "Đã thanh lý, quyết toán"),
                            ("evaluated", "Đã đánh giá sau hỗ trợ"),
                            ("rejected", "Không được chấp thuận"),
                            ("withdrawn", "Đã rút hồ sơ"),
                            ("stopped", "Ngừng triển khai"),
                            ("terminated", "Đã thanh lý do ngừng triển khai"),
                        ],
                        max_length=20,
                        verbose_name="đến",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thực hiện",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số văn bản"),
                ),
                (
                    "decision_date",
                    models.DateField(blank=True, null=True, verbose_name="ngày văn bản"),
                ),
            ],
            options={
                "verbose_name": "bước đã thực hiện",
                "verbose_name_plural": "bước đã thực hiện",
                "ordering": ("scheme", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "number"), name="step_taken_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision_date__isnull", True), ("decision_number", "")),
                            models.Q(
                                ("decision_date__isnull", False),
                                models.Q(("decision_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="step_taken_decision_is_whole",
                        violation_error_message="Văn bản phải có cả số và ngày.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "name__in",
                                    [
                                        "accept",
                                        "appraise",
                                        "appraise_ministry",
                                        "contract",
                                        "evaluate",
                                        "plan",
                                        "register",
                                        "reject",
                                        "reject_ministry",
                                        "reopen_acceptance",
                                        "reopen_settlement",
                                        "reopen_termination",
                                        "return",
                                        "return_ministry",
                                        "settle",
                                        "start",
                                        "stop",
                                        "submit",
                                        "terminate",
                                        "withdraw",
                                    ],
                                ),
                                ("name", "record"),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "name__in",
                                        [
                                            "reject",
                                            "reject_ministry",
                                            "reopen_acceptance",
                                            "reopen_settlement",
                                            "reopen_termination",
                                            "return",
                                            "return_ministry",
                                            "stop",
                                            "withdraw",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "name__in",
                                        [
                                            "accept",
                                            "contract",
                                            "plan",
                                            "settle",
                                            "stop",
                                            "terminate",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                models.Q(("decision_number", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="step_taken_with_its_note_and_decision",
                        violation_error_message="Bước này phải có ghi chú hoặc số, ngày văn bản.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                        related_name="corrections",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="mục")),
                ("before", models.TextField(blank=True, verbose_name="trước")),
                ("after", models.TextField(blank=True, verbose_name="sau")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thời điểm")),
            ],
            options={
                "verbose_name": "lần sửa thông tin đề án",
                "verbose_name_plural": "lần sửa thông tin đề án",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Line",
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
                        related_name="lines",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="schemes.beneficiary",
                        verbose_name="đơn vị thụ hưởng",
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vocational", "Đào tạo nghề, truyền nghề"),
                            ("management", "Nâng cao năng lực quản lý doanh nghiệp"),
                            ("training", "Đào tạo, tập huấn (không rõ loại)"),
                            ("model", "Mô hình trình diễn kỹ thuật"),
                            ("machine", "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"),
                            ("sxsh", "Sản xuất sạch hơn"),
                            ("selection", "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu"),
                            ("fair", "Hội chợ, triển lãm, xúc tiến thương mại"),
                            ("brand", "Xây dựng, đăng ký thương hiệu"),
                            ("design", "Thiết kế mẫu mã, bao bì đóng gói"),
                            ("consulting", "Tư vấn, trợ giúp cơ sở công nghiệp nông thôn"),
                            ("info", "Cung cấp thông tin, tuyên truyền"),
                            ("cluster", "Liên doanh, liên kết; phát triển cụm công nghiệp"),
                            ("environment", "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường"),
                            ("village", "Làng nghề"),
                            ("capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"),
                            ("admin", "Chi quản lý chương trình, đề án"),
                            ("ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"),
                        ],
                        help_text="Để trống khi không rõ.",
                        max_length=20,
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "sub_content",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.subcontent",
                        verbose_name="nội dung cụ thể",
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=300, verbose_name="hạng mục")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="Để trống khi thực hiện tại cơ sở thụ hưởng.",
                        max_length=300,
                        verbose_name="địa điểm thực hiện",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="funding.account",
                        verbose_name="dòng kinh phí",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng nội dung của đề án",
                "verbose_name_plural": "dòng nội dung của đề án",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["content", "scheme"], name="line_content")],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                        related_name="recusals",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khai báo",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("declared_at", models.DateTimeField(verbose_name="thời điểm khai báo")),
            ],
            options={
                "verbose_name": "khai báo xung đột lợi ích",
                "verbose_name_plural": "khai báo xung đột lợi ích",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "scheme"),
                        name="recusal_once",
                        violation_error_message="Người này đã khai báo xung đột lợi ích ở đề án này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="recusal_has_a_reason",
                        violation_error_message="Phải ghi lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="schemes.scheme",
                        verbose_name="đề án",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="chương trình",
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
                    "establishment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="establishments.establishment",
                        verbose_name="cơ sở",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("class", "Lớp đào tạo, tập huấn"),
                            ("person", "Người được đào tạo"),
                            ("turn", "Lượt người tham gia"),
                            ("trainee", "Học viên"),
                            ("delegate", "Đại biểu"),
                            ("job", "Lao động có việc làm"),
                            ("model", "Mô hình"),
                            ("machine", "Máy móc, thiết bị"),
                            ("certified_product", "Sản phẩm được công nhận"),
                            ("registered_product", "Sản phẩm đăng ký bình chọn"),
                            ("listed_product", "Sản phẩm lên sàn thương mại điện tử"),
                            ("workshop", "Cuộc tập huấn, hội thảo"),
                            ("fair", "Hội chợ, triển lãm"),
                            ("festival", "Lễ hội"),
                            ("selection_round", "Đợt bình chọn"),
                            ("memorandum", "Biên bản ghi nhớ"),
                            ("contract", "Hợp đồng tiêu thụ"),
                            ("website", "Website thương mại điện tử"),
                            ("sales_point", "Điểm bán hàng Việt"),
                            ("assessment", "Cơ sở được đánh giá nhanh sản xuất sạch hơn"),
                            ("cluster", "Cụm công nghiệp"),
                        ],
                        max_length=20,
                        verbose_name="loại kết quả",
                    ),
                ),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vocational", "Đào tạo nghề, truyền nghề"),
                            ("management", "Nâng cao năng lực quản lý doanh nghiệp"),
                            ("training", "Đào tạo, tập huấn (không rõ loại)"),
                            ("model", "Mô hình trình diễn kỹ thuật"),
                            ("machine", "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"),
                            ("sxsh", "Sản xuất sạch hơn"),
                            ("selection", "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu"),
                            ("fair", "Hội chợ, triển lãm, xúc tiến thương mại"),
                            ("brand", "Xây dựng, đăng ký thương hiệu"),
                            ("design", "Thiết kế mẫu mã, bao bì đóng gói"),
                            ("consulting", "Tư vấn, trợ giúp cơ sở công nghiệp nông thôn"),
                            ("info", "Cung cấp thông tin, tuyên truyền"),
                            ("cluster", "Liên doanh, liên kết; phát triển cụm công nghiệp"),
                            ("environment", "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường"),
                            ("village", "Làng nghề"),
                            ("capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"),
                            ("admin", "Chi quản lý chương trình, đề án"),
                            ("ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"),
                        ],
                        max_length=20,
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "certified_at",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("district", "Cấp huyện"),
                            ("province", "Cấp tỉnh"),
                            ("region", "Cấp khu vực"),
                            ("nation", "Cấp quốc gia"),
                        ],
                        max_length=10,
                        verbose_name="cấp công nhận",
                    ),
                ),
                (
                    "quantity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm"),
                ),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="ngày")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "is_illustrative",
                    models.BooleanField(default=False, verbose_name="dữ liệu minh họa"),
                ),
            ],
            options={
                "verbose_name": "kết quả",
                "verbose_name_plural": "kết quả",
                "ordering": ("year", "pk"),
                "indexes": [
                    models.Index(
                        fields=["is_illustrative", "province", "kind", "year"],
                        include=("quantity", "content", "certified_at", "dated_on"),
                        name="result_place_kind_year",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "certified_product"),
                                models.Q(("certified_at", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "certified_product"), _negated=True),
                                ("certified_at", ""),
                            ),
                            _connector="OR",
                        ),
                        name="result_certified_product_has_a_level",
                        violation_error_message="Sản phẩm được công nhận phải ghi cấp công nhận.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dated_on__isnull", True),
                            ("year", django.db.models.functions.datetime.ExtractYear("dated_on")),
                            _connector="OR",
                        ),
                        name="result_dated_in_its_year",
                        violation_error_message="Ngày phải nằm trong năm đã ghi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "class",
                                    "person",
                                    "turn",
                                    "trainee",
                                    "delegate",
                                    "job",
                                    "model",
                                    "machine",
                                    "certified_product",
                                    "registered_product",
                                    "listed_product",
                                    "workshop",
                                    "fair",
                                    "festival",
                                    "selection_round",
                                    "memorandum",
                                    "contract",
                                    "website",
                                    "sales_point",
                                    "assessment",
                                    "cluster",
                                ],
                            )
                        ),
                        name="result_kind_known",
                        violation_error_message="Loại kết quả không có trong danh mục.",
                    ),
                ],
            },
        ),
    ]
