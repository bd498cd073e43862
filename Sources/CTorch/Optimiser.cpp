// AdamW and the weight average.
#include "Handle.hpp"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/empty_like.h>
#include <c10/core/GradMode.h>

namespace {

/// The gradient in its parameter's memory layout: the fused kernel walks both as flat memory.
at::Tensor laid_out_like(const at::Tensor &parameter, const at::Tensor &gradient) {
    for (int64_t i = 0; i < parameter.dim(); ++i) {
        if (parameter.size(i) != 1 && parameter.stride(i) != gradient.stride(i)) {
            return at::empty_like(parameter).copy_(gradient);
        }
    }
    return gradient;
}

} // namespace

ct_status ct_adamw_step(ct_adamw_settings settings, ct_tensor *const *parameters, ct_tensor *const *first_moments,
                        ct_tensor *const *second_moments, ct_tensor *const *steps, size_t count) {
    return ct::guarded([&] {
        c10::NoGradGuard unrecorded;
        std::vector<at::Tensor> values, gradients, firsts, seconds, counts;
        for (size_t i = 0; i < count; ++i) {
            const at::Tensor &parameter = parameters[i]->value;
            const at::Tensor &gradient = parameter.grad();
            if (!gradient.defined()) continue;
            values.push_back(parameter);
            gradients.push_back(laid_out_like(parameter, gradient));
            firsts.push_back(first_moments[i]->value);
            seconds.push_back(second_moments[i]->value);
            counts.push_back(steps[i]->value);
        }
        if (values.empty()) return;
        at::_foreach_add_(counts, 1);
        at::_fused_adamw_(values, gradients, firsts, seconds, /*max_exp_avg_sqs=*/{}, counts, settings.learning_rate,
                          settings.beta1, settings.beta2, settings.weight_decay, settings.epsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
    });
}

ct_status ct_interpolate(ct_tensor *const *averages, const ct_tensor *const *values, size_t count, float weight) {
    return ct::guarded([&] {
        if (count == 0) return;
        c10::NoGradGuard unrecorded;
        at::_foreach_lerp_(ct::values(averages, count), ct::values(values, count), weight);
    });
}
