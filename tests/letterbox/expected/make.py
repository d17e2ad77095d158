#!/usr/bin/env python3
"""Makes the signed vectors of test_envelope.c from docs/letterbox.md alone, with another Ed25519
(python3-cryptography). The key is test 1 of RFC 8032, 7.1. Run in this folder."""
import hashlib
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

key = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))


def sign(domain, message):
    return key.sign(hashlib.sha512(domain + b"\0" + message).digest())


def write(name, data):
    with open(name, "w", encoding="ascii") as f:
        text = data.hex()
        for i in range(0, len(text), 64):
            f.write('"%s"\n' % text[i:i + 64])


parties = b"\xa1" * 32 + b"\xb2" * 32 + b"\xc3" * 16
receipt = (b"BRR\x01" + parties + b"\xd4" * 32 + (1795300000000).to_bytes(8, "big") + b"\x01\x00")
write("receipt.hex", receipt + sign(b"receipt", receipt))
sealed = b"\xee" * (1024 + 48)
letter = b"BRL\x01" + parties + len(sealed).to_bytes(4, "big") + sealed
write("envelope_signature.hex", sign(b"letter", letter))
print("created:", (1795300000000).to_bytes(8, "big").hex(" "))
