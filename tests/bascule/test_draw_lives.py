"""The maps of states in the documents are those of the code."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from bascule.management.commands.draw_lives import PAGE, lives


def test_the_page_is_what_the_code_draws(tmp_path: Path) -> None:
    drawn = tmp_path / "lives.md"
    call_command("draw_lives", to=drawn, stdout=StringIO())
    assert PAGE.read_text("utf-8") == drawn.read_text("utf-8"), "run manage.py draw_lives"


def test_every_life_is_on_it_with_each_of_its_states() -> None:
    text = PAGE.read_text("utf-8")
    assert len(lives()) >= 5
    for model in lives():
        assert f"`{model.KIND}`" in text
        for state, _label in model._meta.get_field("state").flatchoices:
            assert f"| `{state}` |" in text
