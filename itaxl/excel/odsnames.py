"""The names of tags and attributes in an .ods, whatever prefixes it declares for them."""

from __future__ import annotations

_USUAL = {
    **{f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0": prefix for prefix in ("office", "table", "text")},
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
}
"""The prefixes that every program writes, by what they stand for."""


class Names:
    """Names with the prefixes that every program writes; a prefix that a file does not declare is taken for one."""

    def __init__(self) -> None:
        self._strange: dict[str, str] = {}  # prefixes of this file's own, and what each usually is

    def of_tag(self, name: str, own: dict[str, str]) -> tuple[str, dict[str, str]]:
        """(the name, the attributes) of a tag, which may declare prefixes for itself and what follows."""
        for key, uri in own.items():
            if key.startswith("xmlns") and uri in _USUAL:
                prefix = key.removeprefix("xmlns").removeprefix(":")
                if prefix != _USUAL[uri]:
                    self._strange[prefix] = _USUAL[uri]
        return (self.of(name), {self.of(key): value for key, value in own.items()}) if self._strange else (name, own)

    def of(self, name: str) -> str:
        """One name."""
        if not self._strange:
            return name
        prefix, _, local = name.rpartition(":")
        return f"{self._strange[prefix]}:{local}" if prefix in self._strange else name
