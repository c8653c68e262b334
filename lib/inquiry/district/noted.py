"""Fields and dictionaries that note what a page reads of them (see noting.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar, overload

from inquiry.district.noting import Key, is_noting, note

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class NotedField(Generic[T]):
    """A dataclass's field that is noted when it is read; `about` tells its kind and key of the object.

    A `default` is what an object has that was made without a value; without it a value must be given.
    """

    def __init__(self, about: Callable[[Any], tuple[str, Key]], *default: T) -> None:
        """Say how a reading of the field is noted."""
        self._about, self._default = about, default

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the field's name."""
        self._name = name

    @overload
    def __get__(self, whose: None, owner: type) -> T: ...
    @overload
    def __get__(self, whose: object, owner: type) -> T: ...
    def __get__(self, whose: object | None, owner: type) -> T:
        """The value, noted."""
        if whose is None:
            if not self._default:
                raise AttributeError(self._name)  # so a dataclass learns that there is no default
            return self._default[0]
        value: T = whose.__dict__[self._name]
        if is_noting():
            note(*self._about(whose), lambda: value)
        return value

    def __set__(self, whose: object, value: T) -> None:
        """Keep the value; a frozen dataclass does so once."""
        whose.__dict__[self._name] = value


class NotedDict(dict[K, V]):
    """A dictionary that notes which of its entries a page asks for, by a kind and a name of its own."""

    def __init__(
        self, kind: str, name: str, entries: Mapping[K, V], shown: Callable[[V], object] | None = None
    ) -> None:
        """Take the entries over; `shown` says what of an entry counts here (default: all of it)."""
        super().__init__(entries)
        self._kind, self._of, self._shown = kind, name, shown

    def __reduce__(self) -> tuple[Any, ...]:
        """For `copy` and `pickle`: entries come back through the door they left by."""
        return type(self), (self._kind, self._of, dict(super().items()), self._shown)

    def _note(self, key: object) -> None:
        if is_noting():
            said = list(key) if isinstance(key, tuple) else key
            note(self._kind, (self._of, said), lambda: self._shown_of(key))

    def _shown_of(self, key: Any) -> object:
        entry = super().get(key)
        return entry if entry is None or self._shown is None else self._shown(entry)

    def _note_keys(self) -> None:
        if is_noting():
            note(self._kind, (self._of,), lambda: list(dict.keys(self)))

    def __getitem__(self, key: K) -> V:
        """One entry."""
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """One entry, or another value where there is none."""
        self._note(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        """Whether there is such an entry."""
        self._note(key)
        return super().__contains__(key)

    def __len__(self) -> int:
        """How many entries there are."""
        self._note_keys()
        return super().__len__()

    def __iter__(self) -> Iterator[K]:
        """The keys in order."""
        self._note_keys()
        return super().__iter__()

    def keys(self) -> Any:
        """The keys in order."""
        self._note_keys()
        return super().keys()

    def values(self) -> Any:
        """Every entry's value in order, each noted when it is reached."""
        return [self[key] for key in self]

    def items(self) -> Any:
        """Every entry in order, each noted when it is reached."""
        return [(key, self[key]) for key in self]
