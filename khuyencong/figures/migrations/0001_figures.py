"""Texts, the figures in them, what was found and decided."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("places", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="mã")),
                ("title", models.CharField(max_length=300, verbose_name="tiêu đề")),
                ("publisher", models.CharField(max_length=200, verbose_name="nơi công bố")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày công bố"),
                ),
                (
                    "published_label",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="ngày công bố, bằng chữ"
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="địa chỉ")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "place_status",
                    models.CharField(
                        choices=[
                            ("stated", "Văn bản nêu rõ"),
                            ("suggested", "Gợi ý, chờ xác nhận"),
                            ("confirmed", "Đã được xác nhận"),
                        ],
                        max_length=10,
                        verbose_name="căn cứ xác định địa bàn",
                    ),
                ),
                (
                    "place_note",
                    models.CharField(blank=True, max_length=400, verbose_name="ghi chú về địa bàn"),
                ),
                (
                    "place_confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xác nhận địa bàn",
                    ),
                ),
                (
                    "place_confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="thời điểm xác nhận địa bàn"
                    ),
                ),
                ("start_date", models.DateField(verbose_name="số liệu từ ngày")),
                ("end_date", models.DateField(verbose_name="số liệu đến ngày")),
                ("period_label", models.CharField(max_length=100, verbose_name="tên kỳ")),
            ],
            options={
                "verbose_name": "văn bản công bố",
                "verbose_name_plural": "văn bản công bố",
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_date__gte", models.F("start_date"))),
                        name="source_text_dates_in_order",
                        violation_error_message="Kỳ của văn bản phải kết thúc sau khi bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("place__isnull", False),
                                ("place_confirmed_at__isnull", False),
                                ("place_confirmed_by__isnull", False),
                                ("place_status", "confirmed"),
                            ),
                            models.Q(
                                models.Q(("place_status", "confirmed"), _negated=True),
                                ("place_confirmed_at__isnull", True),
                                ("place_confirmed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="source_text_place_confirmed_by_a_person",
                        violation_error_message="Địa bàn được xác nhận phải ghi người và thời điểm.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="figures.sourcetext",
                        verbose_name="văn bản",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="thứ tự trong văn bản")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("result", "Kết quả"),
                            ("plan", "Kế hoạch"),
                            ("target", "Mục tiêu"),
                            ("norm", "Định mức"),
                            ("claim", "Nhận định"),
                            ("context", "Bối cảnh"),
                            ("furniture", "Ngoài bài"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Chỉ ghi khi địa chỉ không nói đủ.",
                        max_length=200,
                        verbose_name="tên gọi",
                    ),
                ),
                ("surface", models.CharField(max_length=200, verbose_name="nguyên văn")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="giá trị",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=24, null=True, verbose_name="từ"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=24, null=True, verbose_name="đến"
                    ),
                ),
                (
                    "step",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="bước làm tròn",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="đơn vị")),
                (
                    "qualifier",
                    models.CharField(blank=True, max_length=40, verbose_name="từ định lượng"),
                ),
                ("measure", models.CharField(max_length=20, verbose_name="chỉ tiêu")),
                (
                    "contents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                                (
                                    "environment",
                                    "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường",
                                ),
                                ("village", "Làng nghề"),
                                ("capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"),
                                ("admin", "Chi quản lý chương trình, đề án"),
                                ("ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="nội dung",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=20, verbose_name="nguồn")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="địa bàn",
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "period_label",
                    models.CharField(blank=True, max_length=100, verbose_name="tên kỳ"),
                ),
                (
                    "legal_form",
                    models.CharField(blank=True, max_length=20, verbose_name="loại hình"),
                ),
                (
                    "area",
                    models.CharField(blank=True, max_length=20, verbose_name="địa bàn khó khăn"),
                ),
                ("item", models.CharField(blank=True, max_length=20, verbose_name="loại kết quả")),
                (
                    "certified_at",
                    models.CharField(blank=True, max_length=10, verbose_name="cấp công nhận"),
                ),
                ("per", models.CharField(blank=True, max_length=10, verbose_name="bình quân theo")),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="figures.publishedfigure",
                        verbose_name="kể là một phần của",
                    ),
                ),
                (
                    "told_again",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="figures.publishedfigure",
                        verbose_name="kể lại số liệu",
                    ),
                ),
                (
                    "ambiguity",
                    models.CharField(blank=True, max_length=400, verbose_name="điều chưa rõ"),
                ),
            ],
            options={
                "verbose_name": "số liệu công bố",
                "verbose_name_plural": "số liệu công bố",
                "ordering": ("text", "number"),
                "indexes": [
                    models.Index(
                        fields=["measure", "place", "start_date", "end_date"],
                        name="figures_pub_measure_39c7d6_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "number"), name="published_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            models.Q(("high__isnull", True), ("low__isnull", True)),
                            _connector="OR",
                        ),
                        name="published_figure_value_or_range",
                        violation_error_message="Một số liệu là một giá trị hoặc một khoảng, không cả hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_date__isnull", True),
                            ("start_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="published_figure_dates_in_order",
                        violation_error_message="Kỳ của số liệu phải kết thúc sau khi bắt đầu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tiêu đề")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=200, verbose_name="nơi công bố"),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày công bố"),
                ),
                ("url", models.URLField(blank=True, verbose_name="địa chỉ trên mạng")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp")),
                ("format", models.CharField(blank=True, max_length=10, verbose_name="định dạng")),
                (
                    "note",
                    models.CharField(blank=True, max_length=400, verbose_name="ghi chú khi nạp"),
                ),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
                ("upload", models.BinaryField(blank=True, null=True, verbose_name="tệp chờ đọc")),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="địa bàn của người đưa vào",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "place_status",
                    models.CharField(
                        choices=[
                            ("stated", "Văn bản nêu rõ"),
                            ("suggested", "Gợi ý, chờ xác nhận"),
                            ("confirmed", "Đã được xác nhận"),
                        ],
                        default="suggested",
                        max_length=10,
                        verbose_name="căn cứ xác định địa bàn",
                    ),
                ),
                (
                    "start_date",
                    models.DateField(blank=True, null=True, verbose_name="số liệu từ ngày"),
                ),
                (
                    "end_date",
                    models.DateField(blank=True, null=True, verbose_name="số liệu đến ngày"),
                ),
                (
                    "period_label",
                    models.CharField(blank=True, max_length=100, verbose_name="tên kỳ"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ đọc"),
                            ("read", "Đã đọc"),
                            ("refused", "Không đọc được"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="lý do không đọc được"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đưa vào",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="đưa vào lúc")),
                (
                    "read_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đọc xong lúc"),
                ),
                (
                    "source",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document",
                        to="figures.sourcetext",
                        verbose_name="văn bản công bố",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đưa vào đọc",
                "verbose_name_plural": "văn bản đưa vào đọc",
                "ordering": ("-uploaded_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "read"), _negated=True),
                            models.Q(
                                models.Q(("text", ""), _negated=True), ("read_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="document_read_has_text",
                        violation_error_message="Văn bản đã đọc phải có nội dung và thời điểm đọc.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="document_refused_says_why",
                        violation_error_message="Văn bản không đọc được phải ghi lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="figures.document",
                        verbose_name="văn bản",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("quote", models.TextField(verbose_name="nguyên văn")),
                ("start", models.PositiveIntegerField(verbose_name="vị trí đầu")),
                ("end", models.PositiveIntegerField(verbose_name="vị trí cuối")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("result", "Kết quả"),
                            ("plan", "Kế hoạch"),
                            ("target", "Mục tiêu"),
                            ("norm", "Định mức"),
                            ("claim", "Nhận định"),
                            ("context", "Bối cảnh"),
                            ("furniture", "Ngoài bài"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="giá trị",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=24, null=True, verbose_name="từ"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=24, null=True, verbose_name="đến"
                    ),
                ),
                (
                    "whole",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="trên tổng",
                    ),
                ),
                (
                    "step",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="bước làm tròn",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="đơn vị")),
                (
                    "qualifier",
                    models.CharField(blank=True, max_length=80, verbose_name="từ định lượng"),
                ),
                ("measure", models.CharField(max_length=20, verbose_name="chỉ tiêu")),
                (
                    "contents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                                (
                                    "environment",
                                    "Xử lý ô nhiễm, di dời cơ sở gây ô nhiễm môi trường",
                                ),
                                ("village", "Làng nghề"),
                                ("capacity", "Nâng cao năng lực quản lý và tổ chức khuyến công"),
                                ("admin", "Chi quản lý chương trình, đề án"),
                                ("ocop", "Chương trình mỗi xã một sản phẩm (OCOP)"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="nội dung",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=20, verbose_name="nguồn")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "place_written",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="địa bàn như đã viết"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "period_label",
                    models.CharField(blank=True, max_length=100, verbose_name="tên kỳ"),
                ),
                (
                    "legal_form",
                    models.CharField(blank=True, max_length=20, verbose_name="loại hình"),
                ),
                (
                    "area",
                    models.CharField(blank=True, max_length=20, verbose_name="địa bàn khó khăn"),
                ),
                ("item", models.CharField(blank=True, max_length=20, verbose_name="loại kết quả")),
                (
                    "certified_at",
                    models.CharField(blank=True, max_length=10, verbose_name="cấp công nhận"),
                ),
                ("per", models.CharField(blank=True, max_length=10, verbose_name="bình quân theo")),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="figures.candidate",
                        verbose_name="là một phần của",
                    ),
                ),
                (
                    "words",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="chi tiết máy đọc được"
                    ),
                ),
                (
                    "why",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="lý do",
                    ),
                ),
                ("is_clear", models.BooleanField(default=False, verbose_name="câu văn rõ ràng")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ xác nhận"),
                            ("confirmed", "Đã xác nhận"),
                            ("rejected", "Đã bác"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="lý do")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
                ),
                (
                    "published",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate",
                        to="figures.publishedfigure",
                        verbose_name="số liệu công bố",
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu chờ xác nhận",
                "verbose_name_plural": "số liệu chờ xác nhận",
                "ordering": ("document", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="candidate_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "waiting"),
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_decision_is_told",
                        violation_error_message="Quyết định phải ghi người và thời điểm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published__isnull", True),
                            models.Q(
                                ("kind__in", ("result", "plan", "target")), ("state", "confirmed")
                            ),
                            _connector="OR",
                        ),
                        name="candidate_published_when_confirmed",
                        violation_error_message="Chỉ số liệu đã xác nhận mới được công bố.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="candidate_rejection_says_why",
                        violation_error_message="Bác một số liệu phải ghi lý do.",
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="figures.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="figures.candidate",
                        verbose_name="số liệu",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("read", "Đọc văn bản"),
                            ("describe", "Ghi thông tin văn bản"),
                            ("accept", "Xác nhận"),
                            ("change", "Sửa và xác nhận"),
                            ("reject", "Bác"),
                            ("undo", "Hoàn tác"),
                        ],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("batch", models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name="lượt")),
                (
                    "undoes",
                    models.UUIDField(
                        blank=True, db_index=True, null=True, verbose_name="hoàn tác lượt"
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="trước")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="sau")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ghi chú")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, verbose_name="phiên bản sau đó"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "dòng lịch sử",
                "verbose_name_plural": "lịch sử",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="FindingDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding_decisions",
                        to="figures.document",
                        verbose_name="văn bản",
                    ),
                ),
                ("key", models.CharField(max_length=16, verbose_name="dấu của nhận xét")),
                ("message", models.TextField(verbose_name="nhận xét")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đúng là có vấn đề"),
                            ("dismissed", "Bỏ qua"),
                            ("asked", "Hỏi tác giả"),
                        ],
                        max_length=10,
                        verbose_name="xử lý",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="lý do hoặc câu hỏi"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xử lý",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "xử lý nhận xét",
                "verbose_name_plural": "xử lý nhận xét",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", "confirmed"),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_decision_says_why",
                        violation_error_message="Hãy ghi lý do bỏ qua, hoặc câu hỏi gửi tác giả.",
                    )
                ],
            },
        ),
    ]
