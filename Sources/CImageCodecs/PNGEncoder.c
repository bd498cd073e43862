#include "Codec.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    png_structp codec;
    png_infop info;
    jmp_buf escape;
    ic_status status;
    ic_reason *reason;
    uint8_t *file;
    size_t count, capacity;
} session;

static void on_error(png_structp codec, png_const_charp message) {
    session *session = png_get_error_ptr(codec);
    if (session->status == IC_OK) session->status = ic_fail(session->reason, IC_UNSUPPORTED, message);
    longjmp(session->escape, 1);
}

static void on_warning(png_structp codec, png_const_charp message) {
    (void)codec;
    (void)message;
}

static void on_write(png_structp codec, png_bytep bytes, size_t count) {
    session *session = png_get_io_ptr(codec);
    if (session->capacity - session->count < count) {
        size_t capacity = (session->count + count) * 2;
        uint8_t *larger = realloc(session->file, capacity);
        if (!larger) {
            session->status = ic_fail(session->reason, IC_OUT_OF_MEMORY, "out of memory");
            png_error(codec, "out of memory");
        }
        session->file = larger;
        session->capacity = capacity;
    }
    memcpy(session->file + session->count, bytes, count);
    session->count += count;
}

static void on_flush(png_structp codec) { (void)codec; }

static void write_pixels(session *session, const uint8_t *rgb, uint32_t width, uint32_t height) {
    session->codec = png_create_write_struct(PNG_LIBPNG_VER_STRING, session, on_error, on_warning);
    if (session->codec) session->info = png_create_info_struct(session->codec);
    if (!session->info) {
        session->status = ic_fail(session->reason, IC_OUT_OF_MEMORY, "out of memory");
        return;
    }
    png_set_write_fn(session->codec, session, on_write, on_flush);
    png_set_IHDR(
        session->codec, session->info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(session->codec, session->info);
    for (size_t row = 0; row < height; row++) png_write_row(session->codec, rgb + row * width * 3);
    png_write_end(session->codec, session->info);
}

ic_status ic_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, uint8_t **file, size_t *count, ic_reason *reason) {
    session session = {.status = IC_OK, .reason = reason};
    if (setjmp(session.escape) == 0) write_pixels(&session, rgb, width, height);
    png_destroy_write_struct(&session.codec, &session.info);
    if (session.status != IC_OK) {
        free(session.file);
        session.file = NULL;
        session.count = 0;
    }
    *file = session.file;
    *count = session.count;
    return session.status;
}
