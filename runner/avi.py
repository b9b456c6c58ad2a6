"""What scripts written for the Avi controller import from it: its logging, as far as they need it to load.

The controller's own modules and its SDK (avi.sdk) are not ours to give. Where the SDK is installed it comes first.
"""

from __future__ import annotations

import logging
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Optional

PACKAGES = ("avi", "avi.infrastructure")
LOGGING = "avi.infrastructure.avi_logging"


def get_root_logger(name: str = "avi", log_file: Any = None, level: int = logging.INFO, *_: Any, **__: Any) -> Any:
    """A logger to stderr: there is no /opt/avi/log here, and what a script logs belongs to its output."""
    logger = logging.getLogger(name)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
    logger.setLevel(level)
    return logger


class AviFinder:
    """The last to be asked for a module."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[ModuleSpec]:
        if name in PACKAGES or name == LOGGING:
            return ModuleSpec(name, self, is_package=name in PACKAGES)
        if name.startswith("avi."):
            raise ModuleNotFoundError(f"{name} is a part of the Avi SDK or controller, {WHAT_TO_DO}", name=name)
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == LOGGING:
            setattr(module, "get_root_logger", get_root_logger)


WHAT_TO_DO = "which is not installed for the worker's Python (the SDK: pip install avisdk; the controller's: nowhere)"
