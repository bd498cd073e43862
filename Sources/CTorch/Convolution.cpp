// Convolution. Two kinds that make up this network have a way of their own, for libtorch's is slow in training.
#include "DepthwiseGradient.hpp"
#include "Handle.hpp"

#include <ATen/ops/addmm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Images [N, C, H, W] as one row of C numbers a place: the same elements where they lie channels last.
at::Tensor rows(const at::Tensor &images) { return images.permute({0, 2, 3, 1}).reshape({-1, images.size(1)}); }

/// The same of images that are still to be filled.
at::Tensor empty_rows(const at::Tensor &images) { return images.permute({0, 2, 3, 1}).view({-1, images.size(1)}); }

at::Tensor empty_images(const at::Tensor &like, int64_t channels) {
    return at::empty({like.size(0), channels, like.size(2), like.size(3)},
                     like.options().memory_format(at::MemoryFormat::ChannelsLast));
}

/// Filters [O, C, 1, 1] as a matrix.
at::Tensor matrix(const at::Tensor &weight) { return weight.reshape({weight.size(0), weight.size(1)}); }

/// A convolution of 1x1 is a product of matrices.
at::Tensor pointwise(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias) {
    at::Tensor output = empty_images(input, weight.size(0)), into = empty_rows(output);
    if (bias) {
        at::addmm_out(into, *bias, rows(input), matrix(weight).t());
    } else {
        at::mm_out(into, rows(input), matrix(weight).t());
    }
    return output;
}

/// Spares the copies and the clearing that libtorch's gradient of this convolution does.
struct PointwiseConvolution : torch::autograd::Function<PointwiseConvolution> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &input, const at::Tensor &weight,
                              const std::optional<at::Tensor> &bias) {
        context->save_for_backward({input, weight});
        context->saved_data["has_bias"] = bias.has_value();
        return pointwise(input, weight, bias);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor &input = saved[0], &weight = saved[1], gradient = rows(gradients[0]);
        at::Tensor of_input, of_weight, of_bias;
        if (context->needs_input_grad(0)) {
            of_input = empty_images(gradients[0], weight.size(1));
            at::Tensor into = empty_rows(of_input);
            at::mm_out(into, gradient, matrix(weight));
        }
        if (context->needs_input_grad(1)) of_weight = at::mm(gradient.t(), rows(input)).view(weight.sizes());
        if (context->saved_data["has_bias"].toBool() && context->needs_input_grad(2)) of_bias = gradient.sum({0});
        return {of_input, of_weight, of_bias};
    }
};

at::Tensor convolution(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                       int64_t stride, int64_t padding, int64_t groups) {
    const int64_t no_dilation = 1;
    return at::conv2d(input, weight, bias, at::IntArrayRef(stride), at::IntArrayRef(padding), at::IntArrayRef(no_dilation),
                      groups);
}

/// A depthwise convolution whose filters get their gradient from `ct::filter_gradient`, and all else from libtorch.
struct DepthwiseConvolution : torch::autograd::Function<DepthwiseConvolution> {
    static at::Tensor forward(AutogradContext *context, const at::Tensor &input, const at::Tensor &weight,
                              const std::optional<at::Tensor> &bias, int64_t stride, int64_t padding) {
        context->save_for_backward({input, weight});
        context->saved_data["stride"] = stride;
        context->saved_data["padding"] = padding;
        context->saved_data["has_bias"] = bias.has_value();
        return convolution(input, weight, bias, stride, padding, weight.size(0));
    }

    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor &input = saved[0], &weight = saved[1], &gradient = gradients[0];
        const int64_t stride = context->saved_data["stride"].toInt(), padding = context->saved_data["padding"].toInt();
        at::Tensor of_input, of_weight, of_bias;
        if (context->needs_input_grad(0)) {
            const int64_t none[] = {0, 0}, one[] = {1, 1}, strides[] = {stride, stride}, paddings[] = {padding, padding};
            of_input = std::get<0>(at::convolution_backward(gradient, input, weight, std::nullopt, strides, paddings, one,
                                                            /*transposed=*/false, none, weight.size(0),
                                                            {true, false, false}));
        }
        if (context->needs_input_grad(1)) of_weight = ct::filter_gradient(input, gradient, weight, stride, padding);
        if (context->saved_data["has_bias"].toBool() && context->needs_input_grad(2)) of_bias = gradient.sum({0, 2, 3});
        return {of_input, of_weight, of_bias, {}, {}};
    }
};

/// Whether `pointwise` takes these: filters of 1x1 that see all channels, single precision on the CPU. A bias of the wrong
/// shape is left to libtorch, which refuses it; a product of matrices would repeat one number for all channels.
bool is_pointwise(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias, int64_t stride,
                  int64_t padding, int64_t groups) {
    if (bias && (bias->dim() != 1 || bias->size(0) != weight.size(0))) return false;
    return groups == 1 && stride == 1 && padding == 0 && input.dim() == 4 && weight.dim() == 4 && weight.size(2) == 1 &&
           weight.size(3) == 1 && weight.size(1) == input.size(1) && input.device().is_cpu() &&
           input.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat;
}

} // namespace

ct_status ct_convolution(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, int64_t stride,
                         int64_t padding, int64_t groups, ct_tensor **out) {
    return ct::making(out, [&] {
        const at::Tensor &images = input->value, &filters = weight->value;
        const auto added = ct::optional(bias);
        const bool learns = c10::GradMode::is_enabled() && filters.requires_grad();
        if (is_pointwise(images, filters, added, stride, padding, groups)) {
            return learns ? PointwiseConvolution::apply(images, filters, added) : pointwise(images, filters, added);
        }
        if (learns && ct::has_filter_gradient(images, filters, groups)) {
            return DepthwiseConvolution::apply(images, filters, added, stride, padding);
        }
        return convolution(images, filters, added, stride, padding, groups);
    });
}
