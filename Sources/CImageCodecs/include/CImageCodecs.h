#pragma once

#include <stddef.h>
#include <stdint.h>

// Pixels in and out of files, and the loops over pixels that must be fast in debug builds too.
//
// Every picture is RGB, 8 bits a sample, 3 bytes a pixel, rows from top to bottom. The caller owns all memory
// it passes; what a function allocates for the caller says so. libjpeg and libpng report errors with longjmp:
// it never leaves this module. All functions may be called from several threads at once.

// MARK: - Outcomes

typedef enum {
    IC_OK = 0,
    /// The bytes end before the picture does.
    IC_TRUNCATED,
    /// The bytes contradict their format.
    IC_CORRUPT,
    /// A valid file of a kind that the codec does not read.
    IC_UNSUPPORTED,
    /// A side is longer than the codec itself can take.
    IC_TOO_LARGE,
    IC_OUT_OF_MEMORY,
} ic_status;

/// The codec's own words, ended by a zero byte; written when a function's status is not IC_OK.
typedef struct {
    char text[200];
} ic_reason;

/// What a file's header says.
typedef struct {
    /// Stored size, before the orientation is applied.
    uint32_t width;
    uint32_t height;
    /// EXIF's, 1...8; 1 where the file has none or one that makes no sense.
    uint32_t orientation;
} ic_header;

// MARK: - Decoding
//
// `rgb` takes width * height * 3 bytes of the stored size. On failure its contents are undefined.

ic_status ic_jpeg_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason);

/// `eighths` is the scale, 1...8; `width` and `height` are the stored sides times eighths / 8, rounded up.
ic_status ic_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t eighths, uint32_t width, uint32_t height, uint8_t *rgb,
    ic_reason *reason);

ic_status ic_png_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason);

/// Transparent pixels are laid over white.
ic_status ic_png_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb, ic_reason *reason);

ic_status ic_webp_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason);

/// Transparent pixels are laid over white.
ic_status ic_webp_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb, ic_reason *reason);

// MARK: - Encoding
//
// `*file` is allocated with malloc; the caller frees it with free(). It is NULL on failure.

/// `quality` is libjpeg's, 1...100.
ic_status ic_jpeg_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, int quality, uint8_t **file, size_t *count,
    ic_reason *reason);

ic_status ic_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, uint8_t **file, size_t *count, ic_reason *reason);

// MARK: - Resizing

/// A part of a picture, in pixels from its upper left corner; it may begin and end within a pixel.
typedef struct {
    double left;
    double top;
    double width;
    double height;
} ic_region;

/// Resamples `region` of `source` with a triangle filter, widened by the factor of reduction (antialiased
/// bilinear).
///
/// `region` lies in the source and is not empty. `stride` is the number of bytes from one row of `target` to
/// the next.
ic_status ic_resize(
    const uint8_t *source, uint32_t width, uint32_t height, ic_region region, uint8_t *target,
    uint32_t target_width, uint32_t target_height, size_t stride);

// MARK: - Pixels in place

/// Turns a stored picture upright: `target` has the sides exchanged for orientations 5...8.
void ic_orient(
    const uint8_t *source, uint32_t width, uint32_t height, uint32_t orientation, uint8_t *target);

/// Mirrors left and right.
void ic_flip(uint8_t *rgb, uint32_t width, uint32_t height);

/// Copies `source` onto `target` with its corner at (left, top), which may lie outside; what sticks out is
/// left out.
void ic_paste(
    uint8_t *target, uint32_t width, uint32_t height, const uint8_t *source, uint32_t source_width,
    uint32_t source_height, int64_t left, int64_t top);

/// Fills the part of the rectangle that lies in the picture.
void ic_fill(
    uint8_t *rgb, uint32_t width, uint32_t height, int64_t left, int64_t top, int64_t right, int64_t bottom,
    uint8_t red, uint8_t green, uint8_t blue);

/// x = brightness * sample; x = (x - mean) * contrast + mean over the whole picture; then x = (x - grey) *
/// saturation + grey with each pixel's mean of three as grey. Rounded and clamped to 0...255.
void ic_adjust(
    uint8_t *rgb, uint32_t width, uint32_t height, float brightness, float contrast, float saturation);
