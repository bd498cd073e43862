// Sends prepared HTTP requests over kept-alive connections, one thread each, and says how long it took.
//
//   load PORT CONNECTIONS FILE    FILE: for each request its length (8 bytes, little endian) and its bytes
//
// The requests are dealt out in turn. Prints the seconds from the first byte to the last answer; ends with 1 at the first
// answer that is not 200. Nothing is signed here, so that the client costs next to nothing.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

typedef struct { const char *bytes; uint64_t length; } Request;

static Request *requests;
static size_t count, connections;
static int port;

static void fail(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void send_all(int socket, const char *bytes, uint64_t length) {
    while (length > 0) {
        ssize_t sent = write(socket, bytes, length);
        if (sent <= 0) fail("write");
        bytes += sent;
        length -= (uint64_t)sent;
    }
}

// Reads one answer with a Content-Length to its end.
static void receive(int socket) {
    static _Thread_local char buffer[1 << 18];
    size_t filled = 0;
    char *end = NULL;
    while (end == NULL) {
        ssize_t got = read(socket, buffer + filled, sizeof buffer - 1 - filled);
        if (got <= 0) fail("read");
        filled += (size_t)got;
        buffer[filled] = 0;
        end = strstr(buffer, "\r\n\r\n");
    }
    if (strncmp(buffer, "HTTP/1.1 200", 12) != 0) {
        fprintf(stderr, "load: %.600s\n", buffer);
        exit(1);
    }
    int64_t left = 0;
    for (char *line = buffer; line < end; line = strchr(line, '\n') + 1) {
        if (strncasecmp(line, "content-length:", 15) == 0) left = atoll(line + 15);
    }
    left -= (int64_t)(filled - (size_t)(end + 4 - buffer));
    while (left > 0) {
        ssize_t got = read(socket, buffer, sizeof buffer);
        if (got <= 0) fail("read");
        left -= got;
    }
}

static void *work(void *argument) {
    size_t first = (size_t)argument;
    int one = 1, socket_ = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket_ < 0 || connect(socket_, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    for (size_t place = first; place < count; place += connections) {
        send_all(socket_, requests[place].bytes, requests[place].length);
        receive(socket_);
    }
    close(socket_);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 4) return fprintf(stderr, "usage: load PORT CONNECTIONS FILE\n"), 64;
    port = atoi(argv[1]);
    connections = (size_t)atoi(argv[2]);
    FILE *file = fopen(argv[3], "rb");
    if (file == NULL) fail(argv[3]);
    uint64_t length;
    while (fread(&length, sizeof length, 1, file) == 1) {
        char *bytes = malloc(length);
        requests = realloc(requests, (count + 1) * sizeof *requests);
        if (bytes == NULL || requests == NULL || fread(bytes, 1, length, file) != length) fail("read");
        requests[count++] = (Request){bytes, length};
    }
    struct timespec begin, end;
    pthread_t *threads = calloc(connections, sizeof *threads);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (size_t thread = 0; thread < connections; thread++)
        if (pthread_create(&threads[thread], NULL, work, (void *)thread) != 0) fail("thread");
    for (size_t thread = 0; thread < connections; thread++) pthread_join(threads[thread], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
    return 0;
}
