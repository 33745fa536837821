"""A form that was understood and refused by a rule: shown again with the rule's sentence on top."""

from __future__ import annotations

from pydantic import BaseModel

from shared.errors import RuleBroken
from shared.web.forms import FormErrors


def refused(sent: BaseModel, error: RuleBroken, field: str = "") -> FormErrors:
    """The form as it was sent, with the sentence at a field or on top."""
    return FormErrors(values=sent.model_dump(mode="json"), errors={field: error.vi})
