"""What a file was found to hold, kept until the file changes: a file is looked at several times before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")


def once(most: int) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Keep the last `most` answers of a function whose first word is a path. Room is made before it is filled."""

    def keep(find: Callable[..., Found]) -> Callable[..., Found]:
        kept: dict[tuple[object, ...], Found] = {}

        @wraps(find)
        def found(path: Path, *rest: object) -> Found:
            state = path.stat()
            key = (path, state.st_mtime_ns, state.st_size, *rest)
            if key not in kept:
                while len(kept) >= most:
                    del kept[next(iter(kept))]
                kept[key] = find(path, *rest)
            return kept[key]

        return found

    return keep
