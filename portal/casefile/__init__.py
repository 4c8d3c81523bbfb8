"""The case file: one interview's whole record as YAML or JSON, to facts and back, with every fault named."""

from portal.casefile.dump import dump_case
from portal.casefile.load import CaseError, load_case

__all__ = ["CaseError", "dump_case", "load_case"]
