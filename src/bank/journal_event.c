/* The events of the journal: the stored code and the Swedish text of the pages. A code is never
 * changed or used again: old entries hold it. */
#include <string.h>

#include "bank/journal.h"

static const struct {
    const char *code, *text_sv;
} events[JOURNAL_EVENT__MAX] = {
    [JOURNAL_BANK_CREATED] = {"bank.created", "Banken skapades"},
    [JOURNAL_BANK_MIGRATED] = {"bank.migrated", "Databasen uppgraderades"},
    [JOURNAL_BANK_REKEYED] = {"bank.rekeyed", "Lösenfras eller nyckelfil byttes"},
    [JOURNAL_BANK_CHECKED] = {"bank.checked", "Banken kontrollerades"},
    [JOURNAL_STAFF_ADDED] = {"staff.added", "Medarbetare lades till"},
    [JOURNAL_STAFF_CHANGED] = {"staff.changed", "Medarbetare ändrades"},
    [JOURNAL_LOGIN] = {"login", "Inloggning"},
    [JOURNAL_LOGOUT] = {"logout", "Utloggning"},
    [JOURNAL_ACCESS_REFUSED] = {"access.refused", "Åtkomst nekades"},
    [JOURNAL_JOURNAL_READ] = {"journal.read", "Loggen lästes"},
    [JOURNAL_JOURNAL_VERIFIED] = {"journal.verified", "Loggen kontrollerades"},
    [JOURNAL_PERSON_READ] = {"person.read", "Personuppgifter lästes"},
    [JOURNAL_PERSON_SEARCHED] = {"person.searched", "Sökning efter person"},
    [JOURNAL_PERSON_LISTED] = {"person.listed", "Personer visades i en lista"},
    [JOURNAL_PERSON_WRITTEN] = {"person.written", "Personuppgifter ändrades"},
    [JOURNAL_PERSON_PROTECTED] = {"person.protected", "Skyddade personuppgifter ändrades"},
    [JOURNAL_PERSON_ERASED] = {"person.erased", "Personuppgifter raderades"},
    [JOURNAL_IMPORT_SS12000] = {"import.ss12000", "Elevregister importerades"},
    [JOURNAL_IMPORT_ATTENDANCE] = {"import.attendance", "Närvaro importerades"},
    [JOURNAL_IMPORT_INTERVENTIONS] = {"import.interventions", "Insatser importerades"},
    [JOURNAL_IMPORT_STAFF] = {"import.staff", "Medarbetare importerades"},
    [JOURNAL_ATTENDANCE_READ] = {"attendance.read", "Närvaro lästes"},
    [JOURNAL_SIGNALS_READ] = {"signals.read", "Frånvarosignaler lästes"},
    [JOURNAL_THRESHOLD_CHANGED] = {"threshold.changed", "Gräns för frånvarosignal ändrades"},
    [JOURNAL_INTERVENTION_READ] = {"intervention.read", "Insats lästes"},
    [JOURNAL_INTERVENTION_WRITTEN] = {"intervention.written", "Insats ändrades"},
    [JOURNAL_CASE_OPENED] = {"case.opened", "Ärende öppnades"},
    [JOURNAL_CASE_READ] = {"case.read", "Ärende lästes"},
    [JOURNAL_CASE_LISTED] = {"case.listed", "Ärenden visades i en lista"},
    [JOURNAL_CASE_CHANGED] = {"case.changed", "Ärende ändrades"},
    [JOURNAL_CASE_CLOSED] = {"case.closed", "Ärende avslutades"},
    [JOURNAL_CONSENT_GIVEN] = {"consent.given", "Samtycke lämnades"},
    [JOURNAL_CONSENT_REFUSED] = {"consent.refused", "Samtycke lämnades inte"},
    [JOURNAL_CONSENT_WITHDRAWN] = {"consent.withdrawn", "Samtycke återkallades"},
    [JOURNAL_CONSENT_READ] = {"consent.read", "Samtycke lästes"},
    [JOURNAL_GOAL_WRITTEN] = {"goal.written", "Mål ändrades"},
    [JOURNAL_DECISION] = {"decision", "Beslut om utlämnande"},
    [JOURNAL_LETTER_SENT] = {"letter.sent", "Brev skickades"},
    [JOURNAL_LETTER_DELIVERED] = {"letter.delivered", "Brev kom fram"},
    [JOURNAL_LETTER_RECEIVED] = {"letter.received", "Brev togs emot"},
    [JOURNAL_LETTER_READ] = {"letter.read", "Brev lästes"},
    [JOURNAL_LETTER_LISTED] = {"letter.listed", "Brev visades i en lista"},
    [JOURNAL_LETTER_ACCEPTED] = {"letter.accepted", "Brev godtogs"},
    [JOURNAL_LETTER_REJECTED] = {"letter.rejected", "Brev avvisades"},
    [JOURNAL_LETTER_REFUSED] = {"letter.refused", "Felaktigt brev stoppades"},
    [JOURNAL_LETTER_WITHDRAWN] = {"letter.withdrawn", "Brev återkallades"},
    [JOURNAL_PEER_ADDED] = {"peer.added", "Annan myndighet lades till"},
    [JOURNAL_PEER_CHANGED] = {"peer.changed", "Annan myndighet ändrades"},
    [JOURNAL_PEER_COSIGNED] = {"peer.cosigned", "Den andra myndighetens logg bevittnades"},
    [JOURNAL_PEER_REFUSED] = {"peer.refused", "Den andra myndighetens logg stämmer inte"},
    [JOURNAL_FOLLOWUP_PUPIL] = {"followup.pupil", "Uppföljning av en elev"},
    [JOURNAL_FOLLOWUP_GROUP] = {"followup.group", "Uppföljning av grupp"},
    [JOURNAL_EXPORTED] = {"exported", "Uppgifter exporterades"},
};

const char *journal_event_code(enum journal_event e)
{
    return (unsigned)e < JOURNAL_EVENT__MAX ? events[e].code : "unknown";
}

const char *journal_event_text_sv(enum journal_event e)
{
    return (unsigned)e < JOURNAL_EVENT__MAX ? events[e].text_sv : "Okänd händelse";
}

bool journal_event_parse(const char *code, enum journal_event *out)
{
    for (int i = 0; i < JOURNAL_EVENT__MAX; i++) {
        if (strcmp(events[i].code, code) == 0) {
            *out = (enum journal_event)i;
            return true;
        }
    }
    return false;
}
