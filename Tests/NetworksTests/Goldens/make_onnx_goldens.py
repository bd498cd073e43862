"""Makes small_graph.onnx and folded_norm.json, which the tests of ONNXExport compare with.

    python make_onnx_goldens.py

The graph is built with ONNX's own helpers, passes its checker, and answers in onnxruntime and OpenVINO as PyTorch does when it
is told the same network in its own words. Needs onnx, onnxruntime, openvino, torch, numpy.
"""
import json, pathlib
import numpy as np
import onnx
import onnxruntime
import openvino
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_weights

FOLDER = pathlib.Path(__file__).parent


def eighths(*shape):
    return (np.arange(np.prod(shape)) % 7 - 3).astype(np.float32).reshape(shape) / 8


STEM, BIAS, FILTER = eighths(4, 3, 3, 3), np.arange(4, dtype=np.float32) / 8, eighths(4, 1, 3, 3)


def small_graph():
    nodes, values, constants = [], [], []

    def constant(name, array):
        constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(operation, name, inputs, shape, element=TensorProto.FLOAT, **attributes):
        nodes.append(helper.make_node(operation, inputs, [name], name, **dict(sorted(attributes.items()))))
        values.append(helper.make_tensor_value_info(name, element, shape))
        return name

    node("Cast", "images.float", ["images"], ["N", 8, 8, 3], to=TensorProto.FLOAT)
    node("Transpose", "images.planes", ["images.float"], ["N", 3, 8, 8], perm=[0, 3, 1, 2])
    node("Sub", "images.centred", ["images.planes", constant("scalar.127.0", np.float32(127))], ["N", 3, 8, 8])
    node("Mul", "images.normalised", ["images.centred", constant("scalar.0.0078125", np.float32(1 / 128))], ["N", 3, 8, 8])
    filters = dict(kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    inputs = ["images.normalised", constant("stem.weight", STEM), constant("stem.bias", BIAS)]
    node("Conv", "stem", inputs, ["N", 4, 8, 8], group=1, strides=[1, 1], **filters)
    bounds = [constant("scalar.0.0", np.float32(0)), constant("scalar.6.0", np.float32(6))]
    node("Clip", "stem.relu6", ["stem", *bounds], ["N", 4, 8, 8])
    node("Conv", "filter", ["stem.relu6", constant("filter.weight", FILTER)], ["N", 4, 4, 4], group=4, strides=[2, 2], **filters)
    scales = constant("upsampling.2", np.float32([1, 1, 2, 2]))
    resize = dict(coordinate_transformation_mode="asymmetric", mode="nearest", nearest_mode="floor")
    node("Resize", "up", ["filter", "", scales], ["N", 4, 8, 8], **resize)
    node("Add", "sum", ["stem.relu6", "up"], ["N", 4, 8, 8])
    node("Reshape", "fine", ["sum", constant("fine.shape", np.int64([0, 4, 64]))], ["N", 4, 64])
    node("Reshape", "coarse", ["filter", constant("coarse.shape", np.int64([0, 4, 16]))], ["N", 4, 16])
    node("Concat", "points", ["fine", "coarse"], ["N", 4, 80], axis=2)
    node("Transpose", "rows", ["points"], ["N", 80, 4], perm=[0, 2, 1])
    node("Softplus", "distances", ["rows"], ["N", 80, 4])
    node("Mul", "boxes", ["distances", constant("scalar.16.0", np.float32(16))], ["N", 80, 4])
    node("Sigmoid", "scores", ["rows"], ["N", 80, 4])

    images = helper.make_tensor_value_info("images", TensorProto.UINT8, ["N", 8, 8, 3])
    graph = helper.make_graph(nodes, "small", [images], values[-2:], constants, value_info=values[:-2])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7, producer_name="katmai", producer_version="1.2.3"
    )
    helper.set_model_props(model, {"labels": '["bear"]'})
    return model


def in_pytorch(images):
    x = (torch.from_numpy(images).permute(0, 3, 1, 2).float() - 127) / 128
    stem = F.relu6(F.conv2d(x, torch.from_numpy(STEM), torch.from_numpy(BIAS), padding=1))
    filtered = F.conv2d(stem, torch.from_numpy(FILTER), stride=2, padding=1, groups=4)
    total = stem + F.interpolate(filtered, scale_factor=2.0)
    rows = torch.cat([total.flatten(2), filtered.flatten(2)], 2).transpose(1, 2)
    return (F.softplus(rows) * 16).numpy(), rows.sigmoid().numpy()


def check(model):
    onnx.checker.check_model(model, full_check=True)
    data = model.SerializeToString()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(data), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    for batch in (1, 3):
        images = np.random.default_rng(batch).integers(0, 256, (batch, 8, 8, 3), dtype=np.uint8)
        for answers in (session.run(["boxes", "scores"], {"images": images}), list(compiled(images).values())):
            for answer, expected in zip(answers, in_pytorch(images)):
                np.testing.assert_allclose(answer, expected, rtol=1e-5, atol=1e-5)


def folded_norm():
    generator = torch.Generator().manual_seed(0)
    weight = torch.randn(2, 3, 1, 2, generator=generator)
    scale, shift, mean = torch.randn(3, 2, generator=generator)
    variance = torch.rand(2, generator=generator) + 0.1
    folded, bias = fuse_conv_bn_weights(weight, None, mean, variance, 1e-3, scale, shift)
    names = dict(weight=weight, scale=scale, shift=shift, mean=mean, variance=variance, folded=folded, bias=bias)
    return {name: value.flatten().tolist() for name, value in names.items()}


model = small_graph()
check(model)
(FOLDER / "small_graph.onnx").write_bytes(model.SerializeToString(deterministic=True))
(FOLDER / "folded_norm.json").write_text(json.dumps(folded_norm(), indent=1) + "\n")
