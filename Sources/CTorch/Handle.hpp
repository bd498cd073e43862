// What the files of the shim share: the handle, and the guard that no exception passes.
#pragma once

#include "CTorch.h"

#include <ATen/core/Tensor.h>
#include <new>
#include <utility>
#include <vector>

struct ct_tensor {
    at::Tensor value;
};

namespace ct {

/// Keeps the message for ct_last_error_message, cut to a fixed length so that this itself cannot fail.
ct_status fail(ct_status status, const char *message) noexcept;

/// Names the exception that is being handled: its status and its message.
ct_status describe_exception() noexcept;

/// Runs `body` and turns any C++ exception into a status: none may cross into Swift.
template <typename Body> ct_status guarded(Body &&body) noexcept {
    try {
        body();
        return CT_OK;
    } catch (...) {
        return describe_exception();
    }
}

/// Runs `body` and hands its tensor to the caller.
template <typename Body> ct_status making(ct_tensor **out, Body &&body) noexcept {
    return guarded([&] { *out = new ct_tensor{body()}; });
}

inline at::IntArrayRef shape_of(const int64_t *lengths, size_t rank) { return {lengths, rank}; }

/// The tensors behind an array of handles.
template <typename Handle> std::vector<at::Tensor> values(Handle *const *handles, size_t count) {
    std::vector<at::Tensor> result;
    result.reserve(count);
    for (size_t i = 0; i < count; ++i) result.push_back(handles[i]->value);
    return result;
}

/// An optional tensor, as libtorch wants it.
inline std::optional<at::Tensor> optional(const ct_tensor *handle) {
    return handle ? std::optional<at::Tensor>(handle->value) : std::nullopt;
}

at::ScalarType scalar_type(ct_element_type type);

} // namespace ct
