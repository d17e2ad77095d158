/*
 * Signed notes and checkpoints from peers: reading never reads outside the text, and what was
 * read as a checkpoint is written again as the same three lines.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bank/idset.h"
#include "bank/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_checkpoint(struct blob text)
{
    struct checkpoint c;
    if (!checkpoint_parse(text, &c)) {
        return;
    }
    struct buf again;
    buf_init(&again, NOTE_MAX);
    checkpoint_text(&again, &c);
    if (again.len > text.n || memcmp(again.text, text.p, again.len) != 0) {
        abort();
    }
    buf_free(&again);
}

/* Every id of a set is above the one before, and as many come as were told. */
static void check_set(struct blob set)
{
    struct idset_reader r;
    int64_t first, last, id, before = 0;
    size_t count, seen = 0;
    bool good = idset_bounds(set, &first, &last, &count);
    idset_open(&r, set);
    while (seen < 100000 && idset_next(&r, &id)) {
        if (id <= before) {
            abort();
        }
        before = id;
        seen++;
    }
    if (good && seen < 100000 && (seen != count || before != last || !idset_has(set, last))) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[32] = {1};
    const struct note_key trusted = {"example.com/foo", NOTE_ED25519, key};
    const struct note_key witness = {"example.com/foo", NOTE_COSIGNATURE, key};
    struct note note;
    if (note_parse((const char *)data, size, &note)) {
        if (note.text_n == 0 || note.text_n >= size || note.signature_count == 0 ||
            note_verify(&note, &trusted, NULL) == NOTE_VALID ||
            note_verify(&note, &witness, NULL) == NOTE_VALID) {
            abort(); /* nobody can sign for a key that is no point of the curve's main group */
        }
        check_checkpoint((struct blob){(const uint8_t *)note.text, note.text_n});
    }
    check_checkpoint((struct blob){data, size});
    check_set((struct blob){data, size});
    return 0;
}
