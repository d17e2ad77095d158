#include "team/goal.h"

#include "base/words.h"

const char *const goal_area_code[GOAL_AREA__MAX] = {
    [GOAL_ATTENDANCE] = "attendance", [GOAL_SCHOOLWORK] = "schoolwork",
    [GOAL_WELLBEING] = "wellbeing",   [GOAL_SAFETY] = "safety",
    [GOAL_RELATIONS] = "relations",   [GOAL_OTHER] = "other",
};
const char *const goal_area_text_sv[GOAL_AREA__MAX] = {
    [GOAL_ATTENDANCE] = TR("Närvaro"),   [GOAL_SCHOOLWORK] = TR("Skolarbete"),
    [GOAL_WELLBEING] = TR("Mående"),     [GOAL_SAFETY] = TR("Trygghet"),
    [GOAL_RELATIONS] = TR("Relationer"), [GOAL_OTHER] = TR("Annat"),
};
const char *const goal_reached_code[GOAL_REACHED__MAX] = {
    [GOAL_REACHED_NO] = "no", [GOAL_REACHED_PARTLY] = "partly", [GOAL_REACHED_YES] = "yes"};
const char *const goal_reached_text_sv[GOAL_REACHED__MAX] = {[GOAL_REACHED_NO] = TR("Nej"),
                                                             [GOAL_REACHED_PARTLY] = TR("Delvis"),
                                                             [GOAL_REACHED_YES] = TR("Ja")};
