/* The events of the journal: the stored code and the Swedish text of the pages. A code is never
 * changed or used again: old entries hold it. */
#include <string.h>

#include "bank/journal.h"
#include "base/words.h"

static const struct {
    const char *code, *text_sv;
} events[JOURNAL_EVENT__MAX] = {
    [JOURNAL_BANK_CREATED] = {"bank.created", TR("Banken skapades")},
    [JOURNAL_BANK_MIGRATED] = {"bank.migrated", TR("Databasen uppgraderades")},
    [JOURNAL_BANK_REKEYED] = {"bank.rekeyed", TR("Lösenfras eller nyckelfil byttes")},
    [JOURNAL_BANK_CHECKED] = {"bank.checked", TR("Banken kontrollerades")},
    [JOURNAL_STAFF_ADDED] = {"staff.added", TR("Medarbetare lades till")},
    [JOURNAL_STAFF_CHANGED] = {"staff.changed", TR("Medarbetare ändrades")},
    [JOURNAL_RELATION_ADDED] = {"relation.added", TR("Medarbetare fick en koppling")},
    [JOURNAL_RELATION_CHANGED] = {"relation.changed", TR("Medarbetares koppling ändrades")},
    [JOURNAL_RELATION_ENDED] = {"relation.ended", TR("Medarbetares koppling avslutades")},
    [JOURNAL_TEAM_CHANGED] = {"team.changed", TR("Team ändrades")},
    [JOURNAL_LOGIN] = {"login", TR("Inloggning")},
    [JOURNAL_LOGOUT] = {"logout", TR("Utloggning")},
    [JOURNAL_LOGIN_REFUSED] = {"login.refused", "Inloggning nekades"},
    [JOURNAL_DRAFT_SAVED] = {"draft.saved", "Utkast sparades"},
    [JOURNAL_SESSION_ENDED] = {"session.ended", "Inloggning avslutades"},
    [JOURNAL_ACCESS_REFUSED] = {"access.refused", TR("Åtkomst nekades")},
    [JOURNAL_JOURNAL_READ] = {"journal.read", TR("Loggen lästes")},
    [JOURNAL_JOURNAL_VERIFIED] = {"journal.verified", TR("Loggen kontrollerades")},
    [JOURNAL_PERSON_READ] = {"person.read", TR("Personuppgifter lästes")},
    [JOURNAL_PERSON_SEARCHED] = {"person.searched", TR("Sökning efter person")},
    [JOURNAL_PERSON_LISTED] = {"person.listed", TR("Personer visades i en lista")},
    [JOURNAL_PERSON_WRITTEN] = {"person.written", TR("Personuppgifter ändrades")},
    [JOURNAL_PERSON_PROTECTED] = {"person.protected", TR("Skyddade personuppgifter ändrades")},
    [JOURNAL_PERSON_ERASED] = {"person.erased", TR("Personuppgifter raderades")},
    [JOURNAL_EMERGENCY_OPENED] = {"emergency.opened", TR("Nödöppning av en person")},
    [JOURNAL_OPENING_ASKED] = {"opening.asked", TR("Begäran att få öppna en person")},
    [JOURNAL_OPENING_APPROVED] = {"opening.approved",
                                  TR("Begäran att få öppna en person godkändes")},
    [JOURNAL_OPENING_REFUSED] = {"opening.refused", TR("Begäran att få öppna en person avslogs")},
    [JOURNAL_OPENING_REVIEWED] = {"opening.reviewed", TR("Nödöppning granskades")},
    [JOURNAL_IMPORT_SS12000] = {"import.ss12000", TR("Elevregister importerades")},
    [JOURNAL_IMPORT_ATTENDANCE] = {"import.attendance", TR("Närvaro importerades")},
    [JOURNAL_IMPORT_INTERVENTIONS] = {"import.interventions", TR("Insatser importerades")},
    [JOURNAL_IMPORT_STAFF] = {"import.staff", TR("Medarbetare importerades")},
    [JOURNAL_ATTENDANCE_READ] = {"attendance.read", TR("Närvaro lästes")},
    [JOURNAL_SIGNALS_READ] = {"signals.read", TR("Frånvarosignaler lästes")},
    [JOURNAL_THRESHOLD_CHANGED] = {"threshold.changed", TR("Gräns för frånvarosignal ändrades")},
    [JOURNAL_INTERVENTION_READ] = {"intervention.read", TR("Insats lästes")},
    [JOURNAL_INTERVENTION_WRITTEN] = {"intervention.written", TR("Insats ändrades")},
    [JOURNAL_CATALOGUE_CHANGED] = {"catalogue.changed", TR("Utbudet av stöd ändrades")},
    [JOURNAL_INSTRUMENT_ADDED] = {"instrument.added", TR("Skattning lades till")},
    [JOURNAL_INSTRUMENT_CHANGED] = {"instrument.changed",
                                    TR("Skattning togs i bruk eller slutade användas")},
    [JOURNAL_CASE_OPENED] = {"case.opened", TR("Ärende öppnades")},
    [JOURNAL_CASE_READ] = {"case.read", TR("Ärende lästes")},
    [JOURNAL_CASE_LISTED] = {"case.listed", TR("Ärenden visades i en lista")},
    [JOURNAL_CASE_CHANGED] = {"case.changed", TR("Ärende ändrades")},
    [JOURNAL_CASE_CLOSED] = {"case.closed", TR("Ärende avslutades")},
    [JOURNAL_CONSENT_GIVEN] = {"consent.given", TR("Samtycke lämnades")},
    [JOURNAL_CONSENT_REFUSED] = {"consent.refused", TR("Samtycke lämnades inte")},
    [JOURNAL_CONSENT_WITHDRAWN] = {"consent.withdrawn", TR("Samtycke återkallades")},
    [JOURNAL_CONSENT_READ] = {"consent.read", TR("Samtycke lästes")},
    [JOURNAL_SURVEY_WRITTEN] = {"survey.written", TR("Kartläggning skrevs")},
    [JOURNAL_PLAN_READ] = {"plan.read", TR("Plan lästes")},
    [JOURNAL_PLAN_WRITTEN] = {"plan.written", TR("Plan ändrades")},
    [JOURNAL_PLAN_AGREED] = {"plan.agreed", TR("Plan fastställdes")},
    [JOURNAL_MEETING_READ] = {"meeting.read", TR("Möte lästes")},
    [JOURNAL_MEETING_WRITTEN] = {"meeting.written", TR("Möte skrevs in")},
    [JOURNAL_NOTE_WRITTEN] = {"note.written", TR("Anteckning skrevs")},
    [JOURNAL_CASE_OFFERED] = {"case.offered", TR("Ärende erbjöds en kollega")},
    [JOURNAL_GOAL_WRITTEN] = {"goal.written", TR("Mål ändrades")},
    [JOURNAL_MEASUREMENT_READ] = {"measurement.read", TR("Mätningar lästes")},
    [JOURNAL_MEASUREMENT_WRITTEN] = {"measurement.written", TR("Mätning sparades")},
    [JOURNAL_MEASUREMENT_STRUCK] = {"measurement.struck", TR("Mätning ströks")},
    [JOURNAL_QUESTIONNAIRE_PLANNED] = {"questionnaire.planned", TR("Frågor planerades")},
    [JOURNAL_QUESTIONNAIRE_READ] = {"questionnaire.read", TR("Frågor öppnades")},
    [JOURNAL_QUESTIONNAIRE_SAVED] = {"questionnaire.saved", TR("Påbörjade svar sparades")},
    [JOURNAL_QUESTIONNAIRE_ANSWERED] = {"questionnaire.answered", TR("Frågor besvarades")},
    [JOURNAL_QUESTIONNAIRE_DECLINED] = {"questionnaire.declined",
                                        TR("Frågor besvarades inte, på egen begäran")},
    [JOURNAL_QUESTIONNAIRE_CHANGED] = {"questionnaire.changed",
                                       TR("Frågor flyttades eller togs bort")},
    [JOURNAL_CONSENT_ASKED] = {"consent.asked", TR("Samtycke begärdes")},
    [JOURNAL_CONSENT_CANCELLED] = {"consent.cancelled", TR("Fråga om samtycke togs bort")},
    [JOURNAL_INSIGHT_ASSESSED] = {"insight.assessed", TR("Vårdnadshavares insyn bedömdes")},
    [JOURNAL_FAMILY_READ] = {"family.read", TR("Elev eller vårdnadshavare läste")},
    [JOURNAL_CONSULTATION_ASKED] = {"consultation.asked", TR("Konsultation utan namn skickades")},
    [JOURNAL_CONSULTATION_ANSWERED] = {"consultation.answered", TR("Konsultation besvarades")},
    [JOURNAL_FEEDBACK_SENT] = {"feedback.sent", TR("Synpunkt på tillgängligheten kom in")},
    [JOURNAL_FEEDBACK_REMOVED] = {"feedback.removed", TR("Synpunkt på tillgängligheten togs bort")},
    [JOURNAL_CONSULTATION_READ] = {"consultation.read", TR("Konsultation lästes")},
    [JOURNAL_DECISION] = {"decision", TR("Beslut om utlämnande")},
    [JOURNAL_LETTER_SENT] = {"letter.sent", TR("Brev skickades")},
    [JOURNAL_LETTER_DELIVERED] = {"letter.delivered", TR("Brev kom fram")},
    [JOURNAL_LETTER_RECEIVED] = {"letter.received", TR("Brev togs emot")},
    [JOURNAL_LETTER_READ] = {"letter.read", TR("Brev lästes")},
    [JOURNAL_LETTER_LISTED] = {"letter.listed", TR("Brev visades i en lista")},
    [JOURNAL_LETTER_ACCEPTED] = {"letter.accepted", TR("Brev godtogs")},
    [JOURNAL_LETTER_REJECTED] = {"letter.rejected", TR("Brev avvisades")},
    [JOURNAL_LETTER_REFUSED] = {"letter.refused", TR("Felaktigt brev stoppades")},
    [JOURNAL_LETTER_WITHDRAWN] = {"letter.withdrawn", TR("Brev återkallades")},
    [JOURNAL_PEER_ADDED] = {"peer.added", TR("Annan myndighet lades till")},
    [JOURNAL_PEER_CHANGED] = {"peer.changed", TR("Annan myndighet ändrades")},
    [JOURNAL_PEER_COSIGNED] = {"peer.cosigned", TR("Den andra myndighetens logg bevittnades")},
    [JOURNAL_PEER_REFUSED] = {"peer.refused", TR("Den andra myndighetens logg stämmer inte")},
    [JOURNAL_FOLLOWUP_PUPIL] = {"followup.pupil", TR("Uppföljning av en elev")},
    [JOURNAL_FOLLOWUP_GROUP] = {"followup.group", TR("Uppföljning av grupp")},
    [JOURNAL_EXPORTED] = {"exported", TR("Uppgifter exporterades")},
    [JOURNAL_STAIR_CHANGED] = {"stair.changed", TR("Frånvarotrappan ändrades")},
    [JOURNAL_TRACK_READ] = {"track.read", TR("Elevens frånvarotrappa lästes")},
    [JOURNAL_TRACK_WRITTEN] = {"track.written", TR("Elevens frånvarotrappa ändrades")},
    [JOURNAL_INQUIRY_OPENED] = {"absence-inquiry.opened", TR("Frånvaroutredning inleddes")},
    [JOURNAL_INQUIRY_READ] = {"absence-inquiry.read", TR("Frånvaroutredning lästes")},
    [JOURNAL_INQUIRY_LISTED] = {"absence-inquiry.listed",
                                TR("Frånvaroutredningar visades i en lista")},
    [JOURNAL_INQUIRY_CHANGED] = {"absence-inquiry.changed", TR("Frånvaroutredning ändrades")},
    [JOURNAL_INQUIRY_CAUSES] = {"absence-inquiry.causes", TR("Orsaker till frånvaro öppnades")},
    [JOURNAL_INQUIRY_REPORTED] = {"absence-inquiry.reported",
                                  TR("Frånvaro anmäldes till huvudmannen")},
    [JOURNAL_INQUIRY_ENDED] = {"absence-inquiry.ended", TR("Frånvaroutredning avslutades")},
    [JOURNAL_LAW_WHAT_IF] = {"law.what-if", TR("Tidigare beslut prövades mot andra regler")},
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
