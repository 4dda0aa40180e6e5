"""The encoding of a document: byte order marks, declared and true encodings, and repair of invalid characters."""

from __future__ import annotations

import re
from typing import Final

from sources.edgar.damage import Damage

_SPACE: Final = b"\xef\xbb\xbf \t\r\n"
_UTF16: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_BARE_AMPERSAND: Final = re.compile(rb"&(?!#?\w+;)")


def without_lead(data: bytes) -> tuple[bytes, str | None]:
    """The text from its first character on, and its encoding where that is known from the bytes themselves."""
    body = data.lstrip(_SPACE)
    known = next((encoding for mark, encoding in _UTF16 if body.startswith(mark)), None)
    if known is None:
        return body, None
    return _as_utf8(body.decode(known, "replace")), "utf-8"


def declared_encoding(body: bytes) -> str:
    """The encoding of the XML declaration; UTF-8 when it has none."""
    declared = _DECLARED.search(body[:256])
    return declared[1].decode() if declared else "utf-8"


def readable(body: bytes, encoding: str | None, notes: list[Damage]) -> tuple[bytes, str | None]:
    """The same text with what an XML reader trips over mended: wrong encoding, bare ampersands. Says so in `notes`."""
    if encoding is None:
        declared = declared_encoding(body).lower()
        if declared in ("utf-8", "utf8", "ascii", "us-ascii") or declared.startswith("utf-16"):
            text = _decoded(body)
            if text is None:
                notes.append(Damage("characters", f"bytes that are not {declared.upper()} were read as windows-1252"))
                text = body.decode("cp1252", "replace")
                body, encoding = _as_utf8(text), "utf-8"
            elif declared not in ("utf-8", "utf8"):
                if not body.isascii() or declared.startswith("utf-16"):
                    notes.append(Damage("characters", f"declared as {declared.upper()}, but written in UTF-8"))
                encoding = "utf-8"
    repaired, count = _BARE_AMPERSAND.subn(b"&amp;", body)
    if count:
        notes.append(Damage("characters", f"bare ampersands read as text: {count}"))
        body = repaired
    return body, encoding


def _decoded(body: bytes) -> str | None:
    """UTF-8 text, where an incomplete character at the very end is allowed; None for other bytes."""
    try:
        return body.decode()
    except UnicodeDecodeError as fault:
        return body[: fault.start].decode() if fault.start >= len(body) - 3 else None


def _as_utf8(text: str) -> bytes:
    """UTF-8 bytes without the XML declaration, whose encoding no longer applies."""
    return _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1).lstrip().encode("utf-8", "replace")
