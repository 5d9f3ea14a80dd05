"""The room `online` for machines: reading first, then writing and documents on the same router."""

from motcua.online import api_documents, api_writing
from motcua.online.api_reading import router

__all__ = ["api_documents", "api_writing", "router"]
