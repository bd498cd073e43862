#include "CImageCodecs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// A separable triangle filter, columns first: for each row of the target, the source rows that reach it are
// mixed into one row of 16-bit samples, which is then mixed along x. So the big picture is read once, in
// whole rows, and no picture in between is kept. Pillow goes along x first and rounds to 8 bits in between;
// both are within one of the exact value.

#if defined(__x86_64__) && defined(__linux__)
#define FOR_THIS_CPU __attribute__((target_clones("avx2", "default")))
#else
#define FOR_THIS_CPU
#endif

/// How one side is resampled: target[i] is the sum over k of weights[i * most + k] * source[first[i] + k].
typedef struct {
    uint32_t *first;
    uint32_t *count;
    /// Fractions of 1 << bits that add up to exactly that, each at most `limit`.
    int32_t *weights;
    uint32_t most;
    int bits;
    int32_t limit;
} filter;

enum {
    /// Fraction bits of a sample between the two passes: 255 then just fits into an int16_t.
    sample_bits = 7,
    /// Up to so many rows, the products of a column are cut to 16 bits before they are added.
    few_rows = 64,
    /// Samples mixed at once down a column.
    lanes = 64,
};

static void free_filter(filter *filter) {
    free(filter->first);
    free(filter->count);
    free(filter->weights);
}

/// The triangle's height at the centre of sample `i`.
static double height_at(uint32_t i, double centre, double support) {
    double height = 1 - fabs(i + 0.5 - centre) / support;
    return height > 0 ? height : 0;
}

/// Normalises the triangle's heights and rounds their running total, which makes the weights add up to one
/// exactly.
static void write_weights(filter *filter, uint32_t target, double centre, double support) {
    uint32_t first = filter->first[target], count = filter->count[target];
    int32_t *weights = filter->weights + (size_t)target * filter->most;
    double sum = 0, total = 0;
    for (uint32_t k = 0; k < count; k++) sum += height_at(first + k, centre, support);
    int32_t before = 0;
    for (uint32_t k = 0; k < count; k++) {
        total += height_at(first + k, centre, support);
        int32_t now = (int32_t)(total / sum * (1 << filter->bits) + 0.5);
        weights[k] = now - before < filter->limit ? now - before : filter->limit;
        before = now;
    }
}

/// Returns 0 when out of memory; the filter is to be freed either way.
static int make_filter(filter *filter, uint32_t source, uint32_t target, double start, double extent) {
    double scale = extent / target, support = fmax(1, scale);
    filter->first = malloc(target * sizeof *filter->first);
    filter->count = malloc(target * sizeof *filter->count);
    filter->weights = malloc((size_t)target * filter->most * sizeof *filter->weights);
    if (!filter->first || !filter->count || !filter->weights) return 0;
    for (uint32_t i = 0; i < target; i++) {
        double centre = start + (i + 0.5) * scale;
        double low = fmin(source - 1, fmax(0, floor(centre - support + 0.5)));
        double high = fmin(source, floor(centre + support + 0.5));
        filter->first[i] = (uint32_t)low;
        filter->count[i] = (uint32_t)fmax(1, fmin(high - low, filter->most));
        write_weights(filter, i, centre, support);
    }
    return 1;
}

/// The most source samples that reach one target sample.
static uint32_t reach(uint32_t source, uint32_t target, double extent) {
    return (uint32_t)fmin(source, ceil(fmax(1, extent / target)) * 2 + 1);
}

// MARK: - Down the columns

/// Mixes at most `few_rows` rows of at least `lanes` samples with weights of 16 bits.
FOR_THIS_CPU
static void mix_few_rows(
    const uint8_t *rows, size_t stride, const int32_t *weights, uint32_t row_count, int16_t *mixed,
    size_t count) {
    for (size_t block = 0; block < count; block += lanes) {
        // The last block may overlap the one before.
        size_t x = block + lanes <= count ? block : count - lanes;
        uint16_t sums[lanes];
        // Each product loses half a unit on average when cut, and so does the sum at the end.
        for (int i = 0; i < lanes; i++) sums[i] = (uint16_t)((row_count + 1) / 2);
        for (uint32_t k = 0; k < row_count; k++) {
            const uint8_t *row = rows + k * stride + x;
            uint16_t weight = (uint16_t)weights[k];
            for (int i = 0; i < lanes; i++) {
                sums[i] += (uint16_t)((uint32_t)(uint16_t)(row[i] << 8) * weight >> 16);
            }
        }
        for (int i = 0; i < lanes; i++) mixed[x + i] = (int16_t)(sums[i] >> 1);
    }
}

/// Mixes any number of rows of any length.
FOR_THIS_CPU
static void mix_rows(
    const uint8_t *rows, size_t stride, const int32_t *weights, uint32_t row_count, int bits, int16_t *mixed,
    size_t count) {
    int shift = bits - sample_bits;
    for (size_t x = 0; x < count; x += lanes) {
        size_t width = count - x < lanes ? count - x : lanes;
        int32_t sums[lanes];
        for (int i = 0; i < lanes; i++) sums[i] = 1 << (shift - 1);
        for (uint32_t k = 0; k < row_count; k++) {
            const uint8_t *row = rows + k * stride + x;
            for (size_t i = 0; i < width; i++) sums[i] += row[i] * weights[k];
        }
        for (size_t i = 0; i < width; i++) mixed[x + i] = (int16_t)(sums[i] >> shift);
    }
}

// MARK: - Along a row

typedef int16_t short4 __attribute__((vector_size(8)));
typedef int32_t int4 __attribute__((vector_size(16)));

/// Mixes one row; `mixed` begins at source pixel `start` and may be read one sample beyond its last pixel.
FOR_THIS_CPU
static void mix_pixels(
    const int16_t *mixed, uint32_t start, const filter *filter, uint8_t *target, uint32_t width) {
    int shift = filter->bits + sample_bits;
    int32_t half = 1 << (shift - 1);
    for (uint32_t x = 0; x < width; x++) {
        const int16_t *pixel = mixed + (size_t)(filter->first[x] - start) * 3;
        const int32_t *weights = filter->weights + (size_t)x * filter->most;
        int4 sums = {half, half, half, half};
        for (uint32_t k = 0; k < filter->count[x]; k++) {
            short4 samples;
            memcpy(&samples, pixel + 3 * (size_t)k, sizeof samples);
            sums += __builtin_convertvector(samples, int4) * (int32_t)(int16_t)weights[k];
        }
        for (int channel = 0; channel < 3; channel++) {
            target[3 * x + channel] = (uint8_t)(sums[channel] >> shift);
        }
    }
}

static void mix(
    const uint8_t *source, uint32_t width, const filter *columns, const filter *rows, int16_t *mixed,
    uint8_t *target, uint32_t target_width, uint32_t target_height, size_t stride) {
    uint32_t last = target_width - 1, start = columns->first[0];
    size_t samples = (size_t)(columns->first[last] + columns->count[last] - start) * 3;
    size_t source_stride = (size_t)width * 3;
    for (uint32_t y = 0; y < target_height; y++) {
        const uint8_t *first = source + rows->first[y] * source_stride + (size_t)start * 3;
        const int32_t *weights = rows->weights + (size_t)y * rows->most;
        if (rows->most <= few_rows && samples >= lanes) {
            mix_few_rows(first, source_stride, weights, rows->count[y], mixed, samples);
        } else {
            mix_rows(first, source_stride, weights, rows->count[y], rows->bits, mixed, samples);
        }
        mix_pixels(mixed, start, columns, target + y * stride, target_width);
    }
}

ic_status ic_resize(
    const uint8_t *source, uint32_t width, uint32_t height, ic_region region, uint8_t *target,
    uint32_t target_width, uint32_t target_height, size_t stride) {
    // 16 bits are enough for few samples; many small weights need the 22 that 32-bit sums of bytes leave.
    // Along the row weights are signed 16-bit numbers: below 1/2 where at least four pixels become one, which
    // gains a bit.
    filter rows = {.most = reach(height, target_height, region.height), .limit = INT32_MAX};
    rows.bits = rows.most <= few_rows ? 16 : 22;
    if (rows.bits == 16) rows.limit = UINT16_MAX;
    filter columns = {.most = reach(width, target_width, region.width), .limit = INT16_MAX};
    columns.bits = region.width >= 4 * (double)target_width ? 16 : 15;
    int16_t *mixed = calloc((size_t)width * 3 + 1, sizeof *mixed);
    int is_ready = make_filter(&rows, height, target_height, region.top, region.height)
                   && make_filter(&columns, width, target_width, region.left, region.width) && mixed;
    if (is_ready) mix(source, width, &columns, &rows, mixed, target, target_width, target_height, stride);
    free(mixed);
    free_filter(&rows);
    free_filter(&columns);
    return is_ready ? IC_OK : IC_OUT_OF_MEMORY;
}
