// Gradients.
#include "Handle.hpp"

#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/add.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/reciprocal.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

bool ct_requires_gradient(const ct_tensor *tensor) { return tensor->value.requires_grad(); }

ct_status ct_set_requires_gradient(ct_tensor *tensor, bool on) {
    return ct::guarded([&] { tensor->value.requires_grad_(on); });
}

ct_status ct_backward(const ct_tensor *tensor) {
    return ct::guarded([&] { tensor->value.backward(); });
}

ct_status ct_gradient(const ct_tensor *tensor, ct_tensor **out) {
    return ct::guarded([&] {
        const at::Tensor &gradient = tensor->value.grad();
        *out = gradient.defined() ? new ct_tensor{gradient} : nullptr;
    });
}

ct_status ct_clear_gradients(ct_tensor *const *tensors, size_t count) {
    return ct::guarded([&] {
        for (size_t i = 0; i < count; ++i) tensors[i]->value.mutable_grad().reset();
    });
}

bool ct_set_recording(bool on) {
    const bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(on);
    return before;
}

ct_status ct_clip_gradients(ct_tensor *const *tensors, size_t count, float maximum, float *norm) {
    return ct::guarded([&] {
        c10::NoGradGuard unrecorded;
        std::vector<at::Tensor> gradients;
        for (size_t i = 0; i < count; ++i) {
            const at::Tensor &gradient = tensors[i]->value.grad();
            if (gradient.defined()) gradients.push_back(gradient);
        }
        if (gradients.empty()) {
            *norm = 0;
            return;
        }
        const at::Tensor total = at::linalg_vector_norm(at::stack(at::_foreach_norm(gradients, 2)), 2);
        // As torch.nn.utils.clip_grad_norm_: always multiplied, by at most 1.
        const at::Tensor factor = at::mul(at::reciprocal(at::add(total, 1e-6)), maximum);
        at::_foreach_mul_(gradients, at::clamp_max(factor, 1));
        *norm = total.item<float>();
    });
}
