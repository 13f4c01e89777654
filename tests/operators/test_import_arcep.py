"""Importing ARCEP's files: what they say is what we hold, line by line, and nothing else is touched."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from operators.arcep.files import MalformedFileError
from operators.models import NumberRange, Operator, RioCode, RoutingPrefix, Source
from tests.operators.arcep_folder import (
    DAY,
    HEADERS,
    ORANGE,
    ORANGE_BLOCK,
    OVH,
    OVH_BLOCK,
    Folder,
    about,
    all_figures,
    everything,
    figures,
    ranges,
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.django_db
def test_the_files_become_our_tables(folder: Folder) -> None:
    report = folder.load()
    assert [(file.file, file.read, file.added) for file in report.files] == [
        ("identifiants_CE.csv", 2, 2),
        ("MAJRIO.csv", 2, 2),
        ("MAJPORTA.csv", 2, 2),
        ("MAJNUM.csv", 2, 2),
    ]
    assert ranges() == [
        ("0199000000", "0199000999", "FRTE", date(2017, 1, 1), None, "arcep"),
        ("0199001000", "0199001999", "OVH", date(2008, 9, 4), None, "arcep"),
    ]
    assert RioCode.objects.get(code="F6").operator.name == "OVH"
    assert RoutingPrefix.objects.get(operator__code="FRTE").assigned_on == date(2018, 7, 1)
    assert not Operator.objects.filter(placeholder=True).exists()


@pytest.mark.django_db
def test_a_second_import_changes_nothing_and_writes_nothing(folder: Folder) -> None:
    folder.load()
    before = everything()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = folder.load(on=date(2027, 1, 1))
    assert all_figures(report) == {(0, 0, 0, 2, 0)}
    assert everything() == before
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


@pytest.mark.django_db
def test_what_the_files_do_not_give_any_more_is_closed_not_deleted(folder: Folder) -> None:
    folder.load()
    folder.put("identifiants_CE.csv", ORANGE)
    folder.put("MAJRIO.csv", "F0;FRTE;Orange;01/01/2017;2016-1702")
    folder.put("MAJPORTA.csv", "010000;FRTE;01/07/2018")
    folder.put("MAJNUM.csv", ORANGE_BLOCK)
    report = folder.load()
    assert all_figures(report) == {(0, 0, 1, 1, 0)}
    for model, field, key in [
        (Operator, "code", "OVH"),
        (RioCode, "code", "F6"),
        (RoutingPrefix, "prefix", "010021"),
        (NumberRange, "first", "0199001000"),
    ]:
        assert list(model.objects.exclude(withdrawn_on=None).values_list(field, "withdrawn_on")) == [(key, DAY)]
    # Being gone is told once.
    assert figures(folder.load()) == (0, 0, 0, 1, 0)


@pytest.mark.django_db
def test_what_comes_back_is_open_again(folder: Folder) -> None:
    folder.load()
    before = everything()
    folder.put("MAJNUM.csv", ORANGE_BLOCK)
    folder.put("MAJPORTA.csv", "010000;FRTE;01/07/2018")
    folder.load()
    report = Folder(folder.path).load()
    assert figures(report) == figures(report, "MAJPORTA.csv") == (0, 1, 0, 1, 0)
    assert everything() == before


@pytest.mark.django_db
def test_a_new_holder_opens_a_new_row_and_the_past_stays_askable(folder: Folder) -> None:
    folder.load()
    folder.put("MAJNUM.csv", ORANGE_BLOCK, "0199001;0199001000;0199001999;FRTE;Métropole;01/03/2026")
    assert figures(folder.load()) == (0, 1, 0, 1, 0)
    assert ranges()[1:] == [
        ("0199001000", "0199001999", "OVH", date(2008, 9, 4), date(2026, 3, 1), "arcep"),
        ("0199001000", "0199001999", "FRTE", date(2026, 3, 1), None, "arcep"),
    ]
    for day, holder in [(date(2026, 2, 28), "OVH"), (date(2026, 3, 1), "FRTE"), (DAY, "FRTE")]:
        held = NumberRange.objects.in_force(day).filter(first="0199001000")
        assert [found.holder.code for found in held] == [holder]


@pytest.mark.django_db
def test_a_holder_that_comes_back_with_its_old_date_has_its_row_again(folder: Folder) -> None:
    folder.load()
    folder.put("MAJNUM.csv", ORANGE_BLOCK, "0199001;0199001000;0199001999;FRTE;Métropole;01/03/2026")
    folder.load()
    assert figures(Folder(folder.path).load()) == (0, 1, 0, 1, 0)
    held = NumberRange.objects.in_force(DAY).filter(first="0199001000")
    assert [found.holder.code for found in held] == ["OVH"]


@pytest.mark.django_db
def test_a_range_cut_in_two_leaves_no_overlap(folder: Folder) -> None:
    folder.load()
    folder.put(
        "MAJNUM.csv",
        ORANGE_BLOCK,
        "01990010;0199001000;0199001099;OVH;Métropole;01/03/2026",
        "01990011;0199001100;0199001199;FRTE;Métropole;01/03/2026",
    )
    assert figures(folder.load()) == (1, 1, 0, 1, 0)
    still_open = NumberRange.objects.in_force(DAY).order_by("first").values_list("first", "last", "holder__code")
    assert list(still_open) == [
        ("0199000000", "0199000999", "FRTE"),
        ("0199001000", "0199001099", "OVH"),
        ("0199001100", "0199001199", "FRTE"),
    ]


@pytest.mark.django_db
def test_a_corrected_end_or_territory_is_corrected_in_place(folder: Folder) -> None:
    folder.load()
    folder.put("MAJNUM.csv", ORANGE_BLOCK, "019900;0199001000;0199002999;OVH;National;04/09/2008")
    assert figures(folder.load()) == (0, 1, 0, 1, 0)
    corrected = NumberRange.objects.get(first="0199001000")
    assert (corrected.last, corrected.territory, corrected.withdrawn_on) == ("0199002999", "national", None)


@pytest.mark.django_db
def test_a_prefix_and_a_name_that_change_are_changed(folder: Folder) -> None:
    folder.load()
    folder.put("MAJPORTA.csv", "010000;FRTE;01/07/2018", "010021;FRTE;01/03/2026")
    folder.put("identifiants_CE.csv", ORANGE, "OVH Cloud;OVH;;;;1;10/11/2005")
    report = folder.load()
    assert figures(report, "MAJPORTA.csv") == figures(report, "identifiants_CE.csv") == (0, 1, 0, 1, 0)
    assert RoutingPrefix.objects.get(prefix="010021").operator.code == "FRTE"
    assert Operator.objects.get(code="OVH").name == "OVH Cloud"


@pytest.mark.django_db
def test_a_code_that_nobody_declares_becomes_a_placeholder_until_it_is_declared(folder: Folder) -> None:
    folder.put("MAJRIO.csv", 'Y1;VFIC;"Valfictif Téléphonie";02/09/2024;x')
    folder.put("MAJNUM.csv", "0199000;0199000000;0199000999;ZZZZ;Métropole;01/01/2017")
    report = folder.load()
    assert report.placeholders == ["VFIC", "ZZZZ"]
    made = Operator.objects.filter(placeholder=True).order_by("code").values_list("code", "name")
    assert list(made) == [("VFIC", "Valfictif Téléphonie"), ("ZZZZ", "ZZZZ")]

    again = folder.load()
    assert again.placeholders == []
    assert figures(again, "identifiants_CE.csv") == (0, 0, 0, 2, 0)

    folder.put("identifiants_CE.csv", ORANGE, OVH, "Zed;ZZZZ;;;;1;01/01/2020")
    assert figures(folder.load(), "identifiants_CE.csv") == (0, 1, 0, 2, 0)
    declared = Operator.objects.get(code="ZZZZ")
    assert (declared.name, declared.placeholder) == ("Zed", False)


@pytest.mark.django_db
def test_a_refused_line_leaves_what_we_hold_as_it_is(folder: Folder) -> None:
    folder.load()
    before = ranges()
    folder.put("MAJNUM.csv", ORANGE_BLOCK, OVH_BLOCK.replace("04/09", "04/19"))
    folder.put("identifiants_CE.csv", ORANGE, "OVH;OVH;1234;;;1;10/11/2005")
    report = folder.load()
    assert figures(report) == figures(report, "identifiants_CE.csv") == (0, 0, 0, 1, 1)
    assert about(report, "MAJNUM.csv").refused[0].line == 3
    assert ranges() == before


@pytest.mark.django_db
def test_a_range_that_stays_because_its_line_was_refused_is_not_overlapped(folder: Folder) -> None:
    folder.load()
    before = ranges()
    half = "01990015;0199001500;0199001599;FRTE;Métropole;01/03/2026"
    folder.put("MAJNUM.csv", ORANGE_BLOCK, OVH_BLOCK.replace("04/09", "04/19"), half)
    report = folder.load()
    assert figures(report) == (0, 0, 0, 1, 2)
    assert about(report, "MAJNUM.csv").refused[1].reason == "overlaps 0199001000-0199001999 (ARCEP open data)"
    assert ranges() == before


@pytest.mark.django_db
def test_only_rows_of_the_imported_source_are_withdrawn(folder: Folder) -> None:
    folder.load(Source.DEMO)
    folder.put("MAJNUM.csv", "0465710;0465710000;0465710999;OVH;Métropole;01/01/2020")
    report = folder.load(Source.ARCEP)
    assert figures(report) == (1, 0, 0, 0, 0)
    assert [row[-2:] for row in ranges()] == [(None, "demo"), (None, "demo"), (None, "arcep")]


@pytest.mark.django_db
def test_arcep_takes_over_the_rows_that_others_gave_for_the_same_resource(folder: Folder) -> None:
    folder.load(Source.DEMO)
    pks = set(NumberRange.objects.values_list("pk", flat=True))
    folder.put("MAJNUM.csv", ORANGE_BLOCK, "0199001;0199001000;0199001999;FRTE;Métropole;01/03/2026")
    report = folder.load(Source.ARCEP)
    assert all_figures(report) == {(0, 2, 0, 0, 0)}
    assert [row[2:] for row in ranges()] == [
        ("FRTE", date(2017, 1, 1), None, "arcep"),
        ("FRTE", date(2026, 3, 1), None, "arcep"),
    ]
    assert set(NumberRange.objects.values_list("pk", flat=True)) == pks


@pytest.mark.django_db
def test_no_other_source_touches_what_arcep_says(folder: Folder) -> None:
    folder.load(Source.ARCEP)
    before = everything()
    folder.put("MAJNUM.csv", "0199000;0199000000;0199000999;OVH;Mayotte;01/01/2020", OVH_BLOCK)
    folder.put("MAJPORTA.csv", "010000;OVH;01/07/2019", "010021;OVH;04/09/2008")
    folder.put("identifiants_CE.csv", "Somebody;FRTE;;;;1;12/03/1998", OVH)
    report = folder.load(Source.DEMO)
    assert all_figures(report) == {(0, 0, 0, 2, 0)}
    assert everything() == before


@pytest.mark.django_db
def test_a_range_that_overlaps_one_of_another_source_is_refused_by_its_name(folder: Folder) -> None:
    holder = Operator.objects.create(code="HAND", name="By hand")
    NumberRange.objects.create(
        first="0199001500", last="0199001599", holder=holder, territory="metropole", assigned_on=date(2020, 1, 1)
    )
    report = folder.load()
    assert figures(report) == (1, 0, 0, 0, 1)
    (refused,) = about(report, "MAJNUM.csv").refused
    assert (refused.line, refused.reason) == (3, "overlaps 0199001500-0199001599 (entered by hand)")


@pytest.mark.django_db
def test_a_dry_run_gives_the_same_figures_and_changes_nothing(folder: Folder) -> None:
    folder.load()
    before = everything()
    folder.put("MAJNUM.csv", ORANGE_BLOCK, "0465710;0465710000;0465710999;ZZZZ;Métropole;01/01/2020")
    tried = folder.load(dry_run=True)
    assert figures(tried) == (1, 0, 1, 1, 0)
    assert everything() == before
    assert folder.load() == tried


@pytest.mark.django_db
@pytest.mark.parametrize("file", HEADERS)
def test_a_malformed_file_changes_nothing(folder: Folder, file: str) -> None:
    (folder.path / file).write_bytes(b"")
    with pytest.raises(MalformedFileError, match=f"^{file} is empty"):
        folder.load()
    assert everything() == [[], [], [], []]


def many(count: int) -> list[str]:
    return [f"0199{n:04};0199{n:04}00;0199{n:04}99;FRTE;Métropole;01/01/2017" for n in range(count)]


@pytest.mark.django_db
def test_a_file_cut_short_withdraws_nothing(folder: Folder) -> None:
    folder.put("MAJNUM.csv", *many(300))
    folder.load()
    before = everything()
    folder.put("MAJNUM.csv", *many(269))
    folder.put("identifiants_CE.csv", ORANGE, OVH, "Zed;ZZZZ;;;;1;01/01/2020")
    with pytest.raises(MalformedFileError, match=r"^MAJNUM\.csv lacks 31 of the 300 rows we hold"):
        folder.load()
    assert everything() == before
    assert figures(folder.load(allow_shrink=True)) == (0, 0, 31, 269, 0)


@pytest.mark.django_db
def test_a_tenth_may_go(folder: Folder) -> None:
    folder.put("MAJNUM.csv", *many(300))
    folder.load()
    folder.put("MAJNUM.csv", *many(270))
    assert figures(folder.load()) == (0, 0, 30, 270, 0)


@pytest.mark.django_db
def test_the_command_prints_every_figure_and_every_refusal(folder: Folder) -> None:
    folder.put("MAJNUM.csv", ORANGE_BLOCK, OVH_BLOCK.replace("04/09", "04/19"), "nonsense")
    folder.put("MAJPORTA.csv", "010998;ZZZZ;01/07/2018")
    out, err = StringIO(), StringIO()
    call_command("import_arcep", str(folder.path), stdout=out, stderr=err)
    assert out.getvalue().splitlines() == [
        "identifiants_CE.csv: read 2, added 2, changed 0, withdrawn 0, unchanged 0, refused 0",
        "MAJRIO.csv: read 2, added 2, changed 0, withdrawn 0, unchanged 0, refused 0",
        "MAJPORTA.csv: read 1, added 1, changed 0, withdrawn 0, unchanged 0, refused 0",
        "MAJNUM.csv: read 3, added 1, changed 0, withdrawn 0, unchanged 0, refused 2",
        "  line 3 refused: “04/19/2008” is not a date written DD/MM/YYYY",
        "  line 4 refused: 6 columns expected, 1 found",
        "operators that no line declares, made from their code: 1 (ZZZZ)",
    ]
    assert len(err.getvalue().splitlines()) == 8
    assert err.getvalue().startswith("identifiants_CE.csv read (0.")


@pytest.mark.django_db
def test_the_command_says_that_a_dry_run_was_one(folder: Folder) -> None:
    out = StringIO()
    call_command("import_arcep", str(folder.path), "--dry-run", stdout=out, stderr=StringIO())
    assert out.getvalue().splitlines()[-1] == "Dry run: nothing was changed."
    assert not Operator.objects.exists()


@pytest.mark.django_db
def test_the_command_closes_on_the_day_it_is_told(folder: Folder) -> None:
    folder.load()
    folder.put("MAJNUM.csv", ORANGE_BLOCK)
    call_command("import_arcep", str(folder.path), "--on", "2026-05-04", stdout=StringIO(), stderr=StringIO())
    assert NumberRange.objects.get(first="0199001000").withdrawn_on == date(2026, 5, 4)


@pytest.mark.django_db
def test_the_command_fails_with_a_sentence(folder: Folder) -> None:
    (folder.path / "MAJRIO.csv").unlink()
    with pytest.raises(CommandError, match=r"^MAJRIO\.csv is missing from ") as raised:
        call_command("import_arcep", str(folder.path), stdout=StringIO(), stderr=StringIO())
    assert raised.value.returncode == 1


def test_the_command_does_not_guess_a_day(folder: Folder) -> None:
    with pytest.raises(CommandError, match="04/05/2026 is not a date written YYYY-MM-DD"):
        call_command("import_arcep", str(folder.path), "--on", "04/05/2026")
