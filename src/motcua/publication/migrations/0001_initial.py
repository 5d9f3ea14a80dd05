import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.web.publicid


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "__first__"),
        ("catalog", "0003_own_drafts_and_paper_marks"),
        ("files", "0001_initial"),
        ("organisation", "0002_periods_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnouncementDecision",
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
                            ("list", "công bố danh mục thủ tục hành chính"),
                            ("content", "công bố thủ tục hành chính do tỉnh quy định"),
                        ],
                        default="list",
                        max_length=10,
                        verbose_name="loại quyết định",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "dự thảo"),
                            ("checked", "đã kiểm soát"),
                            ("announced", "đã công bố"),
                            ("public", "đã công khai"),
                            ("superseded", "đã được thay thế"),
                            ("abolished", "đã bãi bỏ"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("title", models.CharField(max_length=1000, verbose_name="trích yếu")),
                (
                    "source",
                    models.CharField(blank=True, max_length=500, verbose_name="theo quyết định công bố của bộ, ngành"),
                ),
                (
                    "shortened",
                    models.BooleanField(default=False, verbose_name="văn bản theo trình tự, thủ tục rút gọn"),
                ),
                (
                    "law_issued_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày ban hành văn bản quy phạm pháp luật"),
                ),
                (
                    "law_effective_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày văn bản quy phạm pháp luật có hiệu lực"),
                ),
                ("effective_from", models.DateField(blank=True, null=True, verbose_name="quyết định có hiệu lực từ")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="số, ký hiệu")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="người ký")),
                ("paper", models.CharField(blank=True, db_index=True, max_length=22)),
                ("trouble", models.CharField(blank=True, max_length=1000)),
                ("returned_because", models.CharField(blank=True, max_length=2000, verbose_name="lý do trả lại")),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "advising_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="cơ quan tham mưu",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="publication.announcementdecision",
                    ),
                ),
                (
                    "issuing_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="cơ quan ban hành",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="publication_decision_state"),
                    models.Index(fields=["signed_on", "-id"], name="publication_decision_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("issuing_unit", "number", "signed_on"),
                        name="publication_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "checked", "announced", "public", "superseded", "abolished"])
                        ),
                        name="publication_decision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["list", "content"])), name="publication_decision_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="publication_decision_titled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("announced", "public", "superseded", "abolished")), _negated=True),
                            models.Q(
                                ("signed_on__isnull", False),
                                models.Q(("number", ""), _negated=True),
                                models.Q(("signer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_announced_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("announced", "public", "superseded", "abolished")), _negated=True),
                            ("effective_from__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="publication_effective_after_signing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnouncedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("ordinal", models.PositiveIntegerField()),
                ("code", models.CharField(db_index=True, max_length=40, verbose_name="mã thủ tục")),
                ("name", models.TextField(verbose_name="tên thủ tục")),
                ("field", models.CharField(blank=True, max_length=300, verbose_name="lĩnh vực")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "mới ban hành"),
                            ("amended", "sửa đổi, bổ sung"),
                            ("replaced", "thay thế"),
                            ("abolished", "bãi bỏ"),
                        ],
                        max_length=10,
                        verbose_name="loại công bố",
                    ),
                ),
                ("law_effective_on", models.DateField(blank=True, null=True, verbose_name="văn bản có hiệu lực từ")),
                ("basis", models.TextField(blank=True, verbose_name="căn cứ pháp lý")),
                ("replaces", models.CharField(blank=True, max_length=200, verbose_name="thay thế, bãi bỏ mã")),
                (
                    "outrun_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outran",
                        to="publication.announcedline",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="catalog.procedure",
                    ),
                ),
                (
                    "procedure_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.procedureversion",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="publication.announcementdecision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision_id", "ordinal"],
                "indexes": [models.Index(fields=["procedure", "decision"], name="publication_line_procedure")],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "code"), name="publication_code_once"),
                    models.UniqueConstraint(fields=("decision", "ordinal"), name="publication_line_ordinal"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["new", "amended", "replaced", "abolished"])),
                        name="publication_line_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="publication_line_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListAnnex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=1000, verbose_name="tên danh mục")),
                ("asked", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "đang lập"), ("ready", "đã xong"), ("failed", "không lập được")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("rows", models.PositiveIntegerField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, max_length=1000)),
                ("job", models.CharField(blank=True, max_length=22)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "docx",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "xlsx",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ready", "failed"])),
                        name="publication_annex_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("national", "Cơ sở dữ liệu quốc gia về thủ tục hành chính"),
                            ("portal", "cổng, hệ thống của tỉnh"),
                            ("desk_board", "bảng niêm yết tại nơi tiếp nhận"),
                        ],
                        max_length=10,
                        verbose_name="nơi công khai",
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="lúc công khai")),
                ("evidence", models.CharField(blank=True, max_length=1000, verbose_name="minh chứng")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=1000)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="publication.announcedline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["published_at", "id"],
                "indexes": [models.Index(fields=["place", "published_at"], name="publication_place_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place__in", ["national", "portal", "desk_board"])),
                        name="publication_place_known",
                    )
                ],
            },
        ),
    ]
