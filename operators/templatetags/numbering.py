"""Numbers as people read them, for templates."""

from django import template

from operators import numbering

register = template.Library()

register.filter("pretty", numbering.pretty)
register.simple_tag(numbering.pretty_range, name="pretty_range")
