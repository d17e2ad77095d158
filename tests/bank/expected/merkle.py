#!/usr/bin/env python3
"""Expected numbers for test_merkle.c, computed apart from the program: RFC 6962 2.1 written as the
recursive definition, with Python's hashlib. The eight inputs are the ones that the Certificate
Transparency projects publish; their roots are checked here against those projects' values.

    python3 tests/bank/expected/merkle.py > tests/bank/expected/merkle.h
"""
import hashlib

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]
PUBLISHED = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()


def sha(b):
    return hashlib.sha256(b).digest()


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(d):
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\0" + d[0])
    k = split(len(d))
    return sha(b"\1" + mth(d[:k]) + mth(d[k:]))


def path(m, d):
    if len(d) == 1:
        return []
    k = split(len(d))
    if m < k:
        return path(m, d[:k]) + [mth(d[k:])]
    return path(m - k, d[k:]) + [mth(d[:k])]


def subproof(m, d, whole):
    if m == len(d):
        return [] if whole else [mth(d)]
    k = split(len(d))
    if m <= k:
        return subproof(m, d[:k], whole) + [mth(d[k:])]
    return subproof(m - k, d[k:], False) + [mth(d[:k])]


leaves = [bytes.fromhex(x) for x in INPUTS]
roots = [mth(leaves[:n]).hex() for n in range(9)]
assert roots == PUBLISHED, "the definition above is not RFC 6962"

print("/* Made by merkle.py; do not edit. */")
print("static const char *const inputs[8] = {")
print("".join(f'    "{x}",\n' for x in INPUTS) + "};")
print("static const char *const roots[9] = {")
print("".join(f'    "{x}",\n' for x in roots) + "};")
print("/* Digest over all proofs of trees of 1–40 entries that are one byte, their number: index or")
print(" * old size, size, then the hashes. */")
all_i, all_c = hashlib.sha256(), hashlib.sha256()
for n in range(1, 41):
    d = [bytes([i]) for i in range(n)]
    for m in range(n):
        all_i.update(bytes([m, n]) + b"".join(path(m, d)))
    for m in range(1, n + 1):
        all_c.update(bytes([m, n]) + b"".join(subproof(m, d, True)))
print(f'static const char all_inclusion[] =\n    "{all_i.hexdigest()}";')
print(f'static const char all_consistency[] =\n    "{all_c.hexdigest()}";')
