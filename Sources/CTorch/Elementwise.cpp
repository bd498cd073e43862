// Operations element by element.
#include "Handle.hpp"

#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/clamp_min.h>
#include <ATen/ops/div.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/hardtanh_backward.h>
#include <ATen/ops/log.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/neg.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/sub.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

at::Tensor combine(ct_operator operation, const at::Tensor &left, const at::Tensor &right) {
    switch (operation) {
    case CT_ADD: return at::add(left, right);
    case CT_SUBTRACT: return at::sub(left, right);
    case CT_MULTIPLY: return at::mul(left, right);
    case CT_DIVIDE: return at::div(left, right);
    case CT_MINIMUM: return at::minimum(left, right);
    case CT_MAXIMUM: return at::maximum(left, right);
    }
    TORCH_CHECK(false, "no such operator: ", static_cast<int>(operation));
}

at::Tensor combine(ct_operator operation, const at::Tensor &left, float right) {
    switch (operation) {
    case CT_ADD: return at::add(left, right);
    case CT_SUBTRACT: return at::sub(left, right);
    case CT_MULTIPLY: return at::mul(left, right);
    case CT_DIVIDE: return at::div(left, right);
    case CT_MINIMUM: return at::clamp_max(left, right);
    case CT_MAXIMUM: return at::clamp_min(left, right);
    }
    TORCH_CHECK(false, "no such operator: ", static_cast<int>(operation));
}

at::Tensor map(ct_function function, const at::Tensor &tensor) {
    switch (function) {
    case CT_NEGATE: return at::neg(tensor);
    case CT_SIGMOID: return at::sigmoid(tensor);
    case CT_SOFTPLUS: return at::softplus(tensor);
    case CT_EXPONENTIAL: return at::exp(tensor);
    case CT_LOGARITHM: return at::log(tensor);
    case CT_SQUARE_ROOT: return at::sqrt(tensor);
    case CT_RECIPROCAL_SQUARE_ROOT: return at::rsqrt(tensor);
    case CT_ABSOLUTE: return at::abs(tensor);
    case CT_RELU6: return at::hardtanh(tensor, 0, 6);
    }
    TORCH_CHECK(false, "no such function: ", static_cast<int>(function));
}

/// A bound that may be missing.
std::optional<at::Scalar> bound(const float *value) {
    return value ? std::optional<at::Scalar>(*value) : std::nullopt;
}

/// Clamps to 0...6 in place. libtorch's own keeps a copy of what was there before; where the result lies between the bounds says
/// as much.
struct Relu6 : torch::autograd::Function<Relu6> {
    static at::Tensor forward(torch::autograd::AutogradContext *context, at::Tensor tensor) {
        at::hardtanh_(tensor, 0, 6);
        context->mark_dirty({tensor});
        context->save_for_backward({tensor});
        return tensor;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients) {
        return {at::hardtanh_backward(gradients[0], context->get_saved_variables()[0], 0, 6)};
    }
};

} // namespace

ct_status ct_combine(ct_operator operation, const ct_tensor *left, const ct_tensor *right, ct_tensor **out) {
    return ct::making(out, [&] { return combine(operation, left->value, right->value); });
}

ct_status ct_combine_scalar(ct_operator operation, const ct_tensor *left, float right, ct_tensor **out) {
    return ct::making(out, [&] { return combine(operation, left->value, right); });
}

ct_status ct_map(ct_function function, const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return map(function, tensor->value); });
}

ct_status ct_power(const ct_tensor *tensor, float exponent, ct_tensor **out) {
    return ct::making(out, [&] { return at::pow(tensor->value, exponent); });
}

ct_status ct_clamp(const ct_tensor *tensor, const float *minimum, const float *maximum, ct_tensor **out) {
    return ct::making(out, [&] { return at::clamp(tensor->value, bound(minimum), bound(maximum)); });
}

ct_status ct_relu6_in_place(ct_tensor *tensor) {
    return ct::guarded([&] { Relu6::apply(tensor->value); });
}
