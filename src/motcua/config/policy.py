"""The content policy: no inline script or style, nothing from other hosts."""

from __future__ import annotations

from csp.constants import NONE, SELF

from motcua.config.sign_in import identity_origins

SECURE_CSP = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *identity_origins()],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}
