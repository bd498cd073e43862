#ifndef KATMAI_CTORCH_H
#define KATMAI_CTORCH_H

/*
 The part of libtorch that Katmai uses, as plain C.

 Rules that hold for every function here:
 - A function that can fail returns a status; its result comes by pointer, and nothing is written there on failure.
   No C++ exception crosses this border.
 - A tensor that comes by `ct_tensor **out` is owned by the caller, who ends it with ct_free. Tensors passed in stay
   the caller's; the elements live until the last tensor that shares them is freed.
 - Shapes are `rank` lengths, outermost first. Dimensions count from 0; negative ones count from the end.
 - Elements are on the CPU. "New" elements are a copy of their own; "shared" ones alias the input's.
 - Tensors are not locked: one thread at a time.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ct_status {
    CT_OK = 0,
    CT_INVALID_ARGUMENT, /* shapes, types or values that do not fit each other or the function */
    CT_OUT_OF_MEMORY,
    CT_OTHER,
} ct_status;

typedef enum ct_element_type {
    CT_FLOAT32 = 0,
    CT_INT64,
    CT_UINT8,
    CT_BOOL,
    CT_UNKNOWN_TYPE, /* never made by this header's functions */
} ct_element_type;

/* A tensor: shape, element type, autograd state, and a share in the memory of its elements. */
typedef struct ct_tensor ct_tensor;

/* What went wrong in this thread's last call that failed; valid until the thread's next failure. */
const char *ct_last_error_message(void);

/* ---- The process ---- */

/* Version of the headers this was compiled with, such as "2.13.0". */
const char *ct_version(void);
/* Number of threads that one operation uses; at least 1. */
ct_status ct_set_threads(int count);
int ct_threads(void);
/* Seeds libtorch's own generators. */
ct_status ct_seed(uint64_t seed);
/* Rounds denormal floats to 0 in this thread and those it starts later; false where the CPU cannot. */
bool ct_flush_denormals(bool on);
/* Tells malloc to keep freed blocks, whatever their size, for the next allocation; false where malloc refuses. */
bool ct_keep_freed_memory(void);

/* ---- Making tensors ---- */

/* float32, every element `value`. */
ct_status ct_full(const int64_t *shape, size_t rank, float value, ct_tensor **out);
/* Copies `byte_count` bytes of row-major elements; the count must be that of the shape. */
ct_status ct_from_bytes(ct_element_type type, const int64_t *shape, size_t rank, const void *bytes, size_t byte_count,
                        ct_tensor **out);
/* From RGB pixels [count, height, width, 3] to float32 [count, 3, height, width], channels last in memory,
   (pixel - 127) / 128. Reads count * height * width * 3 bytes. */
ct_status ct_from_pixels(const uint8_t *pixels, int64_t count, int64_t height, int64_t width, ct_tensor **out);
/* Accepts NULL. */
void ct_free(ct_tensor *tensor);

/* ---- Looking at tensors ---- */

size_t ct_rank(const ct_tensor *tensor);
/* Writes ct_rank lengths. */
void ct_shape(const ct_tensor *tensor, int64_t *out);
ct_element_type ct_type(const ct_tensor *tensor);
/* True when no element is infinite or not a number. */
ct_status ct_all_finite(const ct_tensor *tensor, bool *out);
/* The elements of a row-major tensor, as ct_contiguous gives it; they live as long as the tensor. */
ct_status ct_bytes(const ct_tensor *tensor, const void **bytes, size_t *byte_count);

/* ---- Element by element: new elements, inputs broadcast ---- */

typedef enum ct_operator { CT_ADD, CT_SUBTRACT, CT_MULTIPLY, CT_DIVIDE, CT_MINIMUM, CT_MAXIMUM } ct_operator;

typedef enum ct_function {
    CT_NEGATE,
    CT_SIGMOID,
    CT_SOFTPLUS,
    CT_EXPONENTIAL,
    CT_LOGARITHM,
    CT_SQUARE_ROOT,
    CT_RECIPROCAL_SQUARE_ROOT,
    CT_ABSOLUTE,
    CT_RELU6,
} ct_function;

ct_status ct_combine(ct_operator operation, const ct_tensor *left, const ct_tensor *right, ct_tensor **out);
ct_status ct_combine_scalar(ct_operator operation, const ct_tensor *left, float right, ct_tensor **out);
ct_status ct_map(ct_function function, const ct_tensor *tensor, ct_tensor **out);
ct_status ct_power(const ct_tensor *tensor, float exponent, ct_tensor **out);
/* A NULL bound does not bind; not both may be NULL. */
ct_status ct_clamp(const ct_tensor *tensor, const float *minimum, const float *maximum, ct_tensor **out);
/* Clamps to 0...6 in place, seen by autograd. */
ct_status ct_relu6_in_place(ct_tensor *tensor);

/* ---- Layers: new elements ---- */

/* Input [N, C, H, W], weight [O, C / groups, K, L], bias [O] or NULL, to [N, O, H', W']; stride and padding hold for
   both directions. */
ct_status ct_convolution(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, int64_t stride,
                         int64_t padding, int64_t groups, ct_tensor **out);
/* Input [N, C, ...]; the other four [C]. When training, normalises by the batch's statistics and moves the running ones
   towards them by `momentum`, in place; else normalises by the running ones. */
ct_status ct_batch_norm(const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *running_mean,
                        ct_tensor *running_variance, bool training, double momentum, double epsilon, ct_tensor **out);
/* Input [N, C, H, W] to [N, C, factor * H, factor * W]. */
ct_status ct_upsample_nearest(const ct_tensor *input, int64_t factor, ct_tensor **out);
/* Binary cross-entropy of each logit against its target in 0...1, times its weight; weights may be NULL. */
ct_status ct_binary_cross_entropy(const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *weights,
                                  ct_tensor **out);

/* ---- Shape and kind ---- */

/* New elements. */
ct_status ct_concatenate(const ct_tensor *const *tensors, size_t count, int64_t dimension, ct_tensor **out);
ct_status ct_stack(const ct_tensor *const *tensors, size_t count, int64_t dimension, ct_tensor **out);
/* One length may be -1: what is left. Shared elements where the layout allows it, else new ones. */
ct_status ct_reshape(const ct_tensor *tensor, const int64_t *shape, size_t rank, ct_tensor **out);
ct_status ct_flatten(const ct_tensor *tensor, int64_t first, ct_tensor **out);
/* Shared elements. */
ct_status ct_permute(const ct_tensor *tensor, const int64_t *order, size_t rank, ct_tensor **out);
ct_status ct_transpose(const ct_tensor *tensor, int64_t first, int64_t second, ct_tensor **out);
ct_status ct_narrow(const ct_tensor *tensor, int64_t dimension, int64_t start, int64_t length, ct_tensor **out);
ct_status ct_unsqueeze(const ct_tensor *tensor, int64_t dimension, ct_tensor **out);
/* Rows along dimension 0 by int64 indices [M]; new elements. */
ct_status ct_rows(const ct_tensor *tensor, const ct_tensor *indices, ct_tensor **out);
/* Row-major, channels-last (rank 4), or of another type; shared elements where they are so already. */
ct_status ct_contiguous(const ct_tensor *tensor, ct_tensor **out);
ct_status ct_channels_last(const ct_tensor *tensor, ct_tensor **out);
ct_status ct_convert(const ct_tensor *tensor, ct_element_type type, ct_tensor **out);
/* Shared elements without autograd history. */
ct_status ct_detach(const ct_tensor *tensor, ct_tensor **out);
/* New elements in the same memory layout, seen by autograd. */
ct_status ct_clone(const ct_tensor *tensor, ct_tensor **out);

/* ---- Reductions: new elements ---- */

/* To rank 0. */
ct_status ct_sum(const ct_tensor *tensor, ct_tensor **out);
ct_status ct_mean(const ct_tensor *tensor, ct_tensor **out);
ct_status ct_sum_dimension(const ct_tensor *tensor, int64_t dimension, bool keep, ct_tensor **out);
/* The greatest value along a dimension, which goes. */
ct_status ct_maximum_value(const ct_tensor *tensor, int64_t dimension, ct_tensor **out);

/* ---- In place, not seen by autograd ---- */

ct_status ct_copy(ct_tensor *tensor, const ct_tensor *source);
ct_status ct_fill(ct_tensor *tensor, float value);
ct_status ct_scale(ct_tensor *tensor, float factor);

/* ---- Autograd ---- */

bool ct_requires_gradient(const ct_tensor *tensor);
ct_status ct_set_requires_gradient(ct_tensor *tensor, bool on);
/* Adds the derivatives of this tensor of one element to the gradients of all leaves it was made from. */
ct_status ct_backward(const ct_tensor *tensor);
/* The gradient, its elements shared; NULL when there is none. */
ct_status ct_gradient(const ct_tensor *tensor, ct_tensor **out);
/* Sets gradients to none. */
ct_status ct_clear_gradients(ct_tensor *const *tensors, size_t count);
/* Whether operations of this thread are recorded for backward; gives what held before. */
bool ct_set_recording(bool on);
/* Scales all gradients by one factor so that their joint 2-norm is at most `maximum`; gives the norm before. Tensors
   without gradient are passed over. */
ct_status ct_clip_gradients(ct_tensor *const *tensors, size_t count, float maximum, float *norm);

/* ---- Optimisation: in place, not seen by autograd ---- */

typedef struct ct_adamw_settings {
    double learning_rate;
    double beta1;
    double beta2;
    double weight_decay;
    double epsilon;
} ct_adamw_settings;

/* One step of AdamW for `count` parameters, each with its two moments of the same shape and its step count (float32,
   rank 0). A parameter without gradient, and its state, stay as they are. */
ct_status ct_adamw_step(ct_adamw_settings settings, ct_tensor *const *parameters, ct_tensor *const *first_moments,
                        ct_tensor *const *second_moments, ct_tensor *const *steps, size_t count);
/* Moves each of `averages` towards its value: average + weight * (value - average). */
ct_status ct_interpolate(ct_tensor *const *averages, const ct_tensor *const *values, size_t count, float weight);

#ifdef __cplusplus
}
#endif

#endif
