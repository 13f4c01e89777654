from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('operators', '0002_exchange'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='mail',
            options={'ordering': ['-pk'], 'permissions': [('send_mail', 'Can send a failed e-mail again')], 'verbose_name': 'e-mail', 'verbose_name_plural': 'e-mails'},
        ),
    ]
