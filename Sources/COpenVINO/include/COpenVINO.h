// The door to OpenVINO: its C API, as the wheel carries it. `make setup` puts the headers under `.deps/openvino`.
#pragma once
#include <openvino/c/openvino.h>
