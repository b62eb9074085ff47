/*
 * pingpong tcp|udp HOST PORT [--connections N] [--bytes B] [--seconds S] [--hold]
 *
 * A load generator of one thread: each connection sends one message, waits until all of it has come back, compares
 * every byte, and sends the next. Prints one JSON object. UDP has N connected sockets; a datagram that is not answered
 * in 200 ms counts as lost and the next one is sent.
 *
 * With --hold each connection asks once; when all are answered it prints "held N answered M", and all stay open until
 * the end of standard input.
 */
#include "common.h"

enum {
    MostBytes = 16 * 1024,
    EventsAtOnce = 256,
    HandshakesAtOnce = 256, /* a listener's queue of 511 overflows into SYN cookies, which are not our subject */
};
static const uint64_t LossAfterNs = 200 * 1000000ull;

struct connection {
    int fd;
    uint32_t index;
    uint32_t sequence;
    size_t received;
    uint64_t sent_at;
};

static struct sockaddr_in server;
static int is_udp, hold, epoll;
static size_t message_bytes = 64;
static long connections = 1, seconds = 2;
static struct connection *all;
static long answered, errors, lost, late;
static uint32_t *trips_ns;
static size_t trips, trips_room;
static char received[MostBytes];

/* Differs for each connection, each message and each word of it. */
static void write_message(char *to, uint32_t index, uint32_t sequence)
{
    uint32_t state = index * 2654435761u ^ sequence;
    for (size_t i = 0; i < message_bytes; i += sizeof state) {
        state = state * 1664525u + 1013904223u; /* Numerical Recipes' generator */
        size_t room = message_bytes - i;
        memcpy(to + i, &state, room < sizeof state ? room : sizeof state);
    }
}

static int is_message(const char *bytes, size_t from, size_t to, const struct connection *c, uint32_t sequence)
{
    static char expected[MostBytes];
    write_message(expected, c->index, sequence);
    return memcmp(bytes, expected + from, to - from) == 0;
}

static void fail(struct connection *c)
{
    errors++;
    close(c->fd);
    c->fd = -1;
}

static void send_next(struct connection *c)
{
    static char message[MostBytes];
    c->sequence++;
    c->received = 0;
    write_message(message, c->index, c->sequence);
    c->sent_at = now_ns();
    ssize_t sent = send(c->fd, message, message_bytes, MSG_NOSIGNAL);
    if (sent != (ssize_t)message_bytes) /* one message per connection always fits into an empty send buffer */
        fail(c);
}

static void record(uint64_t trip_ns)
{
    answered++;
    if (trips == trips_room) {
        trips_room = trips_room ? trips_room * 2 : 1 << 20;
        trips_ns = realloc(trips_ns, trips_room * sizeof *trips_ns);
        if (!trips_ns)
            die("realloc");
    }
    trips_ns[trips++] = trip_ns > UINT32_MAX ? UINT32_MAX : (uint32_t)trip_ns;
}

/* The answer to one that was given up, not long ago. */
static int is_late(const struct connection *c)
{
    for (uint32_t back = 1; back <= 16 && back < c->sequence; back++)
        if (is_message(received, 0, message_bytes, c, c->sequence - back))
            return 1;
    return 0;
}

static void on_datagram(struct connection *c)
{
    ssize_t got = recv(c->fd, received, sizeof received, 0);
    if (got < 0)
        return; /* EAGAIN, or an ICMP error: the time-out counts it */
    if (got == (ssize_t)message_bytes && is_message(received, 0, message_bytes, c, c->sequence)) {
        record(now_ns() - c->sent_at);
        send_next(c);
    } else if (got == (ssize_t)message_bytes && is_late(c)) {
        late++;
    } else {
        errors++;
        send_next(c);
    }
}

static int on_stream(struct connection *c)
{
    ssize_t got = recv(c->fd, received, message_bytes - c->received, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (got <= 0 || !is_message(received, c->received, c->received + (size_t)got, c, c->sequence)) {
        fail(c);
        return 1;
    }
    c->received += (size_t)got;
    if (c->received < message_bytes)
        return 0;
    record(now_ns() - c->sent_at);
    return 1;
}

static void resend_lost(void)
{
    uint64_t now = now_ns();
    for (long i = 0; i < connections; i++) {
        if (all[i].fd >= 0 && now - all[i].sent_at > LossAfterNs) {
            lost++;
            send_next(&all[i]);
        }
    }
}

static void open_socket(struct connection *c, int flags)
{
    c->fd = socket(AF_INET, (is_udp ? SOCK_DGRAM : SOCK_STREAM) | flags, 0);
    if (c->fd < 0)
        die("socket");
    if (!is_udp)
        no_delay(c->fd);
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS)
        die("connect");
}

static int compare_trips(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double percentile_us(double part)
{
    return trips ? trips_ns[(size_t)((double)(trips - 1) * part)] / 1000.0 : 0;
}

/*
 * A connection of TCP is answered once before the next one is opened and before the clock starts: a server that forks
 * has its process then, and one with a short queue (ncat: 10) loses no SYN, which would cost a second each.
 */
static void open_all(void)
{
    for (long i = 0; i < connections; i++) {
        struct connection *c = &all[i];
        open_socket(c, 0);
        if (!is_udp) {
            send_next(c);
            while (c->fd >= 0 && !on_stream(c))
                ;
            if (c->fd < 0)
                refuse("a connection was not answered");
        }
        fcntl(c->fd, F_SETFL, O_NONBLOCK);
        watch(epoll, EPOLL_CTL_ADD, c->fd, EPOLLIN, c);
    }
    answered = 0;
    trips = 0;
}

static void play(void)
{
    open_all();

    uint64_t start = now_ns(), end = start + (uint64_t)seconds * 1000000000u, next_look = start + LossAfterNs;
    for (long i = 0; i < connections; i++)
        send_next(&all[i]);
    while (now_ns() < end && errors < connections) {
        struct epoll_event events[EventsAtOnce];
        int n = epoll_wait(epoll, events, EventsAtOnce, 50);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (is_udp)
                on_datagram(c);
            else if (on_stream(c) && c->fd >= 0)
                send_next(c);
        }
        if (is_udp && now_ns() > next_look) {
            resend_lost();
            next_look = now_ns() + LossAfterNs / 4;
        }
    }

    double took = (double)(now_ns() - start) / 1e9;
    qsort(trips_ns, trips, sizeof *trips_ns, compare_trips);
    printf("{\"messagesPerSecond\": %.1f, \"medianMicroseconds\": %.2f, \"p99Microseconds\": %.2f, "
           "\"messages\": %ld, \"errors\": %ld, \"lost\": %ld, \"late\": %ld}\n",
           (double)answered / took, percentile_us(0.5), percentile_us(0.99), answered, errors, lost, late);
}

static void hold_all(void)
{
    long opened = 0;
    while (answered + errors < connections) {
        for (; opened < connections && opened - answered - errors < HandshakesAtOnce; opened++) {
            open_socket(&all[opened], SOCK_NONBLOCK);
            watch(epoll, EPOLL_CTL_ADD, all[opened].fd, EPOLLOUT, &all[opened]);
        }
        struct epoll_event events[EventsAtOnce];
        int n = epoll_wait(epoll, events, EventsAtOnce, 10000);
        if (n == 0)
            break; /* ten seconds without any answer: those that wait stay unanswered */
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (events[i].events & (EPOLLERR | EPOLLHUP)) {
                fail(c);
            } else if (events[i].events & EPOLLOUT) {
                watch(epoll, EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
                send_next(c);
            } else {
                on_stream(c);
            }
        }
    }

    printf("held %ld answered %ld\n", opened - errors, answered);
    fflush(stdout);
    while (read(STDIN_FILENO, received, sizeof received) > 0)
        ;
}

static void read_arguments(int argc, char **argv)
{
    if (argc < 4 || (strcmp(argv[1], "tcp") && strcmp(argv[1], "udp")))
        refuse("usage: pingpong tcp|udp HOST PORT [--connections N] [--bytes B] [--seconds S] [--hold]");
    is_udp = strcmp(argv[1], "udp") == 0;
    server = address(argv[2], number(argv[3], 1, 65535));
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "--hold") == 0)
            hold = 1;
        else if (i + 1 == argc)
            refuse("an option without a value");
        else if (strcmp(argv[i], "--connections") == 0)
            connections = number(argv[++i], 1, 100000);
        else if (strcmp(argv[i], "--bytes") == 0)
            message_bytes = (size_t)number(argv[++i], 4, MostBytes);
        else if (strcmp(argv[i], "--seconds") == 0)
            seconds = number(argv[++i], 1, 600);
        else
            refuse("an option that is not known");
    }
}

int main(int argc, char **argv)
{
    read_arguments(argc, argv);
    raise_descriptor_limit();
    epoll = epoll_create1(0);
    all = calloc((size_t)connections, sizeof *all);
    if (!all)
        die("calloc");
    for (long i = 0; i < connections; i++)
        all[i].index = (uint32_t)i;

    if (hold && !is_udp)
        hold_all();
    else
        play();
    return errors == 0 ? 0 : 1;
}
