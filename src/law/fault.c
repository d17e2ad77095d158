/* Faults of rule texts and instruments, in both languages. Whoever adds a fault adds its Swedish
 * here; a test asks every fault for it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "law/parse.h"

static const struct {
    const char *en, *sv;
} words[] = {
    /* lines */
    {"this line starts no block", "raden börjar inget block"},
    {"write a sort and a name, such as \"rule R02.figures\"; fields are indented by two spaces",
     "skriv slag och namn, som \"rule R02.figures\"; ett fält dras in med två blanksteg"},
    {"this line has no key", "raden har ingen nyckel"},
    {"write \"  key: value\"; to go on with the value above, indent by four spaces",
     "skriv \"  nyckel: värde\"; ska värdet ovanför fortsätta, dra in raden med fyra blanksteg"},
    {"this field belongs to no block", "fältet hör inte till något block"},
    {"start a block above it, such as \"rule R99\"", "börja ett block ovanför, som \"rule R99\""},
    {"this line continues no value", "det finns inget värde som raden fortsätter"},
    {"indent a key by exactly two spaces", "dra in en nyckel med exakt två blanksteg"},
    {"a character that is not text", "ett tecken som inte är text"},
    {"use spaces, and no tabs or control characters",
     "använd blanksteg; tabbar och styrtecken går inte"},
    {"the line is indented by %zu space%s", "raden är indragen med %zu blanksteg%.0s"},
    {"indent a key by two spaces and a continued value by four",
     "dra in en nyckel med två blanksteg, och ett värde som fortsätter med fyra"},
    {"the text is not valid UTF-8", "texten är inte giltig UTF-8"},
    {"save the file as UTF-8", "spara filen som UTF-8"},
    {"the rules are larger than %u bytes", "reglerna är större än %u byte"},
    {"check that it is the right folder", "kontrollera att det är rätt mapp"},
    {"the proposal is larger than %zu bytes", "förslaget är större än %zu byte"},
    {"propose fewer rules at a time", "pröva färre regler åt gången"},
    /* blocks */
    {"%s %s is there already, at %s:%u", "%s %s finns redan, i %s, rad %u"},
    {"give one of them another name", "ge en av dem ett annat namn"},
    {"%s %s has no \"%s\"", "%s %s saknar \"%s\""},
    {"rule %s has no \"%s\"", "regeln %s saknar \"%s\""},
    {"see docs/law.md for what a rule must have",
     "lägg till raden; exemplet visar vad en regel måste ha"},
    {"see docs/law.md for what it must have",
     "lägg till raden; docs/law.md säger vad som måste finnas"},
    {"%s is there twice", "%s finns två gånger"},
    {"keep one of them", "behåll en av dem"},
    {"rule %s does not start with its kind", "regeln %s börjar inte med sitt slag"},
    {"write \"kind: permit\" or another kind first",
     "skriv \"kind: permit\" eller ett annat slag överst i regeln"},
    {"more than %d rules", "fler än %d regler"},
    {"more than %d rules (those about one side count twice)",
     "fler än %d regler (de som gäller en sida räknas två gånger)"},
    {"join rules that differ in one condition only",
     "slå ihop regler som skiljer sig åt i ett enda villkor"},
    {"more than %d blocks", "fler än %d block"},
    {"check that it is a rule file", "kontrollera att det är en regelfil"},
    {"the group has no words", "gruppen har inga ord"},
    {"add \"  words: EMI EPS\"", "lägg till \"  words: EMI EPS\""},
    {"%s %s has not both texts", "%s %s har inte båda texterna"},
    {"add \"text.sv\" and \"text.en\"", "lägg till \"text.sv\" och \"text.en\""},
    {"the assessment %s has no text", "bedömningen %s har ingen text"},
    {"add a block \"assessment NAME\"", "lägg till ett block \"assessment NAMN\""},
    {"there are %zu rules that deny what nothing permits",
     "det finns %zu regler som nekar det som ingen regel tillåter"},
    {"write one rule with \"kind: default\"", "ha exakt en regel med \"kind: default\""},
    /* rules */
    {"only a permit has an outcome", "bara en regel som tillåter (permit) har \"outcome\""},
    {"only a rule of regime or secrecy gives something",
     "bara en regel om sekretess (regime eller secrecy) har \"gives\""},
    {"only a permit needs an assessment",
     "bara en regel som tillåter (permit) kan kräva en bedömning"},
    {"only a bar overrides", "bara en regel som förbjuder (bar) har \"overrides\""},
    {"remove it", "ta bort raden"},
    {"unknown obligation \"%s\"", "skyldigheten \"%s\" finns inte"},
    {"define it in a block of its own, or mend the spelling",
     "skriv den som ett eget block, eller rätta stavningen"},
    {"an obligation is named twice", "en skyldighet nämns två gånger"},
    {"name each once", "nämn var och en en gång"},
    {"no such deadline", "den tidsfristen finns inte"},
    {"a %s rule cannot ask for %s", "en regel av slaget %s kan inte fråga efter %s"},
    {"see the stages in docs/law.md",
     "ta bort raden; docs/law.md säger vad slaget kan fråga efter"},
    {"write one condition a fact", "skriv ett enda villkor för varje uppgift"},
    {"write a sentence that a lawyer understands", "skriv en mening som en jurist förstår"},
    {"the text is empty", "texten är tom"},
    {"not a ground in a statute", "det är inget stöd i en lag"},
    {"write statute, paragraph and number, as \"OSL 10:1 (2009:400)\"",
     "skriv lag, paragraf och nummer, som \"OSL 10:1 (2009:400)\""},
    {"not a period", "det är ingen period"},
    {"write it as 2025-07-01..2026-12-31, 2025-07-01.. or ..2026-12-31",
     "skriv den som 2025-07-01..2026-12-31, 2025-07-01.. eller ..2026-12-31"},
    {"the period has no start", "perioden har ingen början"},
    {"write the first day that the rule holds", "skriv den första dag som regeln gäller"},
    /* conditions */
    {"the word is too long", "ordet är för långt"},
    {"check for a missing space or comma", "se efter om ett blanksteg eller komma saknas"},
    {"groups are nested too deeply", "grupper står i varandra i för många led"},
    {"let no group name itself", "låt ingen grupp nämna sig själv"},
    {"unknown group \"%s\"", "gruppen \"%s\" finns inte"},
    {"define it: \"group NAME\" with a field \"words\"",
     "skriv den: \"group NAMN\" med ett fält \"words\""},
    {"the range is empty", "spannet är tomt"},
    {"write the smaller value first, as 0..17", "skriv det mindre värdet först, som 0..17"},
    {"a rule cannot ask for an unknown fact", "en regel kan inte fråga efter det som är okänt"},
    {"leave it out: an unknown fact never meets a condition that permits, and always one that "
     "forbids",
     "ta bort det: det som är okänt uppfyller aldrig ett villkor för att tillåta, och alltid ett "
     "för att förbjuda"},
    {"no value can meet the condition", "inget värde kan uppfylla villkoret"},
    {"name at least one value", "nämn minst ett värde"},
    {"see docs/law.md for those that exist", "docs/law.md säger vilka som finns"},
    /* examples */
    {"write \"key=value … -> answer\"", "skriv \"nyckel=värde … -> svar\""},
    {"the example has a word that says nothing", "exemplet har ett ord som inte säger något"},
    {"the example says too much", "exemplet säger för mycket"},
    {"more follows the answer", "det står mer efter svaret"},
    {"the example expects nothing", "exemplet har inget svar"},
    {"more follows the outcome", "det står mer efter utfallet"},
    {"write one example a line", "skriv ett exempel på varje rad"},
    {"end the example with \"-> allow\" or the like",
     "sluta exemplet med \"-> allow\" eller liknande"},
    {"\"%s\" is neither a fact nor, first, a case",
     "\"%s\" är varken en uppgift eller, först, ett fall"},
    {"write \"CASE fact=value … -> outcome\", where CASE is a case block",
     "skriv \"FALL uppgift=värde … -> utfall\", där FALL är ett block \"case\""},
    {"\"%s\" is not a date", "\"%s\" är inget datum"},
    {"write it as 2026-11-22", "skriv det som 2026-11-22"},
    {"\"%s\" is not a number", "\"%s\" är inget tal"},
    {"write a whole number", "skriv ett helt tal"},
    /* deadlines, retention, tables, grants */
    {"not a length of time", "det är ingen tid"},
    {"write it as 14 days, 1 week or 4 months", "skriv den som 14 days, 1 week eller 4 months"},
    {"two words are needed", "det ska vara två ord"},
    {"write \"next_working_day\" and how sure that is",
     "skriv \"next_working_day\" och hur säkert det är"},
    {"%s holds on the same days as %s", "%s gäller samma dagar som %s"},
    {"end the older one first", "låt den äldre sluta gälla först"},
    {"unknown event \"%s\"", "händelsen \"%s\" finns inte"},
    {"define it in a block \"event NAME\", or mend the spelling",
     "skriv den som ett block \"event NAMN\", eller rätta stavningen"},
    {"the record has no name", "handlingen har inget namn"},
    {"name the record", "skriv vad handlingen heter"},
    {"not a time to keep", "det är ingen tid att bevara"},
    {"write \"5 years from EVENT\", \"local from EVENT\" or \"for_ever\"",
     "skriv \"5 years from HÄNDELSE\", \"local from HÄNDELSE\" eller \"for_ever\""},
    {"retention %s does not say what is done after the time",
     "retention %s säger inte vad som görs efter tiden"},
    {"write \"hold: for_ever\" alone, or the holds and what is done then",
     "skriv bara \"hold: for_ever\", eller tiderna och vad som görs sedan"},
    {"%s %s does not say what is assessed", "%s %s säger inte vad som bedöms"},
    {"write \"assess\", \"question.sv\" and \"question.en\" together, in a rule that allows",
     "skriv \"assess\", \"question.sv\" och \"question.en\" tillsammans, i en regel som tillåter"},
    {"%s %s holds otherwise, so it has no conditions",
     "%s %s gäller i övriga fall och har därför inga villkor"},
    {"remove the conditions", "ta bort villkoren"},
    {"more than %d conditions of a grant", "fler än %d villkor för bidraget"},
    {"join conditions", "slå ihop villkor"},
    {"grant %s requires nothing", "grant %s kräver inget"},
    {"write \"at-least\" or \"at-most\"", "skriv \"at-least\" eller \"at-most\""},
    /* instruments (team/instrument_parse.c), which are written in the same way */
    {"there is nothing here", "här står inget"},
    {"write what it is, or remove the line", "skriv vad som ska stå, eller ta bort raden"},
    {"there is a control character", "här är ett tecken som inte är text"},
    {"the text is longer than 600 bytes", "texten är längre än 600 byte"},
    {"shorten it", "korta den"},
    {"%s: not a whole number from %d to %d", "%s: ska vara ett heltal från %d till %d"},
    {"correct it", "rätta talet"},
    {"%s: not a range within %d..%d", "%s: ska vara ett spann inom %d..%d"},
    {"write it as 0..10", "skriv det som 0..10"},
    {"not a positive number", "ska vara ett tal över noll"},
    {"write it as 2.5", "skriv det som 2.5"},
    {"%s: not one of %s", "%s: ska vara ett av de här orden: %s"},
    {"write one of those", "skriv ett av dem"},
    {"no such respondent, or twice", "den svaranden finns inte, eller står två gånger"},
    {"write pupil, guardian or staff, each once",
     "skriv pupil, guardian eller staff, vart och ett högst en gång"},
    {"empty", "här står inget"},
    {"write pupil, guardian or staff", "skriv pupil, guardian eller staff"},
    {"the error of measurement is not told", "mätfelet saknas"},
    {"write \"sd=2.5 reliability=0.70 basis=assumed\" (or measured, published), or none",
     "skriv \"sd=2.5 reliability=0.70 basis=assumed\" (eller measured, published), eller none"},
    {"basis is not a word of the list", "ordet efter basis finns inte"},
    {"sd must be above 0 and reliability below 1",
     "sd ska vara större än 0 och reliability mindre än 1"},
    {"more than eleven answers", "frågan har fler än elva steg"},
    {"make it coarser: a person cannot tell more steps apart",
     "gör stegen grövre: ingen kan skilja så många åt"},
    {"%s: no such word here", "%s: det ordet finns inte här"},
    {"docs/formats.md has the words of an instrument", "orden för en skattning står under rutan"},
    {"%s: said already in line %u", "%s: det står redan på rad %u"},
    {"keep one of the two", "behåll en av dem"},
    {"%s %s: %s is missing", "%s %s: raden \"%s\" saknas"},
    {"add the line; docs/formats.md shows how it is written",
     "lägg till raden; exemplet visar hur den skrivs"},
    {"%s is there, but %s is not asked", "raden %s finns, men %s tillfrågas inte"},
    {"name the respondent in the head, or remove the words",
     "lägg till den svaranden överst, under respondents, eller ta bort raden"},
    {"more than %d items", "fler än %d frågor"},
    {"nobody answers so many", "så många orkar ingen svara på: ta bort några"},
    {"item %s is there already", "frågan %s finns redan"},
    {"give it another name", "ge den ett annat namn"},
    {"the name is longer than %d bytes", "namnet är längre än %d byte"},
    {"goals are set for each person: an instrument with score gas has neither items nor an error",
     "med score gas sätts målen för varje barn, så frågor och mätfel ska inte finnas"},
    {"remove the items and the error", "ta bort frågorna och mätfelet"},
    {"there is nothing to answer", "det finns ingen fråga"},
    {"add a block \"item NAME\"", "lägg till ett stycke \"item NAMN\""},
    {"everything could be missing", "inget skulle behöva besvaras"},
    {"lower missing", "sänk missing"},
    {"the items can come to %g..%g, but range says %g..%g",
     "frågorna kan tillsammans ge %g..%g, men range säger %g..%g"},
    {"correct range or the scales", "rätta range eller stegen"},
    {"the file is larger than %zu KiB", "texten är större än %zu KiB"},
    {"one instrument a file", "skriv en skattning i taget"},
    {"the file does not begin with an instrument", "texten börjar inte med en skattning"},
    {"begin with \"instrument NAME\", at most 47 bytes",
     "skriv överst \"instrument NAMN\", högst 47 byte"},
    {"%s: not a block of an instrument", "%s: ett sådant stycke finns inte i en skattning"},
    {"write \"item NAME\"; one instrument a file", "skriv \"item NAMN\"; en skattning i taget"},
};

/* Kinds of unknown words; a kind that is not here is a key of the rule files. */
static const struct {
    const char *en, *sv;
} kinds[] = {{"key", "nyckel"},      {"block", "slag av block"},  {"fact", "uppgift"},
             {"unit", "tidsenhet"},  {"answer", "svar"},          {"word", "ord"},
             {"result", "resultat"}, {"level", "nivå"},           {"measure", "mått"},
             {"outcome", "utfall"},  {"assessment", "bedömning"}, {"confidence", "säkerhet"}};

const char *law_fault_sv(const char *english)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].en, english) == 0) {
            return words[i].sv;
        }
    }
    return english;
}

bool law_fault_pair(size_t i, const char **en_out, const char **sv_out)
{
    bool there = i < sizeof words / sizeof words[0];
    *en_out = there ? words[i].en : NULL;
    *sv_out = there ? words[i].sv : NULL;
    return there;
}

static const char *kind_sv(const char *english)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].en, english) == 0) {
            return kinds[i].sv;
        }
    }
    return english;
}

static void place_text(struct law_place at, char out[192])
{
    snprintf(out, 192, "%.120s:%u:%u", at.file, at.line, at.column);
}

/* After err_set(), which has emptied them. */
static void PRINTF_LIKE(3, 0)
    set_swedish(struct err_ctx *ctx, const char *remedy, const char *fmt, va_list args)
{
    if (ctx != NULL) {
        vsnprintf(ctx->what_sv, sizeof ctx->what_sv, law_fault_sv(fmt), args);
        snprintf(ctx->remedy_sv, sizeof ctx->remedy_sv, "%s", law_fault_sv(remedy));
    }
}

enum err law_fault_at(struct err_ctx *ctx, enum err e, const char *where, const char *remedy,
                      const char *fmt, ...)
{
    char what[256];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    vsnprintf(what, sizeof what, fmt, args);
    (void)err_set(ctx, e, where, remedy, "%s", what);
    set_swedish(ctx, remedy, fmt, again);
    va_end(again);
    va_end(args);
    return e;
}

enum err law_fault(struct err_ctx *ctx, struct law_place at, const char *remedy, const char *fmt,
                   ...)
{
    char what[256], where[192];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    vsnprintf(what, sizeof what, fmt, args);
    place_text(at, where);
    (void)err_set(ctx, ERR_INVALID, where, remedy, "%s", what);
    set_swedish(ctx, remedy, fmt, again);
    va_end(again);
    va_end(args);
    return ERR_INVALID;
}

enum err law_fault_of_field(struct err_ctx *ctx, const struct law_field *field, const char *remedy,
                            const char *what)
{
    char where[192];
    place_text(field->value_at, where);
    (void)err_set(ctx, ERR_INVALID, where, remedy, "%s: %s", field->key, what);
    if (ctx != NULL) {
        snprintf(ctx->what_sv, sizeof ctx->what_sv, "%.60s: %s", field->key, law_fault_sv(what));
        snprintf(ctx->remedy_sv, sizeof ctx->remedy_sv, "%s", law_fault_sv(remedy));
    }
    return ERR_INVALID;
}

enum err law_fault_unknown(struct err_ctx *ctx, struct law_place at, const char *kind,
                           const char *word, const char *nearest)
{
    static const char none[] = "see docs/law.md for those that exist";
    char where[192], remedy[128];
    place_text(at, where);
    snprintf(remedy, sizeof remedy, "did you mean \"%s\"?", nearest != NULL ? nearest : "");
    (void)err_set(ctx, ERR_INVALID, where, nearest != NULL ? remedy : none, "unknown %s \"%s\"",
                  kind, word);
    if (ctx != NULL) {
        snprintf(ctx->what_sv, sizeof ctx->what_sv, "okänt ord \"%s\" för %s", word, kind_sv(kind));
        snprintf(remedy, sizeof remedy, "skriv \"%s\", om det var det du menade",
                 nearest != NULL ? nearest : "");
        snprintf(ctx->remedy_sv, sizeof ctx->remedy_sv, "%s",
                 nearest != NULL ? remedy : law_fault_sv(none));
    }
    return ERR_INVALID;
}
