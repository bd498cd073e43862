// Making tensors and looking at them.
#include "Handle.hpp"

#include <ATen/ops/all.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/isfinite.h>
#include <cstring>

namespace ct {

at::ScalarType scalar_type(ct_element_type type) {
    switch (type) {
    case CT_FLOAT32: return at::kFloat;
    case CT_INT64: return at::kLong;
    case CT_UINT8: return at::kByte;
    case CT_BOOL: return at::kBool;
    case CT_UNKNOWN_TYPE: break;
    }
    TORCH_CHECK(false, "no such element type: ", static_cast<int>(type));
}

} // namespace ct

ct_status ct_full(const int64_t *shape, size_t rank, float value, ct_tensor **out) {
    return ct::making(out, [&] { return at::full(ct::shape_of(shape, rank), value, at::kFloat); });
}

ct_status ct_from_bytes(ct_element_type type, const int64_t *shape, size_t rank, const void *bytes, size_t byte_count,
                        ct_tensor **out) {
    return ct::making(out, [&] {
        at::Tensor tensor = at::empty(ct::shape_of(shape, rank), ct::scalar_type(type));
        TORCH_CHECK(tensor.nbytes() == byte_count, "the shape ", tensor.sizes(), " needs ", tensor.nbytes(),
                    " bytes, given are ", byte_count);
        if (byte_count > 0) std::memcpy(tensor.mutable_data_ptr(), bytes, byte_count);
        return tensor;
    });
}

ct_status ct_from_pixels(const uint8_t *pixels, int64_t count, int64_t height, int64_t width, ct_tensor **out) {
    return ct::making(out, [&] {
        // libtorch has no tensor over constant memory; this one is only read.
        const at::Tensor bytes = at::from_blob(const_cast<uint8_t *>(pixels), {count, height, width, 3}, at::kByte);
        return bytes.to(at::kFloat).sub_(127).div_(128).permute({0, 3, 1, 2});
    });
}

void ct_free(ct_tensor *tensor) { delete tensor; }

size_t ct_rank(const ct_tensor *tensor) { return static_cast<size_t>(tensor->value.dim()); }

void ct_shape(const ct_tensor *tensor, int64_t *out) {
    for (const int64_t length : tensor->value.sizes()) *out++ = length;
}

ct_element_type ct_type(const ct_tensor *tensor) {
    switch (tensor->value.scalar_type()) {
    case at::kFloat: return CT_FLOAT32;
    case at::kLong: return CT_INT64;
    case at::kByte: return CT_UINT8;
    case at::kBool: return CT_BOOL;
    default: return CT_UNKNOWN_TYPE;
    }
}

ct_status ct_all_finite(const ct_tensor *tensor, bool *out) {
    return ct::guarded([&] { *out = at::isfinite(tensor->value.detach()).all().item<bool>(); });
}

ct_status ct_bytes(const ct_tensor *tensor, const void **bytes, size_t *byte_count) {
    return ct::guarded([&] {
        TORCH_CHECK(tensor->value.is_contiguous(), "the elements are not in row-major order");
        *bytes = tensor->value.const_data_ptr();
        *byte_count = tensor->value.nbytes();
    });
}
