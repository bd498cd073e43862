#include "Codec.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>

static ic_status fail(VP8StatusCode code, ic_reason *reason) {
    switch (code) {
        case VP8_STATUS_OK: return IC_OK;
        case VP8_STATUS_OUT_OF_MEMORY: return ic_fail(reason, IC_OUT_OF_MEMORY, "out of memory");
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED: return ic_fail(reason, IC_TRUNCATED, "the file ends too early");
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return ic_fail(reason, IC_UNSUPPORTED, "a feature of WebP that libwebp does not read");
        default: return ic_fail(reason, IC_CORRUPT, "libwebp finds the bitstream broken");
    }
}

static size_t little_endian(const uint8_t *bytes) {
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (size_t)bytes[3] << 24;
}

/// The orientation in the container's EXIF chunk; 1 where there is none.
static uint32_t orientation(const uint8_t *bytes, size_t count) {
    size_t at = 12;
    while (at <= count && count - at >= 8) {
        size_t length = little_endian(bytes + at + 4);
        if (length > count - at - 8) break;
        if (memcmp(bytes + at, "EXIF", 4) == 0) return ic_exif_orientation(bytes + at + 8, length);
        at += 8 + length + (length & 1);
    }
    return 1;
}

/// Refuses what ends before its container says, and what is an animation.
static ic_status check(
    const uint8_t *bytes, size_t count, WebPBitstreamFeatures *features, ic_reason *reason) {
    if (count >= 12 && little_endian(bytes + 4) > count - 8) {
        return ic_fail(reason, IC_TRUNCATED, "the file is shorter than its header says");
    }
    ic_status status = fail(WebPGetFeatures(bytes, count, features), reason);
    if (status == IC_OK && features->has_animation) {
        return ic_fail(reason, IC_UNSUPPORTED, "it is an animation");
    }
    return status;
}

ic_status ic_webp_header(const uint8_t *bytes, size_t count, ic_header *header, ic_reason *reason) {
    WebPBitstreamFeatures features;
    ic_status status = check(bytes, count, &features, reason);
    if (status != IC_OK) return status;
    header->width = features.width;
    header->height = features.height;
    header->orientation = orientation(bytes, count);
    return IC_OK;
}

ic_status ic_webp_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb, ic_reason *reason) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return ic_fail(reason, IC_UNSUPPORTED, "libwebp's version differs");
    ic_status status = check(bytes, count, &config.input, reason);
    if (status != IC_OK) return status;
    if ((uint32_t)config.input.width != width || (uint32_t)config.input.height != height) {
        return ic_fail(reason, IC_CORRUPT, "the decoder's size differs from the header's");
    }
    size_t pixels = (size_t)width * height;
    int has_alpha = config.input.has_alpha;
    uint8_t *target = has_alpha ? malloc(pixels * 4) : rgb;
    if (!target) return ic_fail(reason, IC_OUT_OF_MEMORY, "out of memory");
    config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = target;
    config.output.u.RGBA.stride = (int)width * (has_alpha ? 4 : 3);
    config.output.u.RGBA.size = pixels * (has_alpha ? 4 : 3);
    status = fail(WebPDecode(bytes, count, &config), reason);
    if (has_alpha) {
        if (status == IC_OK) ic_over_white(target, rgb, pixels);
        free(target);
    }
    WebPFreeDecBuffer(&config.output);
    return status;
}
