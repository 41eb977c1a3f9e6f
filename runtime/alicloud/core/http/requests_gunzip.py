"""Bodies that are compressed by gzip, for the default transport.

urllib3 would do, but where the end of a part is the end of a piece, it repeats what follows until the
memory is used up, or loses it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from urllib3.exceptions import DecodeError

_GZIP = 16 + zlib.MAX_WBITS


def decompressed(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """What was compressed, in pieces of at most `most` bytes.

    A body may have several parts (RFC 1952, section 2.2).

    Raises:
        DecodeError: it is not compressed by gzip.
    """
    part = zlib.decompressobj(_GZIP)
    for piece in pieces:
        while piece:
            if part.eof:
                part = zlib.decompressobj(_GZIP)
            try:
                found = part.decompress(piece, most)
            except zlib.error as error:
                raise DecodeError("the body is not compressed by gzip", error) from error
            if found:
                yield found
            piece = part.unconsumed_tail or part.unused_data
    while found := part.decompress(b"", most):
        yield found
