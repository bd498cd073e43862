// Exceptions to statuses.
#include "Handle.hpp"

#include <c10/util/Exception.h>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace {
thread_local char last_message[2048] = "";
}

namespace ct {

ct_status fail(ct_status status, const char *message) noexcept {
    std::snprintf(last_message, sizeof last_message, "%s", message);
    return status;
}

ct_status describe_exception() noexcept {
    try {
        throw;
    } catch (const c10::OutOfMemoryError &error) {
        return fail(CT_OUT_OF_MEMORY, error.what_without_backtrace());
    } catch (const c10::Error &error) {
        const char *message = error.what_without_backtrace();
        // The CPU allocator throws the plain error type; only its message tells.
        if (std::strstr(message, "DefaultCPUAllocator")) return fail(CT_OUT_OF_MEMORY, message);
        if (std::strstr(message, "INTERNAL ASSERT FAILED")) return fail(CT_OTHER, message);
        return fail(CT_INVALID_ARGUMENT, message);
    } catch (const std::bad_alloc &) {
        return fail(CT_OUT_OF_MEMORY, "the C++ allocator has no memory left");
    } catch (const std::invalid_argument &error) {
        return fail(CT_INVALID_ARGUMENT, error.what());
    } catch (const std::exception &error) {
        return fail(CT_OTHER, error.what());
    } catch (...) {
        return fail(CT_OTHER, "an exception of unknown type");
    }
}

} // namespace ct

const char *ct_last_error_message(void) { return last_message; }
