// Sends prepared HTTP requests over kept-alive connections, one thread each, and says how long it took.
//
//   load PORT CONNECTIONS FILE [COUNT [ANSWERS]]
//
//   FILE      for each request its length (8 bytes, little endian) and its bytes
//   COUNT     how many to send, going through FILE again and again; usually each once
//   ANSWERS   a file for a line an answer: its status, 0 where there was none, and its milliseconds
//
// A connection takes the next request when it has its answer. Prints the seconds from the first byte to the last answer. Without
// ANSWERS it ends with 1 at the first answer that is not 200. Nothing is signed here, so that the client costs next to nothing.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

typedef struct { const char *bytes; uint64_t length; } Request;
typedef struct { int status; double milliseconds; } Answer;

static Request *requests;
static Answer *answers;
static size_t prepared, count;
static atomic_size_t next;
static int port;

static void fail(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int connected(void) {
    int one = 1, descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return descriptor;
}

// Whether all of it could be sent.
static int send_all(int descriptor, const char *bytes, uint64_t length) {
    while (length > 0) {
        ssize_t sent = send(descriptor, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0) return 0;
        bytes += sent;
        length -= (uint64_t)sent;
    }
    return 1;
}

// Reads one answer with a Content-Length to its end: its status, 0 where the connection ended first. `stays` is whether the
// server keeps the connection.
static int receive(int descriptor, int *stays) {
    static _Thread_local char buffer[1 << 18];
    size_t filled = 0;
    char *end = NULL;
    *stays = 0;
    while (end == NULL) {
        ssize_t got = read(descriptor, buffer + filled, sizeof buffer - 1 - filled);
        if (got <= 0) return 0;
        filled += (size_t)got;
        buffer[filled] = 0;
        end = strstr(buffer, "\r\n\r\n");
    }
    int status = strncmp(buffer, "HTTP/1.1 ", 9) == 0 ? atoi(buffer + 9) : 0;
    if (answers == NULL && status != 200) {
        fprintf(stderr, "load: %.600s\n", buffer);
        exit(1);
    }
    int64_t left = 0;
    int closes = 0;
    for (char *line = buffer; line < end; line = strchr(line, '\n') + 1) {
        if (strncasecmp(line, "content-length:", 15) == 0) left = atoll(line + 15);
        if (strncasecmp(line, "connection: close", 17) == 0) closes = 1;
    }
    left -= (int64_t)(filled - (size_t)(end + 4 - buffer));
    while (left > 0) {
        ssize_t got = read(descriptor, buffer, sizeof buffer);
        if (got <= 0) return 0;
        left -= got;
    }
    *stays = !closes;
    return status;
}

static void *work(void *unused) {
    (void)unused;
    int descriptor = connected();
    size_t place;
    while ((place = atomic_fetch_add(&next, 1)) < count) {
        const Request *request = &requests[place % prepared];
        double begin = now();
        int stays = 0, status = 0;
        if (send_all(descriptor, request->bytes, request->length)) status = receive(descriptor, &stays);
        if (answers == NULL && status == 0) fail("the connection was lost");
        if (answers != NULL) answers[place] = (Answer){status, now() - begin};
        if (!stays) {
            close(descriptor);
            descriptor = connected();
        }
    }
    close(descriptor);
    return NULL;
}

static void read_requests(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail(path);
    uint64_t length;
    while (fread(&length, sizeof length, 1, file) == 1) {
        char *bytes = malloc(length);
        requests = realloc(requests, (prepared + 1) * sizeof *requests);
        if (bytes == NULL || requests == NULL || fread(bytes, 1, length, file) != length) fail("read");
        requests[prepared++] = (Request){bytes, length};
    }
    fclose(file);
}

static void write_answers(const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) fail(path);
    for (size_t place = 0; place < count; place++) fprintf(file, "%d %.3f\n", answers[place].status, answers[place].milliseconds);
    if (fclose(file) != 0) fail(path);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 6) return fprintf(stderr, "usage: load PORT CONNECTIONS FILE [COUNT [ANSWERS]]\n"), 64;
    port = atoi(argv[1]);
    size_t connections = (size_t)atoi(argv[2]);
    read_requests(argv[3]);
    count = argc > 4 ? (size_t)atoll(argv[4]) : prepared;
    if (prepared == 0 && count > 0) return fprintf(stderr, "load: %s holds no request\n", argv[3]), 1;
    if (argc > 5 && (answers = calloc(count, sizeof *answers)) == NULL) fail("memory");
    pthread_t *threads = calloc(connections, sizeof *threads);
    if (threads == NULL) fail("memory");
    double begin = now();
    for (size_t thread = 0; thread < connections; thread++)
        if (pthread_create(&threads[thread], NULL, work, NULL) != 0) fail("thread");
    for (size_t thread = 0; thread < connections; thread++) pthread_join(threads[thread], NULL);
    printf("%.6f\n", (now() - begin) / 1e3);
    if (answers != NULL) write_answers(argv[5]);
    return 0;
}
