import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.web.publicid


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "__first__"),
        ("catalog", "0003_own_drafts_and_paper_marks"),
        ("organisation", "0002_periods_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="DefectLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("to_name", models.CharField(max_length=300, verbose_name="nơi nhận")),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "cơ quan trong tỉnh"), ("ministry", "bộ, ngành")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang soạn"),
                            ("submitted", "đã trình ký"),
                            ("sent", "đã gửi, chờ trả lời"),
                            ("answered", "đã trả lời hết"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("paper", models.CharField(blank=True, max_length=22)),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="số, ký hiệu")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="người ký")),
                ("created_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "forwards",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forwarded_by",
                        to="defects.defectletter",
                    ),
                ),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defect_letters",
                        to="organisation.unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defect_letters_in",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "sent_on"], name="defects_letter_silence"),
                    models.Index(fields=["paper"], name="defects_letter_paper"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "sent", "answered"])),
                        name="defects_letter_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["province", "ministry"])), name="defects_letter_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_name", ""), _negated=True), name="defects_letter_addressed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_unit__isnull", True),
                            models.Q(("to_unit", models.F("from_unit")), _negated=True),
                            _connector="OR",
                        ),
                        name="defects_letter_not_to_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("sent", "answered")), _negated=True),
                            models.Q(models.Q(("number", ""), _negated=True), ("sent_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="defects_letter_numbered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DefectReport",
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
                            ("incomplete", "chưa đầy đủ"),
                            ("inaccurate", "chưa chính xác"),
                            ("late", "chưa kịp thời"),
                        ],
                        max_length=12,
                        verbose_name="nội dung",
                    ),
                ),
                ("part", models.CharField(max_length=20, verbose_name="bộ phận của thủ tục")),
                ("quote", models.TextField(blank=True, verbose_name="nội dung đang công khai")),
                ("proposal", models.TextField(verbose_name="đề nghị")),
                ("reported_on", models.DateField(verbose_name="ngày báo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chưa gửi"),
                            ("gathered", "trong văn bản đang soạn"),
                            ("sent", "đã gửi, chờ trả lời"),
                            ("accepted", "được tiếp thu"),
                            ("refused", "không được tiếp thu"),
                            ("withdrawn", "đã rút"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="kết quả")),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defect_reports",
                        to="catalog.finding",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defect_reports",
                        to="catalog.procedure",
                    ),
                ),
                (
                    "procedure_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.procedureversion",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="defect_reports",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="defects_report_state"),
                    models.Index(fields=["reported_by", "-id"], name="defects_report_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["incomplete", "inaccurate", "late"])),
                        name="defects_report_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "gathered", "sent", "accepted", "refused", "withdrawn"])
                        ),
                        name="defects_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposal", ""), _negated=True), models.Q(("part", ""), _negated=True)
                        ),
                        name="defects_report_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state__in", ("accepted", "refused", "withdrawn"))),
                            models.Q(("state__in", ("accepted", "refused", "withdrawn")), _negated=True),
                            _connector="OR",
                        ),
                        name="defects_report_closed_dated",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("finding",),
                        name="defects_finding_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("", "chưa trả lời"), ("accepted", "tiếp thu"), ("refused", "không tiếp thu")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("answer_no", models.CharField(blank=True, max_length=100, verbose_name="văn bản trả lời")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="defects.defectletter"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="defects.defectreport"
                    ),
                ),
            ],
            options={
                "ordering": ["letter_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "report"), name="defects_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["", "accepted", "refused"])), name="defects_line_result"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="defects_line_refused_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result", ""), ("answered_on__isnull", False), _connector="OR"),
                        name="defects_line_answered_dated",
                    ),
                ],
            },
        ),
    ]
