"""Four small files in ARCEP's format, right by default, and ways to look at what an import made of them."""

from datetime import date
from pathlib import Path

from operators.arcep.importing import FileReport, Report, import_files
from operators.models import NumberRange, Operator, RioCode, RoutingPrefix, Source

DAY = date(2026, 11, 22)
HEADERS = {
    "MAJNUM.csv": "EZABPQM;Tranche_Debut;Tranche_Fin;Mnémo;Territoire;Date_Attribution",
    "MAJPORTA.csv": "EZABPQM;Mnémo;Date_Attribution",
    "MAJRIO.csv": (
        'Ressource;"Code Attributaire";Attributaire;"Date d\'effet (attribution)";"N° décision d\'attribution"'
    ),
    "identifiants_CE.csv": (
        "IDENTITE_OPERATEUR;CODE_OPERATEUR;SIRET_ACTEUR;RCS_ACTEUR;"
        "ADRESSE_COMPLETE_ACTEUR;ATTRIB_RESS_NUM;DATE_DECLARATION_OPERATEUR"
    ),
}
ORANGE = "Orange;FRTE;;;;1;12/03/1998"
OVH = "OVH;OVH;;;;1;10/11/2005"
ORANGE_BLOCK = "0199000;0199000000;0199000999;FRTE;Métropole;01/01/2017"
OVH_BLOCK = "0199001;0199001000;0199001999;OVH;Métropole;04/09/2008"

Figures = tuple[int, int, int, int, int]


def content(file: str, *rows: str) -> bytes:
    """A file with its header, as ARCEP would send it."""
    return "".join(f"{row}\n" for row in (HEADERS[file], *rows)).encode("latin-1")


class Folder:
    """Where the four files are; a test names only the lines it is about."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.put("identifiants_CE.csv", ORANGE, OVH)
        self.put("MAJRIO.csv", "F0;FRTE;Orange;01/01/2017;2016-1702", "F6;OVH;OVH;26/03/2015;2015-0347")
        self.put("MAJPORTA.csv", "010000;FRTE;01/07/2018", "010021;OVH;04/09/2008")
        self.put("MAJNUM.csv", ORANGE_BLOCK, OVH_BLOCK)

    def put(self, file: str, *rows: str) -> None:
        (self.path / file).write_bytes(content(file, *rows))

    def load(self, source: Source = Source.ARCEP, on: date = DAY, **options: bool) -> Report:
        return load(self.path, source, on, **options)


def load(path: Path, source: Source = Source.ARCEP, on: date = DAY, **options: bool) -> Report:
    """Import, and check that every line that was read is accounted for, whatever happened."""
    report = import_files(path, source, on, **options)
    for file in report.files:
        assert file.read == file.added + file.changed + file.unchanged + len(file.refused)
    return report


def about(report: Report, file: str) -> FileReport:
    return next(found for found in report.files if found.file == file)


def figures(report: Report, file: str = "MAJNUM.csv") -> Figures:
    """Added, changed, withdrawn, unchanged, refused."""
    found = about(report, file)
    return found.added, found.changed, found.withdrawn, found.unchanged, len(found.refused)


def all_figures(report: Report) -> set[Figures]:
    return {figures(report, file.file) for file in report.files}


def ranges() -> list[tuple[object, ...]]:
    """Every range: first, last, holder, its days, its source."""
    rows = NumberRange.objects.order_by("first", "assigned_on", "pk")
    return list(rows.values_list("first", "last", "holder__code", "assigned_on", "withdrawn_on", "source"))


def everything() -> list[list[tuple[object, ...]]]:
    tables = Operator, RioCode, RoutingPrefix, NumberRange
    return [list(model.objects.order_by("pk").values_list()) for model in tables]
