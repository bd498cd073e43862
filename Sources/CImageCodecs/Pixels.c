#include "CImageCodecs.h"

#include <string.h>

void ic_flip(uint8_t *rgb, uint32_t width, uint32_t height) {
    for (size_t y = 0; y < height; y++) {
        uint8_t *left = rgb + y * width * 3, *right = left + ((size_t)width - 1) * 3;
        for (; left < right; left += 3, right -= 3) {
            for (int channel = 0; channel < 3; channel++) {
                uint8_t kept = left[channel];
                left[channel] = right[channel];
                right[channel] = kept;
            }
        }
    }
}

void ic_orient(
    const uint8_t *source, uint32_t width, uint32_t height, uint32_t orientation, uint8_t *target) {
    enum { tile = 32 };  // keeps both pictures' lines in the cache where rows become columns
    int64_t across = 3, down = (int64_t)width * 3, last_column = (int64_t)(width - 1) * 3;
    int64_t last_row = (int64_t)(height - 1) * down;
    // Where the upright picture's corner is in the source, and the steps there for one pixel to the right and
    // one down.
    const struct {
        int64_t corner, right, below;
    } ways[9] = {
        {0, across, down},           {0, across, down},
        {last_column, -across, down}, {last_column + last_row, -across, -down},
        {last_row, across, -down},   {0, down, across},
        {last_row, -down, across},   {last_column + last_row, -down, -across},
        {last_column, down, -across},
    };
    int64_t corner = ways[orientation].corner;
    int64_t right = ways[orientation].right, below = ways[orientation].below;
    size_t columns = orientation >= 5 ? height : width, rows = orientation >= 5 ? width : height;
    for (size_t y0 = 0; y0 < rows; y0 += tile) {
        for (size_t x0 = 0; x0 < columns; x0 += tile) {
            size_t y1 = y0 + tile < rows ? y0 + tile : rows, x1 = x0 + tile < columns ? x0 + tile : columns;
            for (size_t y = y0; y < y1; y++) {
                const uint8_t *from = source + corner + (int64_t)x0 * right + (int64_t)y * below;
                uint8_t *to = target + (y * columns + x0) * 3;
                for (size_t x = x0; x < x1; x++, from += right, to += 3) {
                    to[0] = from[0];
                    to[1] = from[1];
                    to[2] = from[2];
                }
            }
        }
    }
}

static int64_t between(int64_t value, int64_t low, int64_t high) {
    return value < low ? low : value > high ? high : value;
}

void ic_paste(
    uint8_t *target, uint32_t width, uint32_t height, const uint8_t *source, uint32_t source_width,
    uint32_t source_height, int64_t left, int64_t top) {
    int64_t x0 = between(left, 0, width), x1 = between(left + source_width, 0, width);
    int64_t y0 = between(top, 0, height), y1 = between(top + source_height, 0, height);
    if (x0 >= x1) return;
    for (int64_t y = y0; y < y1; y++) {
        memcpy(
            target + (y * width + x0) * 3, source + ((y - top) * source_width + x0 - left) * 3,
            (size_t)(x1 - x0) * 3);
    }
}

void ic_fill(
    uint8_t *rgb, uint32_t width, uint32_t height, int64_t left, int64_t top, int64_t right, int64_t bottom,
    uint8_t red, uint8_t green, uint8_t blue) {
    int64_t x0 = between(left, 0, width), x1 = between(right, 0, width);
    int64_t y0 = between(top, 0, height), y1 = between(bottom, 0, height);
    for (int64_t y = y0; y < y1; y++) {
        uint8_t *pixel = rgb + (y * width + x0) * 3;
        for (int64_t x = x0; x < x1; x++, pixel += 3) {
            pixel[0] = red;
            pixel[1] = green;
            pixel[2] = blue;
        }
    }
}

void ic_adjust(
    uint8_t *rgb, uint32_t width, uint32_t height, float brightness, float contrast, float saturation) {
    size_t pixels = (size_t)width * height;
    uint64_t sum = 0;
    for (size_t i = 0; i < pixels * 3; i++) sum += rgb[i];
    float mean = (float)((double)sum / ((double)pixels * 3)) * brightness;
    // The three steps are linear, so together they are x = own * sample + shared * (red + green + blue) +
    // constant.
    float own = brightness * contrast * saturation;
    float shared = brightness * contrast * (1 - saturation) / 3;
    float constant = mean * (1 - contrast) + 0.5F;  // the half rounds
    for (size_t i = 0; i < pixels; i++) {
        uint8_t *pixel = rgb + 3 * i;
        float base = shared * (float)(pixel[0] + pixel[1] + pixel[2]) + constant;
        for (int channel = 0; channel < 3; channel++) {
            float value = own * (float)pixel[channel] + base;
            value = value < 0 ? 0 : value > 255 ? 255 : value;
            pixel[channel] = (uint8_t)(int)value;
        }
    }
}
