#include "Codec.h"

#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <string.h>

// Decoding uses libjpeg-turbo's defaults: the accurate integer DCT (JDCT_ISLOW), smooth ("fancy") chroma
// upsampling, no block smoothing to speak of, SIMD throughout. Pillow's default is the same library with the
// same settings, so pixels agree with it (to a rounding between versions of the library).

/// A picture coded in more scans than this is an attack on the reader's time; encoders write about ten.
enum { most_scans = 100 };

typedef struct {
    struct jpeg_decompress_struct codec;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    ic_status status;
    ic_reason *reason;
    /// The last marker may be missing: all that the picture needs can stand before it.
    int end_may_be_missing;
    int exhausted;

    ic_header *header;
    uint32_t eighths, width, height;
    uint8_t *rgb;
} session;

// MARK: - What libjpeg calls

static void leave(session *session, ic_status status) {
    session->status = status;
    longjmp(session->escape, 1);
}

static void leave_with_message(j_common_ptr codec, ic_status status) {
    session *session = codec->client_data;
    char message[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, message);
    ic_fail(session->reason, status, message);
    leave(session, status);
}

static void on_error(j_common_ptr codec) {
    switch (codec->err->msg_code) {
        case JERR_OUT_OF_MEMORY: leave_with_message(codec, IC_OUT_OF_MEMORY); break;
        case JERR_IMAGE_TOO_BIG: leave_with_message(codec, IC_TOO_LARGE); break;
        case JERR_INPUT_EOF: leave_with_message(codec, IC_TRUNCATED); break;
        case JERR_ARITH_NOTIMPL:
        case JERR_BAD_PRECISION:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_SOF_UNSUPPORTED: leave_with_message(codec, IC_UNSUPPORTED); break;
        default: leave_with_message(codec, IC_CORRUPT);
    }
}

/// libjpeg only warns when pixels are missing or wrong and paints something: here that is an error.
static void on_message(j_common_ptr codec, int level) {
    if (level >= 0) return;
    session *session = codec->client_data;
    switch (codec->err->msg_code) {
        case JWRN_JPEG_EOF: leave_with_message(codec, IC_TRUNCATED); break;
        case JWRN_ARITH_BAD_CODE:
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_MUST_RESYNC:
            leave_with_message(codec, session->exhausted ? IC_TRUNCATED : IC_CORRUPT);
            break;
        default: break;  // odd markers and stray bytes between segments, which harm no pixel
    }
}

static void on_start(j_decompress_ptr codec) { (void)codec; }

static boolean on_more_bytes_wanted(j_decompress_ptr codec) {
    static const JOCTET end[] = {0xFF, JPEG_EOI};
    session *session = codec->client_data;
    if (!session->end_may_be_missing) {
        ic_fail(session->reason, IC_TRUNCATED, "the file ends too early");
        leave(session, IC_TRUNCATED);
    }
    // Says "picture ends here"; a decoder that still lacks bits then warns of a premature end.
    session->exhausted = 1;
    codec->src->next_input_byte = end;
    codec->src->bytes_in_buffer = sizeof end;
    return TRUE;
}

static void on_skip(j_decompress_ptr codec, long count) {
    if (count <= 0) return;
    if ((size_t)count > codec->src->bytes_in_buffer) {
        session *session = codec->client_data;
        ic_fail(session->reason, IC_TRUNCATED, "the file ends within a segment");
        leave(session, IC_TRUNCATED);
    }
    codec->src->next_input_byte += count;
    codec->src->bytes_in_buffer -= count;
}

static void on_progress(j_common_ptr codec) {
    session *session = codec->client_data;
    if (session->codec.input_scan_number <= most_scans) return;
    ic_fail(session->reason, IC_CORRUPT, "more than 100 scans");
    leave(session, IC_CORRUPT);
}

/// Runs `body` on a new decoder; the only place libjpeg jumps back to.
static ic_status run(session *session, const uint8_t *bytes, size_t count, void (*body)(j_decompress_ptr)) {
    session->status = IC_OK;
    session->codec.err = jpeg_std_error(&session->errors);
    session->errors.error_exit = on_error;
    session->errors.emit_message = on_message;
    session->codec.client_data = session;
    if (setjmp(session->escape) == 0) {
        jpeg_create_decompress(&session->codec);
        session->source = (struct jpeg_source_mgr){
            .next_input_byte = bytes,
            .bytes_in_buffer = count,
            .init_source = on_start,
            .fill_input_buffer = on_more_bytes_wanted,
            .skip_input_data = on_skip,
            .resync_to_restart = jpeg_resync_to_restart,
            .term_source = on_start,
        };
        session->codec.src = &session->source;
        session->progress.progress_monitor = on_progress;
        session->codec.progress = &session->progress;
        body(&session->codec);
    }
    jpeg_destroy_decompress(&session->codec);
    return session->status;
}

// MARK: - Header

static void read_header(j_decompress_ptr codec) {
    session *session = codec->client_data;
    jpeg_save_markers(codec, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(codec, TRUE);
    session->header->orientation = 1;
    for (jpeg_saved_marker_ptr marker = codec->marker_list; marker; marker = marker->next) {
        if (marker->data_length < 6 || memcmp(marker->data, "Exif\0\0", 6) != 0) continue;
        session->header->orientation = ic_exif_orientation(marker->data, marker->data_length);
        break;
    }
}

ic_status ic_jpeg_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason) {
    session session = {.reason = reason, .header = header};
    ic_status status = run(&session, bytes, count, read_header);
    header->width = session.codec.image_width;  // known even where libjpeg refuses the size
    header->height = session.codec.image_height;
    return status;
}

// MARK: - Pixels

/// CMYK as files hold it: inverted (255 is no ink), as Adobe writes it and all readers assume.
static void cmyk_to_rgb(const uint8_t *cmyk, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t key = cmyk[4 * i + 3];
        for (int channel = 0; channel < 3; channel++) {
            rgb[3 * i + channel] = (uint8_t)((cmyk[4 * i + channel] * key + 127) / 255);
        }
    }
}

static void read_rgb(j_decompress_ptr codec) {
    enum { most_rows = 16 };
    session *session = codec->client_data;
    size_t stride = (size_t)session->width * 3;
    while (codec->output_scanline < codec->output_height) {
        JSAMPROW rows[most_rows];
        for (uint32_t i = 0; i < most_rows; i++) {
            size_t row = codec->output_scanline + i;
            rows[i] = session->rgb + stride * (row < session->height ? row : session->height - 1);
        }
        uint32_t left = codec->output_height - codec->output_scanline;
        jpeg_read_scanlines(codec, rows, left < most_rows ? left : most_rows);
    }
}

static void read_cmyk(j_decompress_ptr codec) {
    session *session = codec->client_data;
    JSAMPARRAY row =
        codec->mem->alloc_sarray((j_common_ptr)codec, JPOOL_IMAGE, codec->output_width * 4, 1);
    while (codec->output_scanline < codec->output_height) {
        size_t at = (size_t)codec->output_scanline * session->width * 3;
        jpeg_read_scanlines(codec, row, 1);
        cmyk_to_rgb(row[0], session->rgb + at, session->width);
    }
}

static void read_pixels(j_decompress_ptr codec) {
    session *session = codec->client_data;
    jpeg_read_header(codec, TRUE);
    int is_cmyk = codec->jpeg_color_space == JCS_CMYK || codec->jpeg_color_space == JCS_YCCK;
    codec->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
    codec->scale_num = session->eighths;
    codec->scale_denom = 8;
    session->end_may_be_missing = !jpeg_has_multiple_scans(codec);
    jpeg_start_decompress(codec);
    if (codec->output_width != session->width || codec->output_height != session->height) {
        ic_fail(session->reason, IC_CORRUPT, "the decoder's size differs from the header's");
        leave(session, IC_CORRUPT);
    }
    if (is_cmyk) {
        read_cmyk(codec);
    } else {
        read_rgb(codec);
    }
}

ic_status ic_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t eighths, uint32_t width, uint32_t height, uint8_t *rgb,
    ic_reason *reason) {
    session session = {.reason = reason, .eighths = eighths, .width = width, .height = height, .rgb = rgb};
    return run(&session, bytes, count, read_pixels);
}
