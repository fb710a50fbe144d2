# SPDX-License-Identifier: EUPL-1.2
"""A planner's key: signs patches and approvals, and tells whether a signature holds.

The private key lies in the folder of the user's settings, readable by nobody else, and is made
when it is first needed. A signature says that whoever holds a key has seen exactly this; whose
key it is people tell each other, by its fingerprint.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path

import attrs
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from planner.domain.errors import ExchangeError

_FILE = "signing-key.pem"


@attrs.frozen
class Signature:
    """A signature and the public key it can be checked with, both in base64."""

    key: str
    value: str

    def holds(self, message: str) -> bool:
        """Tell whether the holder of the key signed exactly this message."""
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.key, validate=True))
            public.verify(base64.b64decode(self.value, validate=True), message.encode())
        except (InvalidSignature, ValueError, binascii.Error):
            return False
        return True

    @property
    def fingerprint(self) -> str:
        """Return what people compare to know whose key it is."""
        return fingerprint(self.key)


def fingerprint(key: str) -> str:
    """Return eight groups of four digits that stand for a public key."""
    digits = hashlib.sha256(key.encode()).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


class Signer:
    """Signs with the key in a folder, which it makes if there is none yet."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    @property
    def has_key(self) -> bool:
        """Tell whether there is a key already; the first signature makes one."""
        return self._path.exists()

    def sign(self, message: str) -> Signature:
        """Sign a message. Raises `ExchangeError("key_unusable")`."""
        private = self._private_key()
        return Signature(
            _public_text(private), base64.b64encode(private.sign(message.encode())).decode()
        )

    def public_key(self) -> str:
        """Return the public key in base64. Raises `ExchangeError("key_unusable")`."""
        return _public_text(self._private_key())

    def _private_key(self) -> Ed25519PrivateKey:
        try:
            if not self._path.exists():
                return self._made()
            found = load_pem_private_key(self._path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            raise ExchangeError("key_unusable", path=str(self._path)) from error
        if not isinstance(found, Ed25519PrivateKey):
            raise ExchangeError("key_unusable", path=str(self._path))
        return found

    def _made(self) -> Ed25519PrivateKey:
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Made unreadable for others before there is anything to read.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        return made


def _public_text(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()
