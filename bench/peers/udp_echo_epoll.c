/*
 * udp_echo_epoll PORT: the plain loop a C programmer writes for a UDP echo server.
 * One thread, level-triggered epoll; at each event all datagrams that wait are answered. Port 0 is any free port.
 */
#include "common.h"

static char datagram[65536];

static void answer_all(int fd)
{
    for (;;) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        ssize_t got = recvfrom(fd, datagram, sizeof datagram, 0, (struct sockaddr *)&peer, &length);
        if (got < 0)
            return; /* EAGAIN: all answered */
        sendto(fd, datagram, (size_t)got, 0, (struct sockaddr *)&peer, length); /* a lost answer is weather */
    }
}

int main(int argc, char **argv)
{
    if (argc != 2)
        refuse("usage: udp_echo_epoll PORT");
    int fd = serve_on(SOCK_DGRAM, number(argv[1], 0, 65535));
    int epoll = epoll_create1(0);
    watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, NULL);

    for (;;) {
        struct epoll_event event;
        int n = epoll_wait(epoll, &event, 1, -1);
        if (n < 0 && errno != EINTR)
            die("epoll_wait");
        if (n > 0)
            answer_all(fd);
    }
}
