from argparse import ArgumentTypeError
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, no_translations
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.management.base import OnDatabase
from operators.arcep.files import MalformedFileError
from operators.arcep.importing import FileReport, Report, import_files
from operators.models import Source


def day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ArgumentTypeError(_("%s is not a date written YYYY-MM-DD") % written) from error


class Command(OnDatabase):
    help = "Bring operators, RIO codes, routing prefixes and number ranges up to date with ARCEP's open files."
    # The checks of screens and admin would take longer than the import.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "directory", type=Path, help="where MAJNUM, MAJPORTA, MAJRIO and identifiants_CE (.csv) are"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the same figures and change nothing")
        parser.add_argument(
            "--source", choices=[Source.ARCEP, Source.DEMO], default=Source.ARCEP, help="whose rows these are"
        )
        parser.add_argument("--on", type=day, help="the day on which what is gone ends (YYYY-MM-DD; today)")
        parser.add_argument("--allow-shrink", action="store_true", help="accept that much of what we hold is gone")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_files(
                options["directory"],
                Source(options["source"]),
                options["on"] or timezone.localdate(),
                dry_run=options["dry_run"],
                progress=partial(self.stderr.write, style_func=str),
                allow_shrink=options["allow_shrink"],
            )
        except MalformedFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_text(report, options["dry_run"]))


def as_text(report: Report, dry_run: bool) -> str:
    lines = [line for file in report.files for line in (figures(file), *refusals(file))]
    if report.placeholders:
        facts = {"count": len(report.placeholders), "codes": ", ".join(report.placeholders)}
        lines.append(_("operators that no line declares, made from their code: %(count)s (%(codes)s)") % facts)
    if dry_run:
        lines.append(_("Dry run: nothing was changed."))
    return "\n".join(lines)


def figures(file: FileReport) -> str:
    return _(
        "%(file)s: read %(read)s, added %(added)s, changed %(changed)s, withdrawn %(withdrawn)s, "
        "unchanged %(unchanged)s, refused %(refused)s"
    ) % {**vars(file), "refused": len(file.refused)}


def refusals(file: FileReport) -> list[str]:
    return [
        _("  line %(line)s refused: %(reason)s") % {"line": refused.line, "reason": refused.reason}
        for refused in file.refused
    ]
