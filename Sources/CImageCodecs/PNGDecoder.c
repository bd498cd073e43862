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
    const uint8_t *bytes;
    size_t count, offset;
    /// Rows with their alpha, before they are laid over white.
    uint8_t *rgba;

    ic_header *header;
    uint32_t width, height;
    uint8_t *rgb;
} session;

// MARK: - What libpng calls

static void on_error(png_structp codec, png_const_charp message) {
    session *session = png_get_error_ptr(codec);
    // A status set already (out of bytes, out of memory) says more than that libpng failed for it.
    if (session->status == IC_OK) session->status = ic_fail(session->reason, IC_CORRUPT, message);
    longjmp(session->escape, 1);
}

static void on_warning(png_structp codec, png_const_charp message) {
    (void)codec;
    (void)message;
}

static void on_read(png_structp codec, png_bytep target, size_t count) {
    session *session = png_get_io_ptr(codec);
    if (session->count - session->offset < count) {
        session->status = ic_fail(session->reason, IC_TRUNCATED, "the file ends too early");
        png_error(codec, "the file ends too early");
    }
    memcpy(target, session->bytes + session->offset, count);
    session->offset += count;
}

static png_voidp on_allocate(png_structp codec, png_alloc_size_t count) {
    session *session = png_get_mem_ptr(codec);
    void *memory = malloc(count);
    if (!memory) session->status = ic_fail(session->reason, IC_OUT_OF_MEMORY, "out of memory");
    return memory;
}

static void on_free(png_structp codec, png_voidp memory) {
    (void)codec;
    free(memory);
}

/// Runs `body` on a new decoder that has read the header; the only place libpng jumps back to.
static ic_status run(session *session, void (*body)(png_structp, png_infop)) {
    session->status = IC_OK;
    if (setjmp(session->escape) == 0) {
        session->codec = png_create_read_struct_2(
            PNG_LIBPNG_VER_STRING, session, on_error, on_warning, session, on_allocate, on_free);
        if (!session->codec) return ic_fail(session->reason, IC_OUT_OF_MEMORY, "out of memory");
        session->info = png_create_info_struct(session->codec);
        if (!session->info) png_error(session->codec, "out of memory");
        // The caller has its own limit on sizes.
        png_set_user_limits(session->codec, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_read_fn(session->codec, session, on_read);
        png_read_info(session->codec, session->info);
        body(session->codec, session->info);
    }
    free(session->rgba);
    png_destroy_read_struct(&session->codec, &session->info, NULL);
    return session->status;
}

// MARK: - Header

/// The orientation in the file's eXIf chunk, which may stand before or after the pixels; 1 where there is
/// none.
static uint32_t orientation(const uint8_t *bytes, size_t count) {
    size_t at = 8;
    while (at <= count && count - at >= 12) {
        size_t length = (size_t)bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
        if (length > count - at - 12) break;
        if (memcmp(bytes + at + 4, "eXIf", 4) == 0) return ic_exif_orientation(bytes + at + 8, length);
        at += 12 + length;
    }
    return 1;
}

static void read_header(png_structp codec, png_infop info) {
    session *session = png_get_io_ptr(codec);
    session->header->width = png_get_image_width(codec, info);
    session->header->height = png_get_image_height(codec, info);
    session->header->orientation = orientation(session->bytes, session->count);
}

ic_status ic_png_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason) {
    session session = {.reason = reason, .bytes = bytes, .count = count, .header = header};
    return run(&session, read_header);
}

// MARK: - Pixels

/// Asks libpng for 8-bit RGB or, where anything is transparent, RGBA; answers whether it is RGBA.
static int ask_for_rgb(png_structp codec, png_infop info) {
    int colour = png_get_color_type(codec, info);
    int has_alpha = colour & PNG_COLOR_MASK_ALPHA || png_get_valid(codec, info, PNG_INFO_tRNS);
    png_set_scale_16(codec);
    png_set_expand(codec);  // palette to RGB, few bits to 8, tRNS to alpha
    if (!(colour & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(codec);
    return has_alpha;
}

static void read_opaque(session *session, int passes) {
    for (int pass = 0; pass < passes; pass++) {
        for (size_t row = 0; row < session->height; row++) {
            png_read_row(session->codec, session->rgb + row * session->width * 3, NULL);
        }
    }
}

static void read_transparent(session *session, int passes) {
    // An interlaced picture comes in passes over the whole, any other a row at a time.
    size_t width = session->width, height = session->height, kept = passes > 1 ? height : 1;
    session->rgba = calloc(kept, width * 4);
    if (!session->rgba) {
        session->status = ic_fail(session->reason, IC_OUT_OF_MEMORY, "out of memory");
        longjmp(session->escape, 1);
    }
    for (int pass = 0; pass < passes; pass++) {
        for (size_t row = 0; row < height; row++) {
            uint8_t *rgba = session->rgba + (row % kept) * width * 4;
            png_read_row(session->codec, rgba, NULL);
            if (pass == passes - 1) ic_over_white(rgba, session->rgb + row * width * 3, width);
        }
    }
}

static void read_pixels(png_structp codec, png_infop info) {
    session *session = png_get_io_ptr(codec);
    int has_alpha = ask_for_rgb(codec, info);
    int passes = png_set_interlace_handling(codec);
    png_read_update_info(codec, info);
    size_t stride = (size_t)session->width * (has_alpha ? 4 : 3);
    if (png_get_rowbytes(codec, info) != stride || png_get_image_height(codec, info) != session->height) {
        png_error(codec, "the decoder's size differs from the header's");
    }
    if (has_alpha) {
        read_transparent(session, passes);
    } else {
        read_opaque(session, passes);
    }
}

ic_status ic_png_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb, ic_reason *reason) {
    session session = {
        .reason = reason, .bytes = bytes, .count = count, .width = width, .height = height, .rgb = rgb};
    return run(&session, read_pixels);
}
