"""What machines tell of documents and registers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator

from motcua.papers.models import PaperState, RegisterKind, RegisterSource
from motcua.papers.text import storable

MOST = 200
Text = Annotated[str, AfterValidator(storable)]


class Paging(Schema):
    """Which page of a list; `next` in the answer says whether another follows."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)


class PaperQuery(Paging):
    """Filters of the list of documents."""

    q: Text = Field("", max_length=200, examples=["rà soát"])
    state: PaperState | None = None
    template: Text = Field("", max_length=60, examples=["letter"])
    unit: Text = Field("", max_length=60, description="code or id")


class RegisterQuery(Paging):
    """Filters of the list of registers."""

    year: int | None = Field(None, ge=2000, le=2100, examples=[2026])
    unit: Text = Field("", max_length=60, description="code or id")


class Version(Schema):
    """The version that was looked at."""

    version: int = Field(ge=0, le=2_000_000_000)


class PaperGiven(Schema):
    """A document to draft: `data` fills the fields of the template of today."""

    template: Text = Field(max_length=60, examples=["letter"])
    unit: Text = Field(max_length=60, description="code or id")
    title: Text = Field(max_length=1000)
    data: dict[str, Any] = Field(default_factory=dict)


class ChangeGiven(Version):
    """A draft written anew."""

    data: dict[str, Any]
    title: Text | None = Field(None, max_length=1000)


class SignedGiven(Version):
    """Number, symbol, day and signer."""

    number: int = Field(ge=1, le=999_999)
    symbol: Text = Field(max_length=60, examples=["QĐ-UBND"])
    signed_on: date
    signer: Text = Field(max_length=200)


class NumberGiven(Version):
    """A register to take the number from."""

    register_id: Text = Field(max_length=40)
    signed_on: date
    signer: Text = Field(max_length=200)


class ReasonGiven(Version):
    """Why."""

    reason: Text = Field(max_length=1000)


class SendGiven(Version):
    """Recipients: names of agencies, or codes or ids of units."""

    to: list[Text] = Field(max_length=500)


class RegisterGiven(Schema):
    """A register to open."""

    unit: Text = Field(max_length=60, description="code or id")
    kind: RegisterKind
    year: int = Field(ge=2000, le=2100)
    pattern: Text = Field(max_length=60, examples=["{number}/QĐ-UBND"])
    first: int = Field(1, ge=1, le=999_999)
    source: RegisterSource = RegisterSource.OWN


class TakeGiven(Schema):
    """A number for a document written elsewhere."""

    subject: Text = Field(max_length=1000)
    on: date | None = None
