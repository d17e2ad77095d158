#include "demo/names.h"

struct name_list {
    const char *const *names;
    unsigned count;
};

#define LIST(a)                                                                                    \
    {                                                                                              \
        (a), sizeof(a) / sizeof((a)[0])                                                            \
    }

static const char *const nordic_last[] = {
    "Andersson", "Johansson", "Karlsson",   "Nilsson",    "Eriksson",    "Larsson",  "Olsson",
    "Persson",   "Svensson",  "Gustafsson", "Pettersson", "Jonsson",     "Jansson",  "Hansson",
    "Bengtsson", "Lindberg",  "Lindström",  "Lindgren",   "Berg",        "Axelsson", "Bergström",
    "Lundberg",  "Lundgren",  "Mattsson",   "Berglund",   "Fredriksson", "Sandberg", "Henriksson",
    "Sjöberg",   "Forsberg",  "Engström",   "Danielsson", "Håkansson",   "Lundin",   "Björk",
    "Holm",      "Wikström",  "Fransson",   "Åberg",      "Öberg",       "Ekström",  "Nyström"};
static const char *const nordic_girls[] = {
    "Alma",  "Vera",   "Alice", "Ella",  "Maja",  "Selma", "Signe", "Astrid", "Freja", "Ebba",
    "Wilma", "Saga",   "Elsa",  "Agnes", "Stina", "Tuva",  "Klara", "Lova",   "Märta", "Ida",
    "Emma",  "Linnéa", "Hanna", "Sara",  "Moa",   "Elin",  "Julia", "Nora",   "Ester", "Tyra"};
static const char *const nordic_boys[] = {
    "Noah",  "Hugo",   "Liam",  "William", "Oliver", "Elias", "Lucas",  "Adam", "Oscar",  "Walter",
    "Axel",  "Ludvig", "Nils",  "Matteo",  "Arvid",  "Filip", "Leo",    "Emil", "Isak",   "Viktor",
    "Anton", "Gustav", "Albin", "Erik",    "Olle",   "Malte", "Sixten", "Love", "Melker", "Åke"};
static const char *const arabic_last[] = {"Ali",    "Mohammad", "Hassan", "Ahmed", "Ibrahim",
                                          "Khalil", "Haddad",   "Saleh",  "Omar",  "Yousef",
                                          "Nasser", "Mansour",  "Kassem", "Aziz"};
static const char *const arabic_girls[] = {"Fatima", "Maryam", "Layla", "Aya",   "Zahra",
                                           "Noor",   "Rania",  "Hala",  "Amina", "Salma"};
static const char *const arabic_boys[] = {"Mohammed", "Ahmad", "Yusuf", "Omar",  "Ali",
                                          "Khaled",   "Sami",  "Karim", "Hamza", "Bilal"};
static const char *const somali_last[] = {"Abdi",    "Warsame", "Farah", "Jama",
                                          "Hussein", "Nur",     "Aden",  "Osman"};
static const char *const somali_girls[] = {"Hodan", "Ayaan", "Ifrah", "Sagal", "Idil", "Hamdi"};
static const char *const somali_boys[] = {"Abdirahman", "Liban", "Zakaria",
                                          "Guled",      "Ayub",  "Bile"};
static const char *const balkan_last[] = {"Kovačević", "Petrović", "Hadžić", "Jovanović",
                                          "Krasniqi",  "Berisha",  "Gashi",  "Nikolić"};
static const char *const balkan_girls[] = {"Amra", "Lejla", "Milica", "Arta", "Emina", "Sofija"};
static const char *const balkan_boys[] = {"Emir", "Luka", "Arben", "Stefan", "Adnan", "Dino"};
static const char *const finnish_last[] = {"Virtanen", "Korhonen",  "Nieminen", "Mäkinen",
                                           "Laine",    "Heikkinen", "Koskinen", "Niemi"};
static const char *const finnish_girls[] = {"Aino", "Helmi", "Aada", "Eevi", "Sanni", "Venla"};
static const char *const finnish_boys[] = {"Eino", "Väinö", "Onni", "Mikael", "Eetu", "Toivo"};
static const char *const polish_last[] = {"Kowalski",  "Nowak",    "Wiśniewski",
                                          "Zieliński", "Kamiński", "Wójcik"};
static const char *const polish_girls[] = {"Zofia", "Maja", "Hanna", "Zuzanna", "Oliwia", "Lena"};
static const char *const polish_boys[] = {"Jakub", "Antoni", "Szymon", "Jan", "Kacper", "Filip"};
static const char *const persian_last[] = {"Rezaei", "Hosseini", "Karimi",  "Mohammadi",
                                           "Ahmadi", "Rahimi",   "Sharifi", "Moradi"};
static const char *const persian_girls[] = {"Parisa", "Shirin", "Yasmin", "Tara", "Nika", "Zahra"};
static const char *const persian_boys[] = {"Arash", "Dariush", "Kian", "Navid", "Reza", "Sina"};
static const char *const other_last[] = {"Nguyen", "Tekle", "Yılmaz", "Demir",    "García",
                                         "Silva",  "Haile", "Kaya",   "Phan",     "Gebremariam",
                                         "Labba",  "Blind", "Sarri",  "Lindqvist"};
static const char *const other_girls[] = {"Linh", "Selam", "Elif",  "Lucía", "Sunna",
                                          "Elle", "Mai",   "Rahel", "Defne", "Camila"};
static const char *const other_boys[] = {"Minh",  "Dawit", "Emre",  "Mateo", "Ánte",
                                         "Aslak", "Bao",   "Yonas", "Deniz", "Thiago"};

static const struct {
    unsigned weight; /* per cent of families */
    struct name_list last, girls, boys;
} origins[] = {
    {66, LIST(nordic_last), LIST(nordic_girls), LIST(nordic_boys)},
    {10, LIST(arabic_last), LIST(arabic_girls), LIST(arabic_boys)},
    {4, LIST(somali_last), LIST(somali_girls), LIST(somali_boys)},
    {5, LIST(balkan_last), LIST(balkan_girls), LIST(balkan_boys)},
    {4, LIST(finnish_last), LIST(finnish_girls), LIST(finnish_boys)},
    {3, LIST(polish_last), LIST(polish_girls), LIST(polish_boys)},
    {4, LIST(persian_last), LIST(persian_girls), LIST(persian_boys)},
    {4, LIST(other_last), LIST(other_girls), LIST(other_boys)},
};

static const char *draw(struct prng *r, struct name_list list)
{
    return list.names[prng_below(r, list.count)];
}

struct demo_family_name demo_family_name(struct prng *r)
{
    unsigned at = prng_below(r, 100), origin = 0;
    while (at >= origins[origin].weight) {
        at -= origins[origin++].weight;
    }
    return (struct demo_family_name){draw(r, origins[origin].last), origin};
}

const char *demo_given_name(struct prng *r, unsigned origin, enum sex sex)
{
    bool girl = sex == SEX_UNKNOWN ? prng_chance(r, 0.5) : sex == SEX_FEMALE;
    return draw(r, girl ? origins[origin].girls : origins[origin].boys);
}

const char *demo_school_name(unsigned index)
{
    static const char *const names[DEMO_SCHOOL_NAMES] = {
        "Björkängsskolan", "Sjöviksskolan",  "Tallbacksskolan", "Kvarnskolan",  "Lärkskolan",
        "Ekhagsskolan",    "Strandskolan",   "Granlidsskolan",  "Hagaskolan",   "Mossebroskolan",
        "Solbergaskolan",  "Vitsippeskolan", "Åkerskolan",      "Nyängsskolan", "Bergsluttskolan",
        "Smedjeskolan",    "Forsskolan",     "Rönnbärsskolan",  "Lövskolan",    "Parkskolan",
        "Höjdskolan",      "Dalgångsskolan", "Kronskolan",      "Tranmyrskolan"};
    return names[index % DEMO_SCHOOL_NAMES];
}
