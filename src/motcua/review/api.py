"""The room `review` for machines."""

from __future__ import annotations

from motcua.review import api_assess, api_campaign, api_classify, api_impact, api_lists
from motcua.review.api_router import router

__all__ = ["api_assess", "api_campaign", "api_classify", "api_impact", "api_lists", "router"]
