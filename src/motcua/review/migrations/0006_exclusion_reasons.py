"""The reasons that a list of exclusion gives for its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0005_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="exclusionline",
            name="reason",
            field=models.CharField(blank=True, max_length=1000, verbose_name="lý do"),
        ),
    ]
