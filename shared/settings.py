"""Settings of a process, from the environment. docs/operations.md explains each to an operator."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TEST = "test"


class Settings(BaseSettings):
    """One instance per process, read once at start."""

    model_config = SettingsConfigDict(env_prefix="THIDUA_", extra="ignore", frozen=True, populate_by_name=True)

    amqp_url: SecretStr = Field(validation_alias=AliasChoices("AMQP_URL", "amqp_url"))
    mongo_url: SecretStr = Field(validation_alias=AliasChoices("MONGO_URL", "mongo_url"))
    smtp_url: str = Field(default="smtp://127.0.0.1:1025", validation_alias=AliasChoices("SMTP_URL", "smtp_url"))
    environment: Environment = Environment.PRODUCTION
    clock: str = ""
    public_url: str = "http://127.0.0.1:8000"
    oidc_issuer: str = ""
    oidc_backchannel: str = ""
    oidc_client_id: str = "thidua"
    oidc_client_secret: SecretStr = SecretStr("")
    session_secret: SecretStr
    database_prefix: str = "thidua"
    bootstrap_admin: str = ""
    signers: str = ""
    status_key: str = ""
    seals: str = ""
    outbox_limit_seconds: float = Field(default=900.0, ge=0)
    mail_from: str = "Thi Đua <khong-tra-loi@thidua.example>"
    log_level: str = "INFO"
    failpoint: str = ""

    @model_validator(mode="after")
    def _guard_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and self.clock:
            raise ValueError("THIDUA_CLOCK moves time and is refused in production; unset it")
        if self.environment is Environment.PRODUCTION and self.failpoint:
            raise ValueError("THIDUA_FAILPOINT makes a process fail for tests and is refused in production; unset it")
        if len(self.session_secret.get_secret_value()) < 32:
            raise ValueError("THIDUA_SESSION_SECRET must have at least 32 characters")
        return self
