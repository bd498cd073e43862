#include "Codec.h"

#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <stdlib.h>

typedef struct {
    struct jpeg_compress_struct codec;
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    ic_status status;
    ic_reason *reason;
    unsigned char *file;
    unsigned long count;
} session;

static void on_error(j_common_ptr codec) {
    session *session = codec->client_data;
    int code = codec->err->msg_code;
    char message[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, message);
    session->status = code == JERR_OUT_OF_MEMORY ? IC_OUT_OF_MEMORY
                      : code == JERR_IMAGE_TOO_BIG ? IC_TOO_LARGE
                                                   : IC_UNSUPPORTED;
    ic_fail(session->reason, session->status, message);
    longjmp(session->escape, 1);
}

static void on_message(j_common_ptr codec, int level) {
    (void)codec;
    (void)level;
}

static void write_pixels(session *session, const uint8_t *rgb, uint32_t width, uint32_t height, int quality) {
    struct jpeg_compress_struct *codec = &session->codec;
    jpeg_create_compress(codec);
    jpeg_mem_dest(codec, &session->file, &session->count);
    codec->image_width = width;
    codec->image_height = height;
    codec->input_components = 3;
    codec->in_color_space = JCS_RGB;
    jpeg_set_defaults(codec);
    jpeg_set_quality(codec, quality, TRUE);
    jpeg_start_compress(codec, TRUE);
    while (codec->next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(rgb + (size_t)codec->next_scanline * width * 3);
        jpeg_write_scanlines(codec, &row, 1);
    }
    jpeg_finish_compress(codec);
}

ic_status ic_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, int quality, uint8_t **file, size_t *count,
    ic_reason *reason) {
    session session = {.status = IC_OK, .reason = reason};
    session.codec.err = jpeg_std_error(&session.errors);
    session.errors.error_exit = on_error;
    session.errors.emit_message = on_message;
    session.codec.client_data = &session;
    if (setjmp(session.escape) == 0) write_pixels(&session, rgb, width, height, quality);
    jpeg_destroy_compress(&session.codec);
    if (session.status != IC_OK) {
        free(session.file);
        session.file = NULL;
        session.count = 0;
    }
    *file = session.file;
    *count = session.count;
    return session.status;
}
