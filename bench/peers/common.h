/* What the peers share: ending with a reason, the clock, numbers from the command line, descriptors. */
#ifndef SOCKEYE_BENCH_COMMON_H
#define SOCKEYE_BENCH_COMMON_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline void refuse(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(2);
}

static inline uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline long number(const char *text, long least, long most)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end || end == text || value < least || value > most) {
        fprintf(stderr, "'%s' is not a number from %ld to %ld\n", text, least, most);
        exit(2);
    }
    return value;
}

static inline struct sockaddr_in address(const char *host, long port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    if (inet_pton(AF_INET, host, &a.sin_addr) != 1)
        refuse("the host is an IPv4 address");
    return a;
}

/* As many descriptors as the hard limit allows: 10,000 connections are one of the rows. */
static inline void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static inline void no_delay(int fd)
{
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* A listening or bound socket on loopback; prints the line the harness waits for. */
static inline int serve_on(int type, long port)
{
    struct sockaddr_in a = address("127.0.0.1", port);
    socklen_t length = sizeof a;
    int on = 1;
    int fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
    if (fd < 0)
        die("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) < 0)
        die("bind");
    if (type == SOCK_STREAM && listen(fd, 511) < 0) /* 511: as nginx has it */
        die("listen");
    if (getsockname(fd, (struct sockaddr *)&a, &length) < 0)
        die("getsockname");
    printf("listening %d\n", ntohs(a.sin_port));
    fflush(stdout);
    return fd;
}

static inline void watch(int epoll, int operation, int fd, uint32_t events, void *who)
{
    struct epoll_event e = { .events = events, .data.ptr = who };
    if (epoll_ctl(epoll, operation, fd, &e) < 0)
        die("epoll_ctl");
}

#endif
