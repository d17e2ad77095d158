#include "web/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "web/door.h"

#define ARENA_BYTES  ((size_t)64 * 1024 * 1024)
#define BODY_BYTES   ((size_t)16 * 1024 * 1024)
#define HEADER_BYTES 32768 /* target and headers together */
/* What libmicrohttpd has for reading one request: more than we take, so that what is too large is
 * refused by us, with the browser policy; its own refusals cannot carry it (docs/web.md). */
#define POOL_BYTES 65536
#define BACKLOG    128

/* An open connection, known to the watch so that a request that dribbles in is cut off. */
struct connection {
    struct connection *next, *prev;
    struct http *server;
    int fd;
    int64_t waiting_since; /* ms; 0 while a request is being answered */
};

struct http {
    struct http_options o;
    struct MHD_Daemon *daemon;
    uint16_t port;
    pthread_mutex_t lock; /* of the connections */
    struct connection *connections;
    pthread_t watch;
    atomic_bool stopping;
    atomic_uint under_way;
};

/* One request, from its first line to its end. */
struct exchange {
    struct arena *arena;
    char *target; /* as it came; NULL when it is too long */
    size_t target_bytes;
    const char *version_at; /* where the version must stand: right after the target */
    struct http_request in;
    struct buf body;
    struct http_response out;
    const char *query;
    bool begun, guarded, counted;
    int refused; /* status, 0 when it is let in */
};

static int64_t now_ms(void)
{
    return timestamp_now().ms;
}

/* ---- answers ---- */

static void add_header(struct MHD_Response *r, const char *name, const char *value)
{
    if (value != NULL) {
        (void)MHD_add_response_header(r, name, value);
    }
}

static void add_content_policy(struct MHD_Response *r, const char *form_action)
{
    struct buf b;
    buf_init(&b, 8192);
    buf_addf(&b,
             "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
             "font-src 'self'; connect-src 'self'; form-action 'self'%s%s; frame-ancestors 'none'; "
             "base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; "
             "trusted-types 'none'",
             form_action != NULL && form_action[0] != '\0' ? " " : "",
             form_action != NULL ? form_action : "");
    /* Too long is not taken at all: without the header nothing would be forbidden. */
    add_header(r, "Content-Security-Policy", buf_ok(&b) ? b.text : "default-src 'none'");
    buf_free(&b);
}

/* The browser policy: on every answer, whatever it holds. */
static void add_policy(struct MHD_Response *r, const struct http_response *out)
{
    static const char *const policy[][2] = {
        {"Strict-Transport-Security", "max-age=63072000; includeSubDomains"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"X-Permitted-Cross-Domain-Policies", "none"},
        {"Permissions-Policy",
         "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), "
         "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
         "browsing-topics=()"},
    };
    for (size_t i = 0; i < sizeof policy / sizeof policy[0]; i++) {
        add_header(r, policy[i][0], policy[i][1]);
    }
    add_content_policy(r, out->form_action);
    add_header(r, "Cache-Control",
               out->immutable ? "public, max-age=31536000, immutable" : "no-store");
    add_header(r, "Clear-Site-Data", out->clear_site_data);
}

static enum MHD_Result send_answer(struct MHD_Connection *c, const struct http_response *out,
                                   bool close_after)
{
    const void *bytes = out->constant.p != NULL ? (const void *)out->constant.p : out->body.text;
    size_t n = out->constant.p != NULL ? out->constant.n : out->body.len;
    union {
        const void *in;
        void *out;
    } cast = {.in = n > 0 ? bytes : ""}; /* MHD takes void *, and copies */
    struct MHD_Response *r = MHD_create_response_from_buffer(
        n, cast.out, out->constant.p != NULL ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    if (r == NULL) {
        return MHD_NO;
    }
    add_policy(r, out);
    add_header(r, "Content-Type", out->content_type);
    add_header(r, "Location", out->location);
    add_header(r, "Set-Cookie", out->set_cookie);
    add_header(r, "Set-Cookie", out->set_cookie_too);
    if (out->retry_after > 0) {
        char text[16];
        struct buf b;
        buf_init(&b, sizeof text);
        buf_addf(&b, "%d", out->retry_after);
        add_header(r, "Retry-After", b.text);
        buf_free(&b);
    }
    if (close_after) {
        add_header(r, "Connection", "close");
    }
    if (out->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        add_header(r, "Allow", "GET, HEAD, POST");
    }
    enum MHD_Result queued = MHD_queue_response(c, (unsigned)out->status, r);
    MHD_destroy_response(r);
    return queued;
}

static enum MHD_Result refuse(struct MHD_Connection *c, int status)
{
    static const struct {
        int status;
        const char *text;
    } texts[] = {
        {400, "400 Förfrågan kan inte tolkas entydigt och har avvisats.\n"},
        {405, "405 Metoden används inte här.\n"},
        {411, "411 Förfrågan måste ange sin längd.\n"},
        {413, "413 Förfrågan är för stor.\n"},
        {414, "414 Adressen är för lång.\n"},
        {431, "431 Förfrågans rubriker är för långa.\n"},
        {505, "505 HTTP-versionen stöds inte.\n"},
    };
    struct http_response out = {.status = status, .content_type = "text/plain; charset=utf-8"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].status == status) {
            out.constant = (struct blob){(const uint8_t *)texts[i].text, strlen(texts[i].text)};
        }
    }
    return send_answer(c, &out, true);
}

/* ---- the guard ---- */

struct header_walk {
    struct door_headers headers;
    struct exchange *x;
    size_t bytes; /* of names and values */
};

/* Whether the field stood on one line that ended in CR LF. libmicrohttpd does not tell, but it
 * leaves fields where they came in and writes NUL over the colon, the CR and the LF: the value of
 * a folded line stands somewhere else than after its name, and a value that was cut at a NUL, or
 * a line that ended in LF alone, is not followed by two NULs. */
static bool on_one_line(const char *name, size_t name_len, const char *value, size_t value_len)
{
    const char *p = name + name_len + 1;
    if (value < p || value > p + POOL_BYTES) {
        return false;
    }
    while (p < value && (*p == ' ' || *p == '\t')) {
        p++;
    }
    return p == value && value[value_len] == '\0' && value[value_len + 1] == '\0';
}

static enum MHD_Result walk_header(void *arg, enum MHD_ValueKind kind, const char *name,
                                   size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    struct header_walk *w = arg;
    w->bytes += name_len + value_len;
    if (value == NULL || !on_one_line(name, name_len, value, value_len)) {
        w->headers.bad = true;
        return MHD_YES;
    }
    door_header(&w->headers, name, name_len, value, value_len);
    struct http_request *in = &w->x->in;
    static const char *const proxies[] = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"};
    for (size_t i = 0; i < sizeof proxies / sizeof proxies[0]; i++) {
        in->forwarded = in->forwarded || (strlen(proxies[i]) == name_len &&
                                          strncasecmp(proxies[i], name, name_len) == 0);
    }
    const struct {
        const char *name;
        const char **to;
    } wanted[] = {
        {"Content-Type", &in->content_type},
        {"Cookie", &in->cookie},
        {"Host", &in->host},
        {"Origin", &in->origin},
        {"Sec-Fetch-Site", &in->sec_fetch_site},
        {"Sec-Fetch-Dest", &in->sec_fetch_dest},
        {"Accept-Language", &in->accept_language},
        {"User-Agent", &in->user_agent},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (strlen(wanted[i].name) == name_len &&
            strncasecmp(wanted[i].name, name, name_len) == 0) {
            /* A second one of these is as ambiguous as a second Host. */
            w->headers.bad = w->headers.bad || *wanted[i].to != NULL;
            *wanted[i].to = arena_strndup(w->x->arena, value, value_len);
        }
    }
    return MHD_YES;
}

static bool method_known(const char *text, enum http_method *out)
{
    static const char *const names[HTTP_METHOD__MAX] = {"GET", "HEAD", "POST"};
    for (*out = 0; *out < HTTP_METHOD__MAX; ++*out) {
        if (strcmp(names[*out], text) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_loopback(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL) {
        return false;
    }
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (info->client_addr->sa_family == AF_INET) {
        memcpy(&v4, info->client_addr, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    memcpy(&v6, info->client_addr, sizeof v6);
    return info->client_addr->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

/* The status to refuse with, or 0. */
static int guard(struct http *h, struct MHD_Connection *c, struct exchange *x, const char *method,
                 const char *version)
{
    struct header_walk w = {.x = x};
    (void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, walk_header, &w);
    enum door_verdict verdict = door_verdict(&w.headers);
    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0) {
        return 505;
    }
    if (x->target == NULL) {
        return 414;
    }
    if (w.bytes + x->target_bytes > HEADER_BYTES) {
        return 431;
    }
    /* libmicrohttpd writes NUL over the space before the version; a NUL before that cut the target.
     */
    if (verdict == DOOR_BAD || version != x->version_at ||
        !door_target(x->target, x->arena, &x->in.path, &x->query) ||
        !door_pairs(x->query, strlen(x->query), x->arena, &x->in.query, &x->in.query_count)) {
        return 400;
    }
    if (!method_known(method, &x->in.method)) {
        return 405;
    }
    if (verdict == DOOR_LENGTH_REQUIRED) {
        return 411;
    }
    size_t max = w.headers.length > 0 ? h->o.body_max(h->o.arg, x->in.method, x->in.path) : 0;
    if (w.headers.length > max || w.headers.length > BODY_BYTES) {
        return 413;
    }
    x->in.arena = x->arena;
    x->in.from_loopback = is_loopback(c);
    return 0;
}

/* ---- libmicrohttpd's callbacks ---- */

static void *on_target(void *arg, const char *target, struct MHD_Connection *c)
{
    (void)arg;
    (void)c;
    struct exchange *x = mem_zalloc(1, sizeof *x);
    x->arena = arena_new(ARENA_BYTES);
    x->target_bytes = strlen(target);
    x->version_at = target + x->target_bytes + 1;
    x->target = x->target_bytes <= DOOR_MAX_URI ? arena_strdup(x->arena, target) : NULL;
    buf_init(&x->body, BODY_BYTES);
    buf_init(&x->out.body, BODY_BYTES);
    return x;
}

/* The path is decoded by door_target(), once; libmicrohttpd leaves it alone. */
static size_t no_unescape(void *arg, struct MHD_Connection *c, char *text)
{
    (void)arg;
    (void)c;
    return strlen(text);
}

static void watch_state(struct MHD_Connection *c, int64_t waiting_since)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *n = info != NULL ? info->socket_context : NULL;
    if (n != NULL) {
        pthread_mutex_lock(&n->server->lock);
        n->waiting_since = waiting_since;
        pthread_mutex_unlock(&n->server->lock);
    }
}

/* Waits until a whole number of HTTP_EVEN_MS has passed since then. Whatever the work took, the
 * answer leaves when the clock says so. */
static void even_out(const struct timespec *since)
{
    struct timespec now, until;
    const int64_t step = (int64_t)HTTP_EVEN_MS * 1000000;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t begin = (int64_t)since->tv_sec * 1000000000 + since->tv_nsec;
    int64_t took = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - begin;
    int64_t end = begin + (took / step + 1) * step;
    until.tv_sec = (time_t)(end / 1000000000);
    until.tv_nsec = (long)(end % 1000000000);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}

/* The whole request is here: read its form, and answer. */
static enum MHD_Result answer(struct http *h, struct MHD_Connection *c, struct exchange *x)
{
    size_t type = strlen(HTTP_FORM_TYPE);
    const char *content_type = x->in.content_type;
    bool is_form = content_type != NULL && strncasecmp(content_type, HTTP_FORM_TYPE, type) == 0 &&
                   (content_type[type] == '\0' || content_type[type] == ';');
    if (!buf_ok(&x->body)) {
        return refuse(c, 413);
    }
    if (is_form &&
        !door_pairs(x->body.text, x->body.len, x->arena, &x->in.form, &x->in.form_count)) {
        return refuse(c, 400);
    }
    if (!is_form) {
        x->in.body = (struct blob){(const uint8_t *)x->body.text, x->body.len};
    }
    watch_state(c, 0);
    x->counted = true;
    atomic_fetch_add(&h->under_way, 1);
    x->out.status = 200;
    x->out.content_type = "text/html; charset=utf-8";
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    h->o.answer(h->o.arg, &x->in, &x->out);
    if (x->out.evened) {
        even_out(&begun);
    }
    return send_answer(c, &x->out, atomic_load(&h->stopping));
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **state)
{
    (void)url;
    struct http *h = arg;
    struct exchange *x = *state;
    if (!x->begun) {
        x->begun = true;
        x->refused = guard(h, c, x, method, version);
        /* Answering before the body is read makes libmicrohttpd close the connection. */
        return x->refused != 0 ? refuse(c, x->refused) : MHD_YES;
    }
    if (*upload_size > 0) {
        buf_add_n(&x->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    return answer(h, c, x);
}

static void on_completed(void *arg, struct MHD_Connection *c, void **state,
                         enum MHD_RequestTerminationCode why)
{
    (void)why;
    struct http *h = arg;
    struct exchange *x = *state;
    if (x != NULL) {
        if (x->counted) {
            atomic_fetch_sub(&h->under_way, 1);
        }
        buf_free(&x->body);
        buf_free(&x->out.body);
        arena_free(x->arena);
        free(x);
        *state = NULL;
        watch_state(c, now_ms());
    }
}

static void on_connection(void *arg, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = arg;
    pthread_mutex_lock(&h->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct connection *n = mem_zalloc(1, sizeof *n);
        n->server = h;
        n->fd = info != NULL ? info->connect_fd : -1;
        n->waiting_since = now_ms();
        n->next = h->connections;
        if (n->next != NULL) {
            n->next->prev = n;
        }
        h->connections = n;
        *context = n;
    } else if (*context != NULL) {
        struct connection *n = *context;
        if (n->prev != NULL) {
            n->prev->next = n->next;
        } else {
            h->connections = n->next;
        }
        if (n->next != NULL) {
            n->next->prev = n->prev;
        }
        free(n);
        *context = NULL;
    }
    pthread_mutex_unlock(&h->lock);
}

/* Cuts off connections whose next request has not come in whole in time. */
static void *watch(void *arg)
{
    struct http *h = arg;
    while (!atomic_load(&h->stopping)) {
        int64_t late = now_ms() - (int64_t)h->o.request_seconds * 1000;
        pthread_mutex_lock(&h->lock);
        for (struct connection *n = h->connections; n != NULL; n = n->next) {
            if (n->waiting_since != 0 && n->waiting_since < late && n->fd >= 0) {
                (void)shutdown(n->fd, SHUT_RDWR);
            }
        }
        pthread_mutex_unlock(&h->lock);
        usleep(250000);
    }
    return NULL;
}

static void on_log(void *arg, const char *fmt, va_list args)
{
    (void)arg;
    (void)args;
    /* Its messages may quote a request, so only their form is told. */
    log_write(LOG_DEBUG, "http", "libmicrohttpd: %s", fmt);
}

/* ---- starting and stopping ---- */

static enum err resolve(const struct http_options *o, struct addrinfo **out, struct err_ctx *ctx)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    if (getaddrinfo(o->address, NULL, &hints, out) != 0) {
        return err_set(ctx, ERR_SETUP, "listen_address", "use a numeric address such as 127.0.0.1",
                       "\"%s\" is not an address", o->address);
    }
    return ERR_OK;
}

static int listen_on(const struct http_options *o, struct addrinfo *a)
{
    if (a->ai_family == AF_INET6) {
        ((struct sockaddr_in6 *)(void *)a->ai_addr)->sin6_port = htons(o->port);
    } else {
        ((struct sockaddr_in *)(void *)a->ai_addr)->sin_port = htons(o->port);
    }
    int one = 1, fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_storage s = {0};
    socklen_t n = sizeof s;
    if (getsockname(fd, (struct sockaddr *)(void *)&s, &n) != 0) {
        return 0;
    }
    return ntohs(s.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&s)->sin6_port
                                         : ((struct sockaddr_in *)(void *)&s)->sin_port);
}

static struct MHD_Daemon *start_daemon(struct http *h, int fd)
{
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
            MHD_USE_ERROR_LOG,
        0, NULL, NULL, on_request, h, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, h->o.max_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, 30u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
        MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, h, MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, h, MHD_OPTION_END);
}

enum err http_start(const struct http_options *o, struct http **out, struct err_ctx *ctx)
{
    struct addrinfo *a = NULL;
    enum err e = resolve(o, &a, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int fd = listen_on(o, a);
    freeaddrinfo(a);
    if (fd < 0) {
        return err_set(ctx, errno == EADDRINUSE ? ERR_CONFLICT : ERR_SETUP, "listen_port",
                       "stop the other program, or set another port in bank.conf",
                       "cannot listen on %s port %u: %s", o->address, o->port, strerror(errno));
    }
    struct http *h = mem_zalloc(1, sizeof *h);
    h->o = *o;
    h->port = port_of(fd);
    pthread_mutex_init(&h->lock, NULL);
    h->daemon = start_daemon(h, fd);
    if (h->daemon == NULL) {
        close(fd);
        free(h);
        return err_set(ctx, ERR_IO, "", "", "the HTTP server cannot start");
    }
    if (pthread_create(&h->watch, NULL, watch, h) != 0) {
        MHD_stop_daemon(h->daemon);
        free(h);
        return err_set(ctx, ERR_IO, "", "", "the HTTP server cannot start a thread");
    }
    *out = h;
    return ERR_OK;
}

uint16_t http_port(const struct http *h)
{
    return h->port;
}

void http_stop(struct http *h, unsigned seconds)
{
    if (h == NULL) {
        return;
    }
    atomic_store(&h->stopping, true);
    MHD_socket fd = MHD_quiesce_daemon(h->daemon);
    if (fd != MHD_INVALID_SOCKET) {
        close(fd);
    }
    for (unsigned i = 0; i < seconds * 20 && atomic_load(&h->under_way) > 0; i++) {
        usleep(50000);
    }
    pthread_join(h->watch, NULL);
    MHD_stop_daemon(h->daemon);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

const char *http_pair_value(const struct http_pair *pairs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i].name, name) == 0) {
            return pairs[i].value;
        }
    }
    return NULL;
}
