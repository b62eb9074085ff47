/*
 * echo_epoll PORT: the plain loop a C programmer writes for a TCP echo server.
 * One thread, level-triggered epoll, TCP_NODELAY. Port 0 is any free port.
 */
#include "common.h"

enum { BufferBytes = 64 * 1024, EventsAtOnce = 256 };

/* What one send could not take. Nothing more is read from a peer until it is gone. */
struct connection {
    int fd;
    size_t start, end;
    char *rest; /* made when it is first needed: 64-byte messages never need it */
};

static char buffer[BufferBytes];

static void close_connection(struct connection *c)
{
    close(c->fd); /* also takes it out of the epoll set */
    free(c->rest);
    free(c);
}

static void accept_all(int listener, int epoll)
{
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0)
            return; /* EAGAIN: all taken. EMFILE and the like: tried again at the next event */
        struct connection *c = calloc(1, sizeof *c);
        if (!c)
            die("calloc");
        c->fd = fd;
        no_delay(fd);
        watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, c);
    }
}

static void keep(struct connection *c, int epoll, size_t from, size_t to)
{
    if (!c->rest && !(c->rest = malloc(BufferBytes)))
        die("malloc");
    memcpy(c->rest, buffer + from, to - from);
    c->start = 0;
    c->end = to - from;
    watch(epoll, EPOLL_CTL_MOD, c->fd, EPOLLOUT, c);
}

static void on_readable(struct connection *c, int epoll)
{
    ssize_t got = recv(c->fd, buffer, BufferBytes, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        close_connection(c);
        return;
    }
    ssize_t sent = send(c->fd, buffer, (size_t)got, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN)
        close_connection(c);
    else if (sent < got)
        keep(c, epoll, sent < 0 ? 0 : (size_t)sent, (size_t)got);
}

static void on_writable(struct connection *c, int epoll)
{
    ssize_t sent = send(c->fd, c->rest + c->start, c->end - c->start, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN)
        return;
    if (sent < 0) {
        close_connection(c);
        return;
    }
    c->start += (size_t)sent;
    if (c->start == c->end)
        watch(epoll, EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        refuse("usage: echo_epoll PORT");
    raise_descriptor_limit();
    int listener = serve_on(SOCK_STREAM, number(argv[1], 0, 65535));
    int epoll = epoll_create1(0);
    watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN, NULL);

    for (;;) {
        struct epoll_event events[EventsAtOnce];
        int n = epoll_wait(epoll, events, EventsAtOnce, -1);
        if (n < 0 && errno != EINTR)
            die("epoll_wait");
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c)
                accept_all(listener, epoll);
            else if (events[i].events & EPOLLOUT)
                on_writable(c, epoll);
            else
                on_readable(c, epoll);
        }
    }
}
