import inspect
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, no_translations
from django_fsm import Transition

from bascule.lifecycle import system_only
from bascule.models import Life

PAGE = Path(settings.BASE_DIR) / "docs" / "lives.md"
HEAD = """# The lives

Drawn from the code by `manage.py draw_lives`; a test compares. Whatever has a life moves only through
`bascule.lifecycle`: who may, from where, to where, and the event that its history, timeline and partners see. A move
that leads nowhere else is drawn as a loop. *The clock or a file* is what no person may do: a batch, or a message of a
counterpart.
"""


class Command(BaseCommand):
    help = "Draw the state map of every record with a life into docs/lives.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=PAGE, help="the page to write")

    @no_translations
    def handle(self, *args: Any, to: Path, **options: Any) -> None:
        to.write_text(page(), "utf-8")
        self.stdout.write(f"{to}: {len(lives())} lives")


def lives() -> list[type[Life]]:
    return [model for model in apps.get_models() if issubclass(model, Life)]


def page() -> str:
    return "\n".join([HEAD, *(line for model in lives() for line in drawn(model))])


def drawn(model: type[Life]) -> Iterator[str]:
    """The chapter of one life: what it is, its map, its moves."""
    moves = moves_of(model)
    state = state_of(model)
    yield f"## {str(model._meta.verbose_name).capitalize()}\n"
    yield f"{first_line(model)} `{model.KIND}`, in `{model.__module__}`.\n"
    yield "```mermaid\nstateDiagram-v2"
    yield f"    [*] --> {state.default}"
    for name, sources, target, _move in moves:
        yield from (f"    {source} --> {target or source}: {name}" for source in sources)
    yield "```\n"
    yield "| State | On screen |\n|---|---|"
    yield from (f"| `{code}` | {label} |" for code, label in state.flatchoices)
    yield "\n| Move | On screen | From | To | Who may | Event | Only if |\n|---|---|---|---|---|---|---|"
    for name, sources, target, move in moves:
        cells = [f"`{name}`", move.custom["label"], ", ".join(sources), target or "the same", who_may(move)]
        yield f"| {' | '.join(map(str, cells))} | `{model.KIND}.{move.custom['event']}` | {only_if(move)} |"
    yield ""


def state_of(model: Any) -> Any:
    return model._meta.get_field("state")


def moves_of(model: type[Life]) -> list[tuple[str, list[str], str, Transition]]:
    """Each move once, in the order of the class: its name, where from, where to (empty: it stays)."""
    found: dict[str, list[Transition]] = {}
    state = state_of(model)
    for move in sorted(state.get_all_transitions(model), key=lambda move: move.method.__code__.co_firstlineno):
        found.setdefault(move.name, []).append(move)
    order = [code for code, _label in state.flatchoices]
    return [
        (name, sorted((str(move.source) for move in moves), key=order.index), str(moves[0].target or ""), moves[0])
        for name, moves in found.items()
    ]


def who_may(move: Transition) -> str:
    if move.permission is system_only:
        return "the clock or a file"
    return first_line(move.permission) if callable(move.permission) else f"`{move.permission}`"


def only_if(move: Transition) -> str:
    return " ".join(first_line(condition) for condition in move.conditions)


def first_line(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]
