/*
 * ftp_logins HOST PORT COUNT
 *
 * Logs in as anonymous and leaves again, one connection after the other: from connect to the end of the stream.
 * Prints one JSON object.
 */
#include "common.h"

enum { ReplyBytes = 4096 };

static void say(int fd, const char *line)
{
    if (send(fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line))
        die("send");
}

/* The last line of a reply is its code and a space (RFC 959 section 4.2); what was expected begins with `code`. */
static int is_last(const char *line, const char *code)
{
    if (strncmp(line, code, 3) == 0 && line[3] == ' ')
        return 1;
    if (line[0] >= '4' && line[0] <= '5') {
        fprintf(stderr, "refused: %.80s\n", line);
        exit(1);
    }
    return 0;
}

static void expect(int fd, const char *code)
{
    char reply[ReplyBytes];
    size_t length = 0, line = 0;
    while (length < sizeof reply - 1) {
        ssize_t got = recv(fd, reply + length, sizeof reply - 1 - length, 0);
        if (got <= 0)
            refuse("the server ended the conversation");
        length += (size_t)got;
        reply[length] = 0;
        for (char *end; (end = strchr(reply + line, '\n')) != NULL; line = (size_t)(end - reply) + 1) {
            if (is_last(reply + line, code))
                return;
        }
    }
    refuse("a reply without an end");
}

static void log_in(struct sockaddr_in *server)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)server, sizeof *server) < 0)
        die("connect");
    no_delay(fd);
    expect(fd, "220");
    say(fd, "USER anonymous\r\n");
    expect(fd, "331");
    say(fd, "PASS bench@example.org\r\n");
    expect(fd, "230");
    say(fd, "QUIT\r\n");
    expect(fd, "221");
    char rest;
    while (recv(fd, &rest, 1, 0) > 0)
        continue;
    close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        refuse("usage: ftp_logins HOST PORT COUNT");
    struct sockaddr_in server = address(argv[1], number(argv[2], 1, 65535));
    long count = number(argv[3], 1, 1000000);
    uint64_t start = now_ns();
    for (long i = 0; i < count; i++)
        log_in(&server);
    printf("{\"logins\": %ld, \"seconds\": %.6f}\n", count, (double)(now_ns() - start) / 1e9);
    return 0;
}
