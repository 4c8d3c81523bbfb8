"""The handlers of every kind of task, a module a feature; :func:`load` finds and registers them all."""

import importlib
import pkgutil


def load() -> None:
    """Import every module of this package."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)
