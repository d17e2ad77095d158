#!/usr/bin/env python3
"""Expected notes for test_note.c, made apart from the program with Python's hashlib and the
`cryptography` package (OpenSSL's Ed25519), after c2sp.org/signed-note, tlog-checkpoint and
tlog-cosignature. Ed25519 signatures are deterministic (RFC 8032).

    python3 tests/bank/expected/note.py > tests/bank/expected/note.h
"""
import base64
import hashlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOG, WITNESS, TIME = "example.com/behind-the-sofa", "witness.example.com/w1", 1679315147
TEXT = f"{LOG}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n".encode()


def key(byte):
    k = Ed25519PrivateKey.from_private_bytes(bytes([byte]) * 32)
    return k, k.public_key().public_bytes(serialization.Encoding.Raw,
                                          serialization.PublicFormat.Raw)


def line(name, kind, public, signature):
    key_id = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]
    return f"\u2014 {name} " + base64.b64encode(key_id + signature).decode() + "\n"


log, log_public = key(1)
witness, witness_public = key(2)
log_line = line(LOG, 1, log_public, log.sign(TEXT))
message = b"cosignature/v1\ntime %d\n" % TIME + TEXT
witness_line = line(WITNESS, 4, witness_public,
                    TIME.to_bytes(8, "big") + witness.sign(message))


def c(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\%03o" % b
                         for b in text.encode()) + '"'


print("/* Made by note.py; do not edit. */")
print(f"static const char checkpoint_note_text[] =\n    {c(TEXT.decode())};")
print(f"static const char checkpoint_note_line[] =\n    {c(log_line)};")
print(f"static const char cosignature_line[] =\n    {c(witness_line)};")
print(f"static const int64_t cosignature_time = {TIME};")
