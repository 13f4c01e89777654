"""Examples for the OpenAPI document, written once for each name and put together for each body.

A room enrols the words of its trade: `enrol({"routing_prefix": "010999", "OrderRequest": {...}})`. A key is a
property (`number`), a property of one component (`Step.code`) or a whole component; the narrower one wins.
"""

from collections.abc import Mapping
from typing import Any

JSON = ("application/json",)
WORDS: dict[str, Any] = {}
OF_FORMAT = {
    "date-time": "2026-11-23T09:00:00Z",
    "date": "2026-12-01",
    "uuid": "0b9cf3a2-6f0e-4c61-9a55-2f7d5a1c8e10",
    "uri": "https://partner.example/hook",
    "email": "contact@example.fr",
    "decimal": "12.50",
}
OF_TYPE = {"string": "…", "integer": 1, "number": 1, "boolean": False, "array": [], "object": {}}


def enrol(words: Mapping[str, Any]) -> None:
    """Add examples; see the top of this module for what a key is."""
    WORDS.update(words)


class Sampler:
    """Puts an example of a schema together from the words and from what the schema says of itself."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self.schemas = schemas

    def illustrate(self, operation: dict[str, Any]) -> None:
        """Give every JSON body of an operation, asked and answered, an example."""
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for media_type, content in body.get("content", {}).items():
                if media_type in JSON and "schema" in content:
                    content.setdefault("example", self.sample(content["schema"]))

    def sample(self, schema: Mapping[str, Any], *, where: str = "", name: str = "") -> Any:
        """An example of a schema that is the property `name` of the component `where`."""
        for key in (f"{where}.{name}", name):
            if name and key in WORDS:
                return self.shaped(schema, WORDS[key])
        if "$ref" in schema:
            return self.component(schema["$ref"].rpartition("/")[2])
        for choice in ("oneOf", "anyOf", "allOf"):
            if choice in schema:
                return self.sample(schema[choice][0], where=where)
        return self.plain(schema, where)

    def component(self, name: str) -> Any:
        return WORDS[name] if name in WORDS else self.plain(self.schemas[name], name)

    def shaped(self, schema: Mapping[str, Any], word: Any) -> Any:
        """The word itself, or a list of it where the schema wants a list."""
        return [word] if schema.get("type") == "array" and not isinstance(word, list) else word

    def plain(self, schema: Mapping[str, Any], where: str) -> Any:
        kind = kind_of(schema)
        if "examples" in schema or "enum" in schema:
            return schema.get("examples", schema.get("enum"))[0]
        if kind == "object" and "properties" in schema:
            return {name: self.sample(below, where=where, name=name) for name, below in schema["properties"].items()}
        if kind == "array":
            return [self.sample(schema["items"], where=where)]
        if "default" in schema:
            return schema["default"]
        return OF_FORMAT.get(schema.get("format", ""), OF_TYPE.get(kind))


def kind_of(schema: Mapping[str, Any]) -> str:
    """The type of a schema, which may also be null."""
    said = schema.get("type", "")
    return next((kind for kind in said if kind != "null"), "null") if isinstance(said, list) else said
