/*
 * Ids of rows. Each kind is a struct of its own, so that a person cannot pass as a case. An id is
 * positive; 0 means "none". Ids are unique inside one bank, mean nothing outside it, are given out
 * in rising order and are never used again.
 */
#ifndef BANK_IDS_H
#define BANK_IDS_H

#include <stdint.h>

struct person_id {
    int64_t v;
};
struct staff_id {
    int64_t v;
};
struct case_id {
    int64_t v;
};
struct consent_id {
    int64_t v;
};
struct consent_request_id {
    int64_t v;
};
struct consultation_id {
    int64_t v;
};
struct peer_id {
    int64_t v;
};
struct letter_id {
    int64_t v;
};
struct organisation_id {
    int64_t v;
};
struct enrolment_id {
    int64_t v;
};
struct intervention_id {
    int64_t v;
};
struct goal_id {
    int64_t v;
};
struct stair_id {
    int64_t v;
};
struct track_id {
    int64_t v;
};
struct inquiry_id {
    int64_t v;
};

#endif
