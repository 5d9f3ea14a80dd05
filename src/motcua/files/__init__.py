"""Stored papers, addressed by content, checked before anyone opens them."""
