"""The room `publication` for machines: reading first, then writing on the same router."""

from motcua.publication.api_writing import router

__all__ = ["router"]
