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
            name="MinistryAnnouncement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("decision_no", models.CharField(blank=True, max_length=200, verbose_name="số quyết định")),
                ("key", models.CharField(editable=False, max_length=260)),
                ("ministry", models.CharField(max_length=300, verbose_name="bộ, ngành")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản có hiệu lực")),
                ("learned_on", models.DateField(verbose_name="ngày biết")),
                (
                    "source",
                    models.CharField(choices=[("import", "từ lần nhập danh mục"), ("typed", "ghi tay")], max_length=6),
                ),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.importbatch",
                    ),
                ),
            ],
            options={
                "ordering": ["-learned_on", "-id"],
                "indexes": [
                    models.Index(fields=["-learned_on", "-id"], name="followup_announced_newest"),
                    models.Index(fields=["ministry"], name="followup_announced_ministry"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="followup_announcement_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ministry", ""), _negated=True), name="followup_announcement_of_someone"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["import", "typed"])), name="followup_announcement_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on__isnull", True),
                            ("effective_on__isnull", True),
                            ("effective_on__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="followup_effect_after_signing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "chưa theo xong"), ("done", "đã theo"), ("dismissed", "không phải theo")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="followup.ministryannouncement",
                    ),
                ),
            ],
            options={
                "ordering": ["opened_on", "id"],
                "indexes": [
                    models.Index(fields=["state", "opened_on", "id"], name="followup_task_open"),
                    models.Index(fields=["unit", "state"], name="followup_task_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)),
                        fields=("announcement", "unit"),
                        name="followup_task_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("announcement",),
                        name="followup_task_unassigned_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "dismissed"])), name="followup_task_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dismissed"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="followup_dismissed_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="followup_task_closed_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinistryLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="mã thủ tục")),
                ("name", models.TextField(blank=True, verbose_name="tên thủ tục")),
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
                    ),
                ),
                ("listed_on", models.DateField(blank=True, null=True)),
                ("listed_by", models.CharField(blank=True, max_length=22)),
                ("processed_on", models.DateField(blank=True, null=True)),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("desks_done", models.PositiveIntegerField(blank=True, null=True)),
                ("desks_due", models.PositiveIntegerField(blank=True, null=True)),
                ("uploaded_on", models.DateField(blank=True, null=True)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="followup.ministryannouncement",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="followup.followtask",
                    ),
                ),
            ],
            options={
                "ordering": ["announcement_id", "code"],
                "indexes": [models.Index(fields=["code"], name="followup_line_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("announcement", "code"), name="followup_line_once"),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="followup_line_coded"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["new", "amended", "replaced", "abolished"])),
                        name="followup_line_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desks_done__isnull", True), ("desks_done__lte", models.F("desks_due")), _connector="OR"
                        ),
                        name="followup_line_desks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldDepartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("guess", "gợi ý"), ("confirmed", "đã xác nhận")], default="guess", max_length=9
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=500, verbose_name="căn cứ")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "field",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="department", to="catalog.field"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["field__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["guess", "confirmed"])), name="followup_mapping_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True), ("unit__isnull", False), _connector="OR"
                        ),
                        name="followup_mapping_confirmed_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "Danh mục của tỉnh"),
                            ("process", "Quy trình nội bộ"),
                            ("posting", "Niêm yết"),
                            ("upload", "Cập nhật cơ sở dữ liệu quốc gia"),
                        ],
                        max_length=8,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("waived", models.CharField(blank=True, max_length=1000, verbose_name="lý do không phải làm")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="followup.followtask"
                    ),
                ),
            ],
            options={
                "ordering": ["task_id", "id"],
                "indexes": [models.Index(fields=["done_on", "due_on"], name="followup_step_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "kind"), name="followup_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["list", "process", "posting", "upload"])),
                        name="followup_step_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="followup_step_part_of_all"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paper", models.CharField(max_length=22)),
                ("on_date", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="followup.followtask"
                    ),
                ),
            ],
            options={
                "ordering": ["-on_date", "-id"],
                "constraints": [models.UniqueConstraint(fields=("task", "paper"), name="followup_reminder_once")],
            },
        ),
        migrations.CreateModel(
            name="InternalProcessNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.web.publicid.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("decision_no", models.CharField(max_length=200, verbose_name="số quyết định phê duyệt")),
                ("approved_on", models.DateField(verbose_name="ngày ký")),
                (
                    "source",
                    models.CharField(
                        choices=[("typed", "ghi tay"), ("imported", "từ tệp")], default="typed", max_length=8
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="process_notes",
                        to="catalog.procedure",
                    ),
                ),
            ],
            options={
                "ordering": ["-approved_on", "-id"],
                "indexes": [models.Index(fields=["procedure", "-approved_on"], name="followup_process_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "decision_no"), name="followup_process_once"),
                    models.CheckConstraint(
                        condition=models.Q(("decision_no", ""), _negated=True), name="followup_process_decided"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["typed", "imported"])), name="followup_process_source"
                    ),
                ],
            },
        ),
    ]
