import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import motcua.web.publicid


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "__first__"),
        ("files", "0001_initial"),
        ("organisation", "0002_periods_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("template", models.CharField(max_length=60, verbose_name="mẫu")),
                ("template_version", models.CharField(max_length=40)),
                ("purpose", models.CharField(blank=True, max_length=80, verbose_name="dùng cho")),
                ("object_id", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(max_length=1000, verbose_name="trích yếu")),
                ("made_on", models.DateField(verbose_name="ngày soạn")),
                ("data", models.JSONField(verbose_name="dữ liệu")),
                ("data_digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "dự thảo"),
                            ("submitted", "đã trình ký"),
                            ("signed", "đã ký, có số"),
                            ("sent", "đã gửi"),
                            ("recalled", "đã thu hồi"),
                            ("replaced", "đã được thay thế"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("symbol", models.CharField(blank=True, max_length=60, verbose_name="ký hiệu")),
                ("number_text", models.CharField(blank=True, max_length=80, verbose_name="số, ký hiệu")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="người ký")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="papers.paper",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="đơn vị ban hành",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["purpose", "object_id"], name="papers_paper_for"),
                    models.Index(fields=["state", "-id"], name="papers_paper_state"),
                    models.Index(fields=["unit", "-id"], name="papers_paper_unit"),
                    models.Index(fields=["number_text"], name="papers_paper_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "signed", "sent", "recalled", "replaced"])
                        ),
                        name="papers_paper_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("template", ""), _negated=True)
                        ),
                        name="papers_paper_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("signed", "sent", "recalled", "replaced")), _negated=True),
                            models.Q(
                                ("number__isnull", False),
                                ("signed_on__isnull", False),
                                ("year__isnull", False),
                                models.Q(("number_text", ""), _negated=True),
                                models.Q(("signer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="papers_paper_signed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="papers_paper_not_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("signed", "sent", "recalled", "replaced"))),
                        fields=("unit", "year", "number_text"),
                        name="papers_paper_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("signed", "sent"))),
                        fields=("replaces",),
                        name="papers_paper_replaced_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="nơi nhận")),
                ("sent_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("sent_by", models.CharField(blank=True, max_length=200)),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="nhận lúc")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="papers.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["paper_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "name"), name="papers_dispatch_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="papers_dispatch_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at__isnull", True), ("received_at__gte", models.F("sent_at")), _connector="OR"
                        ),
                        name="papers_dispatch_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "quyết định"),
                            ("letter", "công văn"),
                            ("submission", "tờ trình"),
                            ("report", "báo cáo"),
                            ("plan", "kế hoạch"),
                            ("notice", "thông báo"),
                            ("all", "mọi loại văn bản"),
                        ],
                        max_length=12,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("pattern", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                (
                    "source",
                    models.CharField(
                        choices=[("own", "hệ thống này cấp số"), ("docsystem", "hệ thống quản lý văn bản cấp số")],
                        default="own",
                        max_length=10,
                        verbose_name="nguồn số",
                    ),
                ),
                ("first", models.PositiveIntegerField(default=1, verbose_name="số bắt đầu")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "unit_id", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "kind", "year", "pattern", "source"), name="papers_register_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["decision", "letter", "submission", "report", "plan", "notice", "all"])
                        ),
                        name="papers_register_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["own", "docsystem"])), name="papers_register_source"
                    ),
                    models.CheckConstraint(condition=models.Q(("first__gte", 1)), name="papers_register_first"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", "docsystem"),
                            (
                                "last__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("first"), "-", models.Value(1)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="papers_register_last",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern__contains", "{number}")), name="papers_register_pattern"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("number_text", models.CharField(max_length=80, verbose_name="số, ký hiệu")),
                ("on", models.DateField(verbose_name="ngày")),
                ("subject", models.CharField(max_length=1000, verbose_name="trích yếu")),
                ("taken_by", models.CharField(blank=True, max_length=200, verbose_name="người lấy số")),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="papers.paper",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="papers.register"
                    ),
                ),
            ],
            options={
                "ordering": ["register_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("register", "number"), name="papers_entry_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("paper__isnull", False)), fields=("paper",), name="papers_entry_one_number"
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="papers_entry_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=40)),
                (
                    "key",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ chuyển"),
                            ("handed", "đã chuyển, chờ ký"),
                            ("signed", "đã nhận lại số và bản ký"),
                            ("returned", "bị trả lại"),
                            ("withdrawn", "đã rút"),
                            ("failed", "không chuyển được"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="papers.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["paper_id", "-id"],
                "indexes": [models.Index(fields=["state", "looked_at"], name="papers_submission_open")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "handed"])),
                        fields=("paper",),
                        name="papers_submission_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "handed", "signed", "returned", "withdrawn", "failed"])
                        ),
                        name="papers_submission_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handed"), _negated=True),
                            models.Q(("external_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="papers_submission_known",
                    ),
                ],
            },
        ),
    ]
