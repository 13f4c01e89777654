"""What others write is shown as what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.visible import visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Laiterie du Vercors", "Laiterie du Vercors"),
        ("  L'Haÿ-les-Roses\t(94)\r\nBcc: x ", "L'Haÿ-les-Roses (94) Bcc: x"),
        ("SARL \u202ediord\u202c", "SARL diord"),
        ("a\u2066b\u200bc\u00ad\ufeff\u2028d\x85e\x00", "a b c d e"),
        ("\u202e", ""),
    ],
)
def test_nothing_unseen_is_left(written, shown):
    assert visible(written) == shown


@given(st.text())
def test_twice_is_once(text):
    assert visible(visible(text)) == visible(text)
    assert visible(text).isprintable()
