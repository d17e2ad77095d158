/*
 * What a goal is about and whether it is reached; the same words in plans and in letters.
 */
#ifndef TEAM_GOAL_H
#define TEAM_GOAL_H

enum goal_area {
    GOAL_ATTENDANCE,
    GOAL_SCHOOLWORK,
    GOAL_WELLBEING,
    GOAL_SAFETY,
    GOAL_RELATIONS,
    GOAL_OTHER,
    GOAL_AREA__MAX
};
extern const char *const goal_area_code[GOAL_AREA__MAX];
extern const char *const goal_area_text_sv[GOAL_AREA__MAX];

enum goal_reached { GOAL_REACHED_NO, GOAL_REACHED_PARTLY, GOAL_REACHED_YES, GOAL_REACHED__MAX };
extern const char *const goal_reached_code[GOAL_REACHED__MAX]; /* no, partly, yes */
extern const char *const goal_reached_text_sv[GOAL_REACHED__MAX];

#endif
