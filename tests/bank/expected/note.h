/* Made by note.py; do not edit. */
static const char checkpoint_note_text[] =
    "example.com/behind-the-sofa\01220852163\012CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\012";
static const char checkpoint_note_line[] = "\342\200\224 example.com/behind-the-sofa "
                                           "be1zqQx8hYrJJIfiWfY39ShElJ74dPrOjXSgJJ2qG3vny2U7JyHN2kK"
                                           "CWb5H5e2MfxP7My2OyDRrDvCH/RbVubiZ8AE=\012";
static const char cosignature_line[] = "\342\200\224 witness.example.com/w1 "
                                       "dF+16AAAAABkGFDLUwBLV8e4tjvb6qEHiNTQjDZIX+7tvd038taw9A7W/"
                                       "cQ7ZhSah0uJMOI6CTPez5qwHtE49MrkWhU349mtYmi3Dw==\012";
static const int64_t cosignature_time = 1679315147;
