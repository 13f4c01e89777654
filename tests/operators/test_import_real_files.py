"""The regulator's real files and the demo's, in one database; and two imports at once."""

import csv
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from operators.models import NumberRange, Operator, RioCode, RoutingPrefix, Source
from operators.siren import clean_siret
from tests.conftest import ROOT
from tests.operators.arcep_folder import DAY, Report, about, everything, figures, load

DEMO = ROOT / "portability" / "demo" / "arcep"
FILES = "identifiants_CE.csv", "MAJRIO.csv", "MAJPORTA.csv", "MAJNUM.csv"
FICTION = "019900", "026191", "035301", "046571", "053649", "063998"
# 0262000 is in nobody's hands; 0939000 is really High connexion's.
OTHER_BLOCKS = {"0262000000", "0939000000"}
OURS = {"BASC", "VFIC"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rows_of(folder: Path, file: str) -> list[list[str]]:
    """The lines of a file without its header, read by nobody's code but Python's."""
    with (folder / file).open(encoding="latin-1", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))[1:]


def french(day: object) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.mark.django_db
def test_the_real_files_are_accounted_for_line_by_line(arcep_dir: Path) -> None:
    report = load(arcep_dir)
    assert [(file.file, *figures(report, file.file)) for file in report.files] == [
        ("identifiants_CE.csv", 1_552, 0, 0, 0, 0),
        ("MAJRIO.csv", 236, 0, 0, 0, 0),
        ("MAJPORTA.csv", 1_497, 0, 0, 0, 0),
        ("MAJNUM.csv", 19_991, 0, 0, 0, 0),
    ]
    held = NumberRange.objects.values_list("first", "last", "holder__code", "assigned_on")
    assert {(*row[:3], french(row[3])) for row in held} == {
        (row[1], row[2], row[3], row[5]) for row in rows_of(arcep_dir, "MAJNUM.csv")
    }
    prefixes = RoutingPrefix.objects.values_list("prefix", "operator__code", "assigned_on")
    assert {(*row[:2], french(row[2])) for row in prefixes} == {
        tuple(row) for row in rows_of(arcep_dir, "MAJPORTA.csv")
    }
    codes = RioCode.objects.values_list("code", "operator__code")
    assert set(codes) == {(row[0], row[1]) for row in rows_of(arcep_dir, "MAJRIO.csv")}
    names = Operator.objects.filter(placeholder=False).values_list("name", "code")
    assert set(names) == {(" ".join(row[0].split()), row[1]) for row in rows_of(arcep_dir, "identifiants_CE.csv")}

    holders = {row[3] for row in rows_of(arcep_dir, "MAJNUM.csv")}
    declared = {row[1] for row in rows_of(arcep_dir, "identifiants_CE.csv")}
    assert len(holders - declared) == 14
    assert holders - declared <= set(report.placeholders)
    assert len(report.placeholders) == Operator.objects.filter(placeholder=True).count() == 15

    again = load(arcep_dir)
    assert [file.unchanged for file in again.files] == [1_552, 236, 1_497, 19_991]


@pytest.mark.django_db
def test_a_line_taken_from_the_real_files_is_withdrawn_alone(arcep_dir: Path, tmp_path: Path) -> None:
    load(arcep_dir)
    for file in FILES:
        lines = (arcep_dir / file).read_bytes().splitlines(keepends=True)
        (tmp_path / file).write_bytes(b"".join(lines[:100] + lines[101:]))
    report = load(tmp_path)
    assert all(figures(report, file)[:3] == (0, 0, 1) for file in FILES)


def test_the_demo_is_about_fiction() -> None:
    blocks = rows_of(DEMO, "MAJNUM.csv")
    assert {row[1] for row in blocks if not row[1].startswith(FICTION)} == OTHER_BLOCKS
    own = [row for row in rows_of(DEMO, "identifiants_CE.csv") if row[1] == "BASC"]
    assert clean_siret(own[0][2]) == "99999999800019"
    assert {row[2] for row in rows_of(DEMO, "identifiants_CE.csv")} == {"", "999999998 00019"}


@pytest.mark.django_db
def test_the_demo_is_read_without_a_refusal_and_names_everybody() -> None:
    report = load(DEMO, Source.DEMO)
    assert [(file.added, file.refused) for file in report.files] == [(17, []), (15, []), (16, []), (53, [])]
    assert report.placeholders == []
    own = Operator.objects.get(code="BASC")
    assert own.name == "Bascule Télécom"
    assert own.rio_codes.get().code == "Y0"
    assert own.prefixes.order_by("prefix")[0].prefix == "010999"
    assert own.ranges.exists()
    hosted = Operator.objects.get(code="VFIC")
    assert (hosted.rio_codes.count(), hosted.prefixes.count()) == (1, 0)


def test_the_demo_says_of_real_operators_what_arcep_says(arcep_dir: Path) -> None:
    def facts(folder: Path, file: str, *columns: int) -> set[tuple[str, ...]]:
        return {tuple(row[column] for column in columns) for row in rows_of(folder, file)}

    for file, columns in [
        ("identifiants_CE.csv", (1, 0, 6)),
        ("MAJRIO.csv", (1, 0, 2, 3)),
        ("MAJPORTA.csv", (1, 0, 2)),
    ]:
        invented = facts(DEMO, file, *columns) - facts(arcep_dir, file, *columns)
        assert {row[0] for row in invented} <= OURS
    known = {row[1] for row in rows_of(arcep_dir, "identifiants_CE.csv")}
    assert known & OURS == set()
    assert {row[0] for row in rows_of(arcep_dir, "MAJRIO.csv")} & {"Y0", "Y1"} == set()


@pytest.mark.django_db
def test_the_demo_survives_the_real_files_and_does_not_come_back_over_them(arcep_dir: Path) -> None:
    load(DEMO, Source.DEMO)
    report = load(arcep_dir)
    assert [about(report, file).refused for file in FILES] == [[], [], [], []]
    assert [about(report, file).withdrawn for file in FILES] == [0, 0, 0, 0]

    fiction = NumberRange.objects.filter(source=Source.DEMO, withdrawn_on=None)
    assert fiction.count() == 52
    assert NumberRange.objects.get(first="0939000000").source == Source.ARCEP
    assert Operator.objects.get(code="FRTE").source == Source.ARCEP
    assert Operator.objects.get(code="BASC").source == Source.DEMO
    # 010999 is really somebody's: we keep the prefix that is nobody's.
    assert RoutingPrefix.objects.get(prefix="010999").operator.code == "MCI"
    assert [found.prefix for found in Operator.objects.get(code="BASC").prefixes.in_force(DAY)] == ["020998"]

    before = everything()
    again = load(DEMO, Source.DEMO)
    assert [file.unchanged for file in again.files] == [17, 15, 16, 53]
    assert everything() == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_take_turns() -> None:
    reports: list[Report] = []

    def run() -> None:
        try:
            reports.append(load(DEMO, Source.DEMO))
        finally:
            connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(figures(report) for report in reports) == [(0, 0, 0, 53, 0), (53, 0, 0, 0, 0)]
