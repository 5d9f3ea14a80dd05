"""A number of another year is another approval of an internal process."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="internalprocessnote", name="followup_process_once"),
        migrations.AddConstraint(
            model_name="internalprocessnote",
            constraint=models.UniqueConstraint(
                fields=("procedure", "decision_no", "approved_on"), name="followup_process_once"
            ),
        ),
    ]
