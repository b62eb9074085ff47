/*
 * drain HOST PORT --clients N --request-file F --answer http|sfp [--rate BYTES_PER_SECOND] [--seconds S]
 *
 * N clients at once in one thread. Each sends the first request of the file, reads the head of the answer, discards
 * as many bytes as it announces, and sends the next request. With --rate a client reads no faster than that, and
 * with --seconds all stop then, wherever they are. Prints one JSON object.
 *
 * In the file an HTTP request ends with an empty line, a request of SFP with its line.
 */
#include "common.h"

enum { BufferBytes = 256 * 1024, HeadBytes = 4096, EventsAtOnce = 256, TicksPerSecond = 10 };

struct client {
    int fd;
    size_t request;     /* which one is under way */
    size_t head_length; /* of the answer's head, as far as it has come */
    int64_t left;       /* bytes of the answer still to come; -1 while its head is read */
    uint64_t bytes;     /* of contents, without heads */
    double seconds;     /* from the start of all to its own end; 0 while it runs */
    char head[HeadBytes];
};

static struct sockaddr_in server;
static long clients = 1, rate, limit_seconds;
static const char *request_file;
static int is_http = -1;

static char *requests;
static size_t *starts; /* request i is requests[starts[i] .. starts[i + 1]) */
static size_t request_count;

static struct client *all;
static long running;
static uint64_t start;
static char buffer[BufferBytes];

static void read_requests(void)
{
    FILE *file = fopen(request_file, "rb");
    if (!file || fseek(file, 0, SEEK_END) < 0)
        die(request_file);
    size_t length = (size_t)ftell(file);
    rewind(file);
    requests = malloc(length + 1);
    starts = malloc((length + 2) * sizeof *starts);
    if (!requests || !starts || fread(requests, 1, length, file) != length)
        die(request_file);
    fclose(file);
    requests[length] = 0;

    const char *ending = is_http ? "\r\n\r\n" : "\n";
    char *at = requests;
    for (char *end; (end = strstr(at, ending)) != NULL; at = end + strlen(ending))
        starts[request_count++] = (size_t)(at - requests);
    starts[request_count] = (size_t)(at - requests);
    if (request_count == 0)
        refuse("no request in the file");
}

static void send_request(struct client *c)
{
    size_t length = starts[c->request + 1] - starts[c->request];
    c->head_length = 0;
    c->left = -1;
    if (send(c->fd, requests + starts[c->request], length, MSG_NOSIGNAL) != (ssize_t)length)
        die("send"); /* a request always fits into an empty send buffer */
}

static void wrong_answer(const char *head)
{
    fprintf(stderr, "not the answer that was expected: %.80s\n", head);
    exit(1);
}

/* The announced length, once the head is whole: "OK length time sha" or HTTP's Content-Length. */
static int64_t announced(const char *head)
{
    if (!is_http) {
        if (strncmp(head, "OK ", 3) != 0)
            wrong_answer(head);
        return strtoll(head + 3, NULL, 10);
    }
    const char *field = strcasestr(head, "\r\nContent-Length:");
    if (strncmp(head, "HTTP/1.1 200 ", 13) != 0 || !field)
        wrong_answer(head);
    return strtoll(field + 17, NULL, 10);
}

/* Takes the head from the first bytes of an answer. Returns how many of them were the head's. */
static size_t take_head(struct client *c, const char *bytes, size_t length)
{
    size_t before = c->head_length;
    size_t room = HeadBytes - 1 - before;
    size_t taken = length < room ? length : room;
    memcpy(c->head + before, bytes, taken);
    c->head_length += taken;
    c->head[c->head_length] = 0;

    const char *ending = is_http ? "\r\n\r\n" : "\n";
    const char *end = strstr(c->head, ending);
    if (!end) {
        if (taken == room)
            wrong_answer(c->head);
        return taken;
    }
    c->left = announced(c->head);
    return (size_t)(end - c->head) + strlen(ending) - before;
}

/* An answer is complete: the next request, or the end of this client. */
static void go_on(struct client *c)
{
    c->request++;
    if (c->request < request_count) {
        send_request(c);
        return;
    }
    c->seconds = (double)(now_ns() - start) / 1e9;
    running--;
    close(c->fd);
    c->fd = -1;
}

/* Returns false when nothing is there now. */
static int read_some(struct client *c, size_t most)
{
    ssize_t got = recv(c->fd, buffer, most, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (got <= 0) {
        fprintf(stderr, "a server ended request %zu early (%zd, %s)\n", c->request, got, strerror(errno));
        exit(1);
    }
    size_t used = 0, length = (size_t)got;
    if (c->left < 0)
        used = take_head(c, buffer, length);
    if (c->left >= 0) {
        if (length - used > (uint64_t)c->left)
            wrong_answer("more bytes than announced"); /* the next request was not sent yet */
        c->bytes += length - used;
        c->left -= (int64_t)(length - used);
        if (c->left == 0)
            go_on(c);
    }
    return 1;
}

static int is_over(void)
{
    return running == 0 || (limit_seconds && now_ns() - start > (uint64_t)limit_seconds * 1000000000u);
}

static void drain_fast(int epoll)
{
    while (!is_over()) {
        struct epoll_event events[EventsAtOnce];
        int n = epoll_wait(epoll, events, EventsAtOnce, 1000);
        for (int i = 0; i < n; i++)
            read_some(events[i].data.ptr, BufferBytes);
    }
}

/* Ten times a second each client may read a tenth of its rate. */
static void drain_slowly(void)
{
    struct timespec tick = { .tv_nsec = 1000000000 / TicksPerSecond };
    size_t most = (size_t)(rate / TicksPerSecond);
    while (!is_over()) {
        for (long i = 0; i < clients; i++) {
            if (all[i].fd >= 0)
                read_some(&all[i], most < BufferBytes ? most : BufferBytes);
        }
        nanosleep(&tick, NULL);
    }
}

static void report(void)
{
    double took = (double)(now_ns() - start) / 1e9, slowest = 0, fastest = took;
    uint64_t bytes = 0, done = 0;
    for (long i = 0; i < clients; i++) {
        double own = all[i].seconds > 0 ? all[i].seconds : took;
        slowest = own > slowest ? own : slowest;
        fastest = own < fastest ? own : fastest;
        bytes += all[i].bytes;
        done += all[i].request;
    }
    printf("{\"bytes\": %llu, \"seconds\": %.6f, \"slowest\": %.6f, \"fastest\": %.6f, \"requests\": %llu}\n",
           (unsigned long long)bytes, took, slowest, fastest, (unsigned long long)done);
}

static void read_arguments(int argc, char **argv)
{
    if (argc < 3)
        refuse("usage: drain HOST PORT --clients N --request-file F --answer http|sfp [--rate B] [--seconds S]");
    server = address(argv[1], number(argv[2], 1, 65535));
    for (int i = 3; i + 1 < argc; i += 2) {
        const char *value = argv[i + 1];
        if (strcmp(argv[i], "--clients") == 0)
            clients = number(value, 1, 10000);
        else if (strcmp(argv[i], "--request-file") == 0)
            request_file = value;
        else if (strcmp(argv[i], "--answer") == 0)
            is_http = strcmp(value, "http") == 0;
        else if (strcmp(argv[i], "--rate") == 0)
            rate = number(value, TicksPerSecond, 1000000000);
        else if (strcmp(argv[i], "--seconds") == 0)
            limit_seconds = number(value, 1, 600);
        else
            refuse("an option that is not known");
    }
    if (!request_file || is_http < 0)
        refuse("--request-file and --answer are needed");
}

/* All are connected before any asks: the first one's answer would be whole before the last one is there. */
static void connect_all(int epoll)
{
    for (long i = 0; i < clients; i++) {
        struct client *c = &all[i];
        c->fd = socket(AF_INET, SOCK_STREAM, 0);
        if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0)
            die("connect");
        fcntl(c->fd, F_SETFL, O_NONBLOCK);
        no_delay(c->fd);
        watch(epoll, EPOLL_CTL_ADD, c->fd, EPOLLIN, c);
    }
}

int main(int argc, char **argv)
{
    read_arguments(argc, argv);
    read_requests();
    raise_descriptor_limit();
    int epoll = epoll_create1(0);
    all = calloc((size_t)clients, sizeof *all);
    if (!all)
        die("calloc");

    connect_all(epoll);
    start = now_ns();
    running = clients;
    for (long i = 0; i < clients; i++)
        send_request(&all[i]);
    if (rate)
        drain_slowly();
    else
        drain_fast(epoll);
    report();
    return 0;
}
