// The gradient of a depthwise convolution's filters.
#pragma once

#include <ATen/core/Tensor.h>

namespace ct {

/// Whether `filter_gradient` takes these: single precision on the CPU, one filter of 5x5 a channel, channels a multiple of 16.
bool has_filter_gradient(const at::Tensor &input, const at::Tensor &weight, int64_t groups);

/// The gradient of filters [C, 1, 5, 5], from the images [N, C, H, W] they were laid on and the gradient [N, C, H', W'] of what
/// came out. The same numbers for any number of threads.
at::Tensor filter_gradient(const at::Tensor &images, const at::Tensor &gradient, const at::Tensor &weight, int64_t stride,
                           int64_t padding);

} // namespace ct
