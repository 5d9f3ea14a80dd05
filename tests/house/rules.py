"""Who may open the routes that packages bring: name of the route -> its rule."""

from motcua.access.routes import PUBLIC, SIGNED_IN_RULE

PACKAGE_ROUTES: dict[str, str] = {}

__all__ = ["PACKAGE_ROUTES", "PUBLIC", "SIGNED_IN_RULE"]
