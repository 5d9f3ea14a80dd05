"""The provider's memory and rules, without any network: codes, tokens, keys (OpenID Connect Core 1.0, RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from motcua.access.contrib.oidc_local.persons import Person, person_of

CODE_LIFE = 60  # seconds
TOKEN_LIFE = 600


class Refused(Exception):
    """The request breaks the protocol; `code` is the protocol's own word for it."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for until it is exchanged."""

    person: Person
    redirect_uri: str
    challenge: str
    nonce: str
    until: float


class Provider:
    """One provider with one client. Codes and tokens live in memory and die with the process."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self._secret = client_secret
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._kid = secrets.token_hex(8)
        self._codes: dict[str, Grant] = {}
        self._tokens: dict[str, tuple[Person, float]] = {}
        self._lock = threading.Lock()

    def discovery(self) -> dict[str, Any]:
        """The document at `/.well-known/openid-configuration`."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "claims_supported": ["sub", "name"],
        }

    def jwks(self) -> dict[str, Any]:
        """The public key by which identity tokens are checked."""
        public: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": self._kid, "alg": "RS256", "use": "sig"}]}

    def check_request(self, asked: dict[str, str]) -> None:
        """Raise `Refused` where a request for authorisation is malformed or from another client."""
        if asked.get("client_id") != self.client_id:
            raise Refused("unauthorized_client")
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            raise Refused("unsupported_response_type")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise Refused("invalid_request")
        if not asked.get("redirect_uri", "").startswith(("http://", "https://")):
            raise Refused("invalid_request")

    def authorize(self, asked: dict[str, str], sub: str) -> str:
        """A code for the person; raises `Refused`."""
        self.check_request(asked)
        person = person_of(sub)
        if person is None:
            raise Refused("access_denied")
        code = secrets.token_urlsafe(24)
        grant = Grant(
            person, asked["redirect_uri"], asked["code_challenge"], asked.get("nonce", ""), time.time() + CODE_LIFE
        )
        with self._lock:
            self._codes[code] = grant
        return code

    def exchange(self, form: dict[str, str], basic: tuple[str, str] | None) -> dict[str, Any]:
        """Tokens for a code, once; raises `Refused`."""
        client, secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        if client != self.client_id or not hmac.compare_digest(secret, self._secret):
            raise Refused("invalid_client", 401)
        with self._lock:
            grant = self._codes.pop(form.get("code", ""), None)
        if form.get("grant_type") != "authorization_code" or grant is None or grant.until < time.time():
            raise Refused("invalid_grant")
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        if challenge != grant.challenge or form.get("redirect_uri") != grant.redirect_uri:
            raise Refused("invalid_grant")
        access = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens[access] = (grant.person, time.time() + TOKEN_LIFE)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE,
            "id_token": self._id_token(grant),
        }

    def userinfo(self, header: str) -> dict[str, str]:
        """What is told about the person behind an access token; raises `Refused`."""
        _kind, _space, token = header.partition(" ")
        with self._lock:
            person, until = self._tokens.get(token, (None, 0.0))
        if person is None or until < time.time():
            raise Refused("invalid_token", 401)
        return {"sub": person.sub, "name": person.name}

    def _id_token(self, grant: Grant) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": grant.person.sub,
            "name": grant.person.name,
            "iat": now,
            "exp": now + TOKEN_LIFE,
        }
        if grant.nonce:
            claims["nonce"] = grant.nonce
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._kid})
