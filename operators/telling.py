"""How the exchange of files tells of its lives; the page of a file says more, in its story."""

from bascule.timeline import Telling
from operators.exchange.story import HAPPENED

TELLING = Telling({f"exchange_file.{what}": words for what, words in HAPPENED.items()})
