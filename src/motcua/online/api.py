"""The room `online` for machines: reading first, then writing on the same router."""

from motcua.online import api_writing
from motcua.online.api_reading import router

__all__ = ["api_writing", "router"]
