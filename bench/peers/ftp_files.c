/*
 * ftp_files HOST PORT get|put DIRECTORY COUNT BYTES
 *
 * Moves DIRECTORY/00000.bin to COUNT - 1, each of so many bytes, over one control connection: EPSV, connect, RETR or
 * STOR for each. curl would do, but where the reply to EPSV comes at once it sleeps for a second (7.88).
 * Prints one JSON object.
 */
#include "ftp.h"

enum { BufferBytes = 256 * 1024, LineBytes = 512 };

static struct sockaddr_in server;
static char buffer[BufferBytes];
static long file_bytes;

static int open_data(int control)
{
    say(control, "EPSV\r\n");
    const char *reply = strstr(expect(control, "229"), "(|||"); /* RFC 2428 section 3 */
    if (!reply)
        refuse("no port in the reply to EPSV");
    struct sockaddr_in data = server;
    data.sin_port = htons((uint16_t)strtol(reply + 4, NULL, 10));
    return connect_to(&data);
}

static void get(int control, int data)
{
    expect(control, "150");
    long bytes = 0;
    for (ssize_t got; (got = recv(data, buffer, BufferBytes, 0)) != 0; bytes += got) {
        if (got < 0)
            die("recv");
    }
    if (bytes != file_bytes)
        refuse("not as many bytes as the file has");
}

static void put(int control, int data)
{
    expect(control, "150");
    if (send(data, buffer, (size_t)file_bytes, MSG_NOSIGNAL) != (ssize_t)file_bytes)
        die("send");
}

int main(int argc, char **argv)
{
    if (argc != 7)
        refuse("usage: ftp_files HOST PORT get|put DIRECTORY COUNT BYTES");
    server = address(argv[1], number(argv[2], 1, 65535));
    int is_get = strcmp(argv[3], "get") == 0;
    long count = number(argv[5], 1, 1000000);
    file_bytes = number(argv[6], 1, BufferBytes);

    int control = log_in(&server);
    say(control, "TYPE I\r\n");
    expect(control, "200");
    uint64_t start = now_ns();
    for (long i = 0; i < count; i++) {
        char line[LineBytes];
        int data = open_data(control);
        snprintf(line, sizeof line, "%s %s/%05ld.bin\r\n", is_get ? "RETR" : "STOR", argv[4], i);
        say(control, line);
        (is_get ? get : put)(control, data);
        close(data);
        expect(control, "226");
    }
    printf("{\"files\": %ld, \"seconds\": %.6f}\n", count, (double)(now_ns() - start) / 1e9);
    return 0;
}
