// Shape, memory layout and element type.
#include "Handle.hpp"

#include <ATen/ops/cat.h>
#include <ATen/ops/flatten.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/reshape.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/unsqueeze.h>

ct_status ct_concatenate(const ct_tensor *const *tensors, size_t count, int64_t dimension, ct_tensor **out) {
    return ct::making(out, [&] { return at::cat(ct::values(tensors, count), dimension); });
}

ct_status ct_stack(const ct_tensor *const *tensors, size_t count, int64_t dimension, ct_tensor **out) {
    return ct::making(out, [&] { return at::stack(ct::values(tensors, count), dimension); });
}

ct_status ct_reshape(const ct_tensor *tensor, const int64_t *shape, size_t rank, ct_tensor **out) {
    return ct::making(out, [&] { return at::reshape(tensor->value, ct::shape_of(shape, rank)); });
}

ct_status ct_flatten(const ct_tensor *tensor, int64_t first, ct_tensor **out) {
    return ct::making(out, [&] { return at::flatten(tensor->value, first, -1); });
}

ct_status ct_permute(const ct_tensor *tensor, const int64_t *order, size_t rank, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.permute(ct::shape_of(order, rank)); });
}

ct_status ct_transpose(const ct_tensor *tensor, int64_t first, int64_t second, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.transpose(first, second); });
}

ct_status ct_narrow(const ct_tensor *tensor, int64_t dimension, int64_t start, int64_t length, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.narrow(dimension, start, length); });
}

ct_status ct_unsqueeze(const ct_tensor *tensor, int64_t dimension, ct_tensor **out) {
    return ct::making(out, [&] { return at::unsqueeze(tensor->value, dimension); });
}

ct_status ct_rows(const ct_tensor *tensor, const ct_tensor *indices, ct_tensor **out) {
    return ct::making(out, [&] { return at::index_select(tensor->value, 0, indices->value); });
}

ct_status ct_contiguous(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.contiguous(); });
}

ct_status ct_channels_last(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.contiguous(at::MemoryFormat::ChannelsLast); });
}

ct_status ct_convert(const ct_tensor *tensor, ct_element_type type, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.to(ct::scalar_type(type)); });
}

ct_status ct_detach(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.detach(); });
}

ct_status ct_clone(const ct_tensor *tensor, ct_tensor **out) {
    return ct::making(out, [&] { return tensor->value.clone(); });
}
