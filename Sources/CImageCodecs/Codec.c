#include "Codec.h"

#include <string.h>

ic_status ic_fail(ic_reason *reason, ic_status status, const char *sentence) {
    strncpy(reason->text, sentence, sizeof reason->text - 1);
    reason->text[sizeof reason->text - 1] = 0;
    return status;
}

void ic_over_white(const uint8_t *rgba, uint8_t *rgb, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t alpha = rgba[4 * i + 3];
        for (int channel = 0; channel < 3; channel++) {
            rgb[3 * i + channel] =
                (uint8_t)((rgba[4 * i + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
}

// MARK: - EXIF

typedef struct {
    const uint8_t *bytes;
    size_t count;
    int big_endian;
} tiff_block;

/// A 16- or 32-bit number at `offset`; 0 beyond the end, which no caller mistakes for something useful.
static uint32_t number(const tiff_block *block, size_t offset, int width) {
    if (offset > block->count || block->count - offset < (size_t)width) return 0;
    uint32_t value = 0;
    for (int i = 0; i < width; i++) {
        int place = block->big_endian ? i : width - 1 - i;
        value = value << 8 | block->bytes[offset + place];
    }
    return value;
}

uint32_t ic_exif_orientation(const uint8_t *bytes, size_t count) {
    if (count >= 6 && memcmp(bytes, "Exif\0\0", 6) == 0) {
        bytes += 6;
        count -= 6;
    }
    if (count < 8 || (memcmp(bytes, "II*\0", 4) != 0 && memcmp(bytes, "MM\0*", 4) != 0)) return 1;
    tiff_block block = {bytes, count, bytes[0] == 'M'};
    size_t directory = number(&block, 4, 4);
    uint32_t entries = number(&block, directory, 2);
    for (uint32_t i = 0; i < entries; i++) {
        size_t entry = directory + 2 + 12 * (size_t)i;
        if (entry + 12 > count) return 1;
        if (number(&block, entry, 2) != 0x0112) continue;
        // Type 3, 16 bits, is what the standard says; type 4, 32 bits, is seen in the wild.
        uint32_t type = number(&block, entry + 2, 2);
        uint32_t value = type == 3 || type == 4 ? number(&block, entry + 8, type == 3 ? 2 : 4) : 0;
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}
