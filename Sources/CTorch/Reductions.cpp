// Sums, means and greatest values; and what changes elements in place.
#include "Handle.hpp"

#include <ATen/ops/amax.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/sum.h>
#include <c10/core/GradMode.h>

ct_status ct_sum(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return at::sum(tensor->value); });
}

ct_status ct_mean(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return at::mean(tensor->value); });
}

ct_status ct_sum_dimension(const ct_tensor *tensor, int64_t dimension, bool keep, ct_tensor **out) {
    return ct::making(out, [&] { return at::sum(tensor->value, at::IntArrayRef(dimension), keep); });
}

ct_status ct_maximum_value(const ct_tensor *tensor, int64_t dimension, ct_tensor **out) {
    return ct::making(out, [&] { return at::amax(tensor->value, at::IntArrayRef(dimension)); });
}

ct_status ct_copy(ct_tensor *tensor, const ct_tensor *source) {
    return ct::guarded([&] {
        c10::NoGradGuard unrecorded;
        tensor->value.copy_(source->value);
    });
}

ct_status ct_fill(ct_tensor *tensor, float value) {
    return ct::guarded([&] {
        c10::NoGradGuard unrecorded;
        tensor->value.fill_(value);
    });
}

ct_status ct_scale(ct_tensor *tensor, float factor) {
    return ct::guarded([&] {
        c10::NoGradGuard unrecorded;
        tensor->value.mul_(factor);
    });
}
