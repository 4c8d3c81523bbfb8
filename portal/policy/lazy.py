"""An attribute worked out when first asked for.

What ``functools.cached_property`` is, without the lock that it takes on every first access (in Python 3.11): a view is
made for one score run and asked by one thread, thousands of times a second.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - used like the decorator that it replaces
    """Decorates a method without arguments; its value then stands in the instance."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> Value:
        value = instance.__dict__[self.name] = self.make(instance)
        return value
