/*
 * ftp_logins HOST PORT COUNT
 *
 * Logs in as anonymous and leaves again, one connection after the other: from connect to the end of the stream.
 * Prints one JSON object.
 */
#include "ftp.h"

static void come_and_go(struct sockaddr_in *server)
{
    int fd = log_in(server);
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
        come_and_go(&server);
    printf("{\"logins\": %ld, \"seconds\": %.6f}\n", count, (double)(now_ns() - start) / 1e9);
    return 0;
}
