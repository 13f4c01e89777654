"""When a move of an incoming port is possible, and who may correct one."""

from typing import Any

from portability.models.port_in_state import PortInState


def may_correct(port_in: Any, by: Any) -> bool:
    """Whoever may correct; once rejected too often, only who may take that up too."""
    needed = ["correct_portin", "correct_escalated_portin"] if port_in.escalated else ["correct_portin"]
    return all(by.has_perm(f"portability.{name}", port_in) or by.has_perm(f"portability.{name}") for name in needed)


def before_go(port_in: Any) -> bool:
    """Once the go is given, the donor is cutting: nothing can be put off any more."""
    return port_in.go_at is None


def has_its_line(port_in: Any) -> bool:
    """Numbers go to a line that works."""
    return not port_in.waits_for_line


def is_cut(port_in: Any) -> bool:
    """Before the go there is nothing to try."""
    return port_in.state != PortInState.READY or port_in.go_at is not None
