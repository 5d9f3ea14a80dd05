"""The room `publication` for machines: reading first, then writing on the same router."""

from motcua.publication import api_writing
from motcua.publication.api_reading import router

__all__ = ["api_writing", "router"]
