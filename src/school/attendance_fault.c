/* Why a row of an attendance file is refused and what to do about it. No personal data here. */
#include "school/attendance_line.h"

static const struct {
    const char *reason, *remedy;
} texts[ATTENDANCE_FAULT__MAX] = {
    [ATTENDANCE_FINE] = {"", ""},
    [ATTENDANCE_LINE_LONG] = {"the line is longer than 4096 bytes",
                              "check that the file has one row a line"},
    [ATTENDANCE_NUL] = {"the line holds a NUL byte", "export the file again, as CSV in UTF-8"},
    [ATTENDANCE_NOT_UTF8] = {"the line is not UTF-8 (it looks like Latin-1)",
                             "save the file as UTF-8"},
    [ATTENDANCE_QUOTES] = {"a quotation mark is not closed, or text follows a closing one",
                           "quote a whole field or none of it"},
    [ATTENDANCE_FIELD_COUNT] = {"the number of fields is not that of the header",
                                "check the separator and that no field holds it unquoted"},
    [ATTENDANCE_CIVIC_LENGTH] = {"a personal number has 12 digits, YYYYMMDDNNNC",
                                 "write the century too, and keep leading zeros"},
    [ATTENDANCE_CIVIC_DIGITS] = {"a personal number has digits only", "write YYYYMMDDNNNC"},
    [ATTENDANCE_CIVIC_DATE] = {"the first eight digits are not a day of birth",
                               "correct the number"},
    [ATTENDANCE_CIVIC_CHECK] = {"the check digit (the last one) does not fit the number",
                                "correct the number; a digit is mistyped"},
    /* The same words for an unknown number, a person who is not a pupil and a protected person,
     * so that the list of rejects does not tell who is protected. */
    [ATTENDANCE_NO_PUPIL] = {"the bank keeps no attendance for this number",
                             "import the register (SS 12000) first; if the pupil should be there, "
                             "ask whoever is responsible for the register"},
    [ATTENDANCE_DATE_FORM] = {"not a date", "write the date as YYYY-MM-DD"},
    [ATTENDANCE_DATE_NONE] = {"there is no such day", "correct the date"},
    [ATTENDANCE_DATE_RANGE] = {"the date is not in the years 2000-2099", "correct the date"},
    [ATTENDANCE_EMPTY] = {"the field is empty",
                          "write 0 when there was none; leave the row out when nothing was "
                          "reported"},
    [ATTENDANCE_NEGATIVE] = {"minutes cannot be negative", "correct the number"},
    [ATTENDANCE_NOT_WHOLE] = {"not a whole number of minutes",
                              "write minutes with digits only, such as 60"},
    [ATTENDANCE_TOO_MANY] = {"more than 1440 minutes, the minutes of a day", "correct the number"},
    [ATTENDANCE_ABSENT_MORE] = {"more minutes absent than offered",
                                "valid and invalid absence together cannot pass what was offered"},
    [ATTENDANCE_LESSON_RANGE] = {"a lesson is a whole number 1-31",
                                 "number the lessons of a day from 1"},
    [ATTENDANCE_DUPLICATE] = {"this pupil, day and lesson came earlier in the file",
                              "keep one of the rows; the first one was used"},
    [ATTENDANCE_DAY_LONG] = {"the rows of this pupil and day pass 1440 minutes",
                             "check that the file does not hold the same rows several times"},
};

const char *attendance_fault_reason(enum attendance_fault f)
{
    return texts[f].reason;
}

const char *attendance_fault_remedy(enum attendance_fault f)
{
    return texts[f].remedy;
}
