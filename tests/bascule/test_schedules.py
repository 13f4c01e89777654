"""Batches are declared in code: the task cluster's table follows, and each can be run by hand for any day."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_q.models import Schedule

from bascule.management.commands.run_batch import occurrences
from bascule.models import DatedSetting
from bascule.schedules import Planned, batch, planned, sync


@batch
def say_when(now: datetime) -> str:
    return timezone.localtime(now).isoformat()


PATH = f"{__name__}.say_when"
DAILY = Planned("say-when", PATH, "15 6 * * *")
MONDAYS = Planned("on-mondays", PATH, "30 7 * * 1")
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def synced(*batches: Planned) -> dict[str, list[str]]:
    return sync({batch.name: batch for batch in batches})


def test_called_by_the_clock_a_batch_reads_it() -> None:
    before = timezone.now()
    assert before <= datetime.fromisoformat(str(say_when())) <= timezone.now()


def test_called_by_hand_a_batch_runs_at_the_hour_of_that_day() -> None:
    assert DAILY.run(DAILY.moment(SUNDAY)) == "2026-11-22T06:15:00+01:00"
    assert DAILY.run(DAILY.moment(date(2026, 7, 1))) == "2026-07-01T06:15:00+02:00"


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2026, 3, 28), 5), (date(2026, 3, 29), 4), (date(2026, 10, 25), 5)])
def test_the_hour_is_that_of_paris_on_the_days_when_it_changes(day: date, utc_hour: int) -> None:
    moment = datetime(day.year, day.month, day.day, utc_hour, 15, tzinfo=UTC)
    assert DAILY.moment(day) == moment
    assert DAILY.is_due(day)


def test_a_batch_knows_the_days_on_which_it_is_due() -> None:
    assert [MONDAYS.is_due(SUNDAY), MONDAYS.is_due(MONDAY)] == [False, True]
    assert MONDAYS.moment(SUNDAY).isoformat() == "2026-11-22T07:30:00+01:00"


@pytest.mark.django_db
class TestSync:
    def test_the_table_follows_the_code_and_a_second_time_nothing_changes(self) -> None:
        assert synced(DAILY, MONDAYS) == {"added": ["say-when", "on-mondays"], "changed": [], "removed": []}
        assert synced(DAILY, MONDAYS) == {"added": [], "changed": [], "removed": []}
        assert list(Schedule.objects.order_by("pk").values_list("name", "func", "cron", "repeats")) == [
            ("say-when", PATH, "15 6 * * *", -1),
            ("on-mondays", PATH, "30 7 * * 1", -1),
        ]

    def test_a_new_row_waits_for_its_hour(self) -> None:
        synced(DAILY)
        next_run = Schedule.objects.get().next_run
        assert timezone.now() < next_run <= timezone.now() + timedelta(days=1, hours=1)
        assert timezone.localtime(next_run).strftime("%H:%M") == "06:15"

    def test_a_new_hour_moves_the_next_run(self) -> None:
        synced(DAILY)
        assert synced(Planned("say-when", PATH, "45 7 * * *"))["changed"] == ["say-when"]
        assert timezone.localtime(Schedule.objects.get().next_run).strftime("%H:%M") == "07:45"

    def test_an_unchanged_row_keeps_its_next_run(self) -> None:
        synced(DAILY)
        overdue = timezone.now() - timedelta(minutes=1)
        Schedule.objects.update(next_run=overdue)
        synced(DAILY)
        assert Schedule.objects.get().next_run == overdue

    def test_strangers_doubles_and_arguments_go(self) -> None:
        synced(DAILY)
        Schedule.objects.create(name="say-when", func=PATH)
        Schedule.objects.create(name="stranger", func="os.getcwd")
        Schedule.objects.filter(name="say-when").update(args="broken(")
        done = synced(DAILY)
        assert done == {"added": [], "changed": ["say-when"], "removed": ["say-when", "stranger"]}
        assert Schedule.objects.get().args is None

    def test_the_command_makes_the_table_agree_with_the_apps(self) -> None:
        Schedule.objects.create(name="stranger", func="os.getcwd")
        heard = StringIO()
        call_command("sync_schedules", stdout=heard)
        assert "schedule stranger: removed" in heard.getvalue()
        assert set(Schedule.objects.values_list("name", flat=True)) == set(planned())
        call_command("sync_schedules", stdout=(again := StringIO()))
        assert again.getvalue() == ""


@pytest.mark.django_db
class TestRunByHand:
    def run(self, *arguments: str) -> str:
        heard = StringIO()
        call_command("run_batch", *arguments, stdout=heard)
        return heard.getvalue()

    def test_a_whole_day_goes_by_the_clock_and_may_be_run_twice(self) -> None:
        first, second = self.run("--all", "--date", "2026-11-23"), self.run("--all", "--date", "2026-11-23")
        lines = [line.split(" ", 2) for line in first.splitlines()]
        due = {name: planned_one for name, planned_one in planned().items() if planned_one.is_due(MONDAY)}
        assert {name.rstrip(":") for _at, name, _said in lines} == set(due)
        assert lines == sorted(lines, key=lambda line: line[0])
        assert second == first

    def test_a_batch_runs_as_often_on_a_day_as_it_is_due(self) -> None:
        runs = [(f"{at:%H:%M}", batch.name) for at, batch in occurrences(MONDAY)]
        assert [at for at, name in runs if name == "start-cutovers"] == ["08:00", "14:00"]
        assert len([at for at, name in runs if name == "read-inbox"]) == 16 * 12

    def test_a_batch_of_every_minute_runs_every_five_by_hand(self) -> None:
        runs = [at for at, batch in occurrences(MONDAY) if batch.name == "send-mails"]
        assert {after - before for before, after in pairwise(runs)} == {timedelta(minutes=5)}

    def test_the_runs_of_a_day_are_in_the_order_of_the_clock(self) -> None:
        runs = [(f"{at:%H:%M}", batch.name) for at, batch in occurrences(MONDAY)]
        assert runs == sorted(runs, key=lambda run: run[0])

    @pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (SUNDAY, 24)])
    def test_no_run_is_lost_on_the_days_when_the_hour_changes(self, day: date, hours: int) -> None:
        """The hour that comes twice is named twice; that none of ours runs then is another test's."""
        assert len(Planned("hourly", PATH, "0 * * * *").moments(day)) == hours

    def test_an_unknown_name_is_refused_with_those_that_are_known(self) -> None:
        with pytest.raises(CommandError, match=r"No batch is called nonsense\. There are: "):
            self.run("nonsense")

    @pytest.mark.parametrize("arguments", [[], ["--all", "--date", "22/11/2026"], ["one", "--all"]])
    def test_nonsense_is_refused(self, arguments: list[str]) -> None:
        with pytest.raises(CommandError):
            self.run(*arguments)


@pytest.mark.django_db
def test_a_batch_reads_the_settings_of_a_day_once_and_the_next_one_anew(django_assert_num_queries: Any) -> None:
    @batch
    def look(now: datetime) -> str:
        return str([DatedSetting.on(MONDAY)["quote_days"] for _ in range(3)])

    with django_assert_num_queries(1):
        before = look()
    DatedSetting.objects.filter(name="quote_days").update(value=7)
    assert (before == look(), look()) == (False, "[7, 7, 7]")
