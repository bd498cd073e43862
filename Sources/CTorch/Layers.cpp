// Normalisation, upsampling, and the loss of a logit.
#include "Handle.hpp"

#include <ATen/core/Reduction.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/upsample_nearest2d.h>

ct_status ct_batch_norm(const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *running_mean,
                        ct_tensor *running_variance, bool training, double momentum, double epsilon, ct_tensor **out) {
    return ct::making(out, [&] {
        return at::batch_norm(input->value, scale->value, shift->value, running_mean->value, running_variance->value,
                              training, momentum, epsilon, /*cudnn_enabled=*/false);
    });
}

ct_status ct_upsample_nearest(const ct_tensor *input, int64_t factor, ct_tensor **out) {
    return ct::making(out, [&] {
        const at::Tensor &tensor = input->value;
        TORCH_CHECK(tensor.dim() == 4, "upsampling takes four dimensions, given are ", tensor.dim());
        TORCH_CHECK(factor >= 1, "upsampling takes a factor of at least 1, given is ", factor);
        const double scale = static_cast<double>(factor);
        return at::upsample_nearest2d(tensor, {tensor.size(2) * factor, tensor.size(3) * factor}, scale, scale);
    });
}

ct_status ct_binary_cross_entropy(const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *weights,
                                  ct_tensor **out) {
    return ct::making(out, [&] {
        return at::binary_cross_entropy_with_logits(logits->value, targets->value, ct::optional(weights),
                                                    /*pos_weight=*/{}, at::Reduction::None);
    });
}
