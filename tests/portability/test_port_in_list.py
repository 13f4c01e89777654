"""The list of incoming ports as an agent works with it: columns, kept views, exports, one act on many."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bascule.lifecycle import SYSTEM, perform
from bascule.models import SavedView
from portability.models import PortIn
from tests.factories import CustomerFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LIST = "portability:port_in_list"
DAY = date(2026, 12, 8)


def request(reference, state="accepted", **fields):
    return PortInFactory(reference=reference, state=state, **{"scheduled_on": DAY, **fields})


def exported(screen, file_format, **query) -> bytes:
    response = screen.get(reverse("portability:port_in_export", args=[file_format]), query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


class TestColumns:
    def test_a_list_begins_with_the_usual_ones(self, screen):
        request("PI-2026-000001", external_reference="CRM-77")
        text = seen(screen.get(reverse(LIST)))
        assert 'scope="col">Donor</th>' in text
        assert "CRM-77" not in text

    def test_the_address_chooses_others(self, screen):
        request("PI-2026-000001", external_reference="CRM-77")
        text = seen(screen.get(reverse(LIST), {"columns": ["theirs", "state"]}))
        assert "CRM-77" in text
        assert 'scope="col">Donor</th>' not in text

    def test_a_column_that_does_not_exist_chooses_none(self, screen):
        request("PI-2026-000001")
        assert 'scope="col">Donor</th>' in seen(screen.get(reverse(LIST), {"columns": "password"}))


class TestViews:
    def keep(self, screen, name="Late", query="due=late&page=3", **fields):
        return screen.post(reverse("save_view"), {"name": name, "page": LIST, "query": query, **fields})

    def test_a_view_keeps_filters_and_columns_but_no_page(self, screen, agent):
        response = self.keep(screen)
        assert response.url == f"{reverse(LIST)}?due=late"
        assert SavedView.objects.get().query == "due=late"
        assert "Late" in seen(screen.get(reverse(LIST)))

    def test_the_same_name_again_is_the_same_view(self, screen):
        self.keep(screen)
        self.keep(screen, query="state=sent")
        assert SavedView.objects.get().query == "state=sent"

    @pytest.mark.parametrize(("shared", "shown"), [({}, False), ({"shared": "on"}, True)])
    def test_colleagues_see_what_is_shared(self, screen, shared, shown):
        self.keep(screen, name="Hers", **shared)
        colleague = logged_in(UserFactory(groups=["agent"]))
        assert ("Hers" in seen(colleague.get(reverse(LIST)))) is shown

    def test_only_its_owner_forgets_a_view(self, screen):
        self.keep(screen, shared="on")
        view = SavedView.objects.get()
        colleague = logged_in(UserFactory(groups=["agent"]))
        assert colleague.post(reverse("forget_view", args=[view.pk])).status_code == 404
        assert screen.post(reverse("forget_view", args=[view.pk])).status_code == 302
        assert not SavedView.objects.exists()

    @pytest.mark.parametrize(
        "listed", ["https://elsewhere.example/", "portability:nothing", "portability:port_in_detail"]
    )
    def test_a_view_is_of_a_list_that_exists(self, screen, listed):
        screen.post(reverse("save_view"), {"name": "Odd", "page": listed, "query": ""})
        assert not SavedView.objects.exists()


class TestExport:
    def test_a_csv_opens_in_a_french_spreadsheet(self, screen):
        PortInNumberFactory(port_in=request("PI-2026-000001", customer__name="Café Élan"))
        request("PI-2026-000002", state="sent")
        text = exported(screen, "csv", state="accepted").decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text), delimiter=";")
        assert head[:3] == ["Request", "Customer", "State"]
        assert [row[:3] for row in rows] == [["PI-2026-000001", "Café Élan", "accepted"]]
        assert rows[0][4:6] == ["1", "2026-12-08"]

    def test_an_excel_file_keeps_dates_dates_and_numbers_numbers(self, screen):
        PortInNumberFactory(port_in=request("PI-2026-000001"))
        content = exported(screen, "xlsx", columns=["numbers", "date"])
        sheet = load_workbook(io.BytesIO(content)).active
        _head, row = list(sheet.iter_rows(values_only=True))
        assert (row[2], row[3].date()) == (1, DAY)

    @pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+33", "-1", "@SUM(A1)"])
    def test_no_cell_is_a_formula(self, screen, name):
        request("PI-2026-000001", customer=CustomerFactory(name=name))
        assert f"'{name}" in exported(screen, "csv").decode("utf-8-sig")
        sheet = load_workbook(io.BytesIO(exported(screen, "xlsx"))).active
        assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", name)

    def test_a_character_that_no_sheet_holds_spoils_no_export(self, screen):
        request("PI-2026-000001", customer=CustomerFactory(name="Boulangerie\x0b Durand"))
        sheet = load_workbook(io.BytesIO(exported(screen, "xlsx"))).active
        assert sheet["B2"].value == "Boulangerie Durand"

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_queries_do_not_grow_with_its_rows(self, screen, django_assert_num_queries, count):
        for place in range(count):
            PortInNumberFactory(port_in=request(f"PI-2026-{place:06}"))
        exported(screen, "csv")
        with django_assert_num_queries(6):
            exported(screen, "csv")

    @pytest.mark.parametrize("kind", ["port_in", "port_out"])
    def test_a_filter_that_cannot_be_read_exports_nothing(self, screen, kind):
        response = screen.get(reverse(f"portability:{kind}_export", args=["csv"]), {"number": "zut"})
        assert response.status_code == 302
        assert response.url == f"{reverse(f'portability:{kind}_list')}?number=zut"

    def test_it_needs_the_permission_to_look(self, desk):
        nobody = logged_in(UserFactory())
        assert nobody.get(reverse("portability:port_in_export", args=["csv"])).status_code == 403


class TestBulk:
    BULK = "portability:port_in_bulk"

    def act(self, screen, move, *rows, **typed):
        return screen.post(reverse(self.BULK), {"move": move, "rows": [row.reference for row in rows], **typed})

    def test_the_rows_chosen_are_shown_with_what_the_act_asks(self, screen):
        row = request("PI-2026-000001")
        late = request("PI-2026-000002", state="completed", ported_on=DAY)
        text = seen(screen.get(reverse(self.BULK), {"move": "cancel", "rows": [row.reference, late.reference]}))
        assert "2 requests chosen" in text
        assert "not possible now" in text

    def test_each_request_has_its_own_result(self, screen):
        good, done = request("PI-2026-000001"), request("PI-2026-000002", state="completed", ported_on=DAY)
        text = seen(self.act(screen, "cancel", good, done, reason="customer_withdrew"))
        assert "1 of 2 requests done" in text
        assert "Not done:" in text
        assert {row.reference: row.state for row in PortIn.objects.all()} == {
            "PI-2026-000001": "cancelled",
            "PI-2026-000002": "completed",
        }

    def test_a_day_that_nobody_can_port_on_is_said_on_each_row(self, screen):
        row = request("PI-2026-000001")
        text = seen(self.act(screen, "reschedule", row, reason="not_ready", date="2026-12-05", window="morning"))
        assert "Nobody works on that day there." in text
        assert PortIn.objects.get().scheduled_on == DAY

    def test_all_are_put_off_together(self, screen):
        rows = [request(f"PI-2026-{place:06}") for place in range(3)]
        self.act(screen, "reschedule", *rows, reason="not_ready", date="2026-12-15", window="afternoon")
        assert set(PortIn.objects.values_list("scheduled_on", "window")) == {(date(2026, 12, 15), "afternoon")}

    def test_what_a_colleague_has_ended_stays_ended(self, screen):
        row = request("PI-2026-000001", state="ordered")
        perform(row, "cancel", by=SYSTEM, now=NOW)
        typed = {"reason": "not_ready", "date": "2026-12-15", "window": "morning"}
        assert "Not possible in this state." in seen(self.act(screen, "reschedule", row, **typed))

    def test_an_answer_that_lacks_a_reason_moves_nothing(self, screen):
        row = request("PI-2026-000001")
        assert self.act(screen, "cancel", row).status_code == 422
        assert PortIn.objects.get().state == "accepted"

    @pytest.mark.parametrize("move", ["go", "execute", "send", ""])
    def test_no_other_move_is_made_on_many(self, screen, move):
        row = request("PI-2026-000001", state="ready")
        assert self.act(screen, move, row).status_code == 302
        assert PortIn.objects.get().state == "ready"

    def test_nobody_completes_many_without_the_right_to(self, screen):
        row = request("PI-2026-000001", state="ported", ported_on=DAY)
        assert "You may not do this." in seen(self.act(screen, "complete", row, reason="confirmed_by_phone"))
        assert PortIn.objects.get().state == "ported"
