"""What a process keeps in memory between requests: the values used last, so many and no more.

The key must hold everything that the value was made of, so that nothing kept can be out of date.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """At most `size` values by key; the one that has not been asked for the longest goes first.
    Threads may ask at the same time: then the same value may be made twice."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of the key, made now if it is not kept."""
        known = self.known([key])
        return known[key] if key in known else self.keep(key, make())

    def known(self, keys: Iterable[Hashable]) -> dict[Hashable, V]:
        """Those of the keys that are kept, with their values."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def keep(self, key: Hashable, value: V) -> V:
        """Keeps the value; returns it."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._values.clear()
