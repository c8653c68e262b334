"""The plain types that the questions are made of: texts, ids, yes or no."""

from __future__ import annotations

from typing import Annotated, Any, LiteralString

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

ID_LENGTH = 60  # as for schools and teams: an id may become part of a file's name


class Strict(BaseModel):
    """A model that refuses unknown keys and turns nothing silently into something else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _id(text: str) -> str:
    allowed = all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
    if not (allowed and text[0].isalnum() and len(text) <= ID_LENGTH):
        raise ValueError(
            f"an id of letters, digits, hyphens and underscores, beginning with a letter or digit, "
            f"at most {ID_LENGTH} characters"
        )
    return text


def _yes_no(value: Any) -> Any:
    """What people write for true and false; YAML itself knows only `true` and `false`."""
    words = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
    if isinstance(value, str):
        if value.lower() not in words:
            raise ValueError("yes or no")
        return words[value.lower()]
    return value


def _number(value: Any) -> Any:
    """One plain message in place of one each for whole and other numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number_type", "a number, such as 4 or 4.5")
    return value


def as_tuple(value: Any, allowed: LiteralString = "a list") -> tuple[Any, ...]:
    """A list of a file as the tuple that a frozen model keeps."""
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("list_type", allowed)
    return tuple(value)


def _listed(value: Any) -> tuple[Any, ...]:
    return as_tuple(value)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[Text, AfterValidator(_id)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Number = Annotated[int | float, BeforeValidator(_number)]
Listed = BeforeValidator(_listed)
Ids = Annotated[tuple[Id, ...], Listed]
Texts = Annotated[tuple[Text, ...], Listed]
