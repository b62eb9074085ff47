/* What the clients of FTP share: lines out, replies in. */
#ifndef SOCKEYE_BENCH_FTP_H
#define SOCKEYE_BENCH_FTP_H

#include "common.h"

enum { ReplyBytes = 4096 };

static inline void say(int fd, const char *line)
{
    if (send(fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line))
        die("send");
}

/* The last line of a reply is its code and a space (RFC 959 section 4.2); what was expected begins with `code`. */
static inline int is_last(const char *line, const char *code)
{
    if (strncmp(line, code, 3) == 0 && line[3] == ' ')
        return 1;
    if (line[0] >= '4' && line[0] <= '5') {
        fprintf(stderr, "refused: %.80s\n", line);
        exit(1);
    }
    return 0;
}

static char held[ReplyBytes]; /* what was received and not looked at: two replies may come together */
static size_t held_bytes;

static inline int take_line(char *line)
{
    char *end = memchr(held, '\n', held_bytes);
    if (!end)
        return 0;
    size_t length = (size_t)(end - held) + 1;
    memcpy(line, held, length);
    line[length] = 0;
    held_bytes -= length;
    memmove(held, end + 1, held_bytes);
    return 1;
}

/* Reads one reply; returns its last line, which begins with `code`. */
static inline char *expect(int fd, const char *code)
{
    static char line[ReplyBytes + 1];
    while (held_bytes < ReplyBytes) {
        while (take_line(line)) {
            if (is_last(line, code))
                return line;
        }
        ssize_t got = recv(fd, held + held_bytes, ReplyBytes - held_bytes, 0);
        if (got <= 0)
            refuse("the server ended the conversation");
        held_bytes += (size_t)got;
    }
    refuse("a line without an end");
    return NULL;
}

static inline int connect_to(struct sockaddr_in *server)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)server, sizeof *server) < 0)
        die("connect");
    no_delay(fd);
    return fd;
}

static inline int log_in(struct sockaddr_in *server)
{
    int fd = connect_to(server);
    expect(fd, "220");
    say(fd, "USER anonymous\r\n");
    expect(fd, "331");
    say(fd, "PASS bench@example.org\r\n");
    expect(fd, "230");
    return fd;
}

#endif
