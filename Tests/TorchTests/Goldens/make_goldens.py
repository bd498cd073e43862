"""Makes the numbers and files that Torch's tests compare with, by PyTorch and Hugging Face's safetensors.

    python make_goldens.py [efficientnet-lite0-57934424.pth]

Needs torch and safetensors; with the backbone's file, its golden is made too. Made with torch 2.13.0 on the CPU.
"""
import collections, json, pathlib, sys
import torch
from safetensors.torch import save
from torch.nn import functional as F

here = pathlib.Path(__file__).parent
corpus = here.parent / "Corpus" / "pth"


def plain(value):
    """Tensors as {shape, values}, nine digits: enough to name a float32 exactly."""
    if isinstance(value, torch.Tensor):
        flat = value.detach().contiguous().flatten().double().tolist()
        return {"shape": list(value.shape), "values": [float(f"{v:.9g}") for v in flat]}
    return value


def random(*shape, scale=1.0, seed=[0]):
    seed[0] += 1
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed[0])) * scale


def convolutions():
    cases = {}
    for name, shape, weight, stride, padding, groups in [
        ("plain", (2, 3, 5, 4), (4, 3, 3, 3), 1, 1, 1),
        ("strided", (1, 3, 6, 7), (2, 3, 3, 3), 2, 1, 1),
        ("grouped", (1, 4, 5, 5), (6, 2, 3, 3), 2, 1, 2),
        ("depthwise", (2, 4, 6, 6), (4, 1, 5, 5), 1, 2, 4),
        ("unpadded", (1, 2, 4, 4), (3, 2, 1, 1), 1, 0, 1),
    ]:
        x, w, b = random(*shape), random(*weight, scale=0.3), random(weight[0])
        cases[name] = dict(input=x, weight=w, bias=b, stride=stride, padding=padding, groups=groups,
                           output=F.conv2d(x, w, b, stride, padding, 1, groups),
                           without_bias=F.conv2d(x, w, None, stride, padding, 1, groups))
    return cases


def batch_norm():
    x, scale, shift, mean, variance = random(3, 2, 2, 3), random(2), random(2), random(2), random(2).abs() + 0.5
    evaluated = F.batch_norm(x, mean.clone(), variance.clone(), scale, shift, False, 0.1, 1e-3)
    running_mean, running_variance = mean.clone(), variance.clone()
    trained = F.batch_norm(x, running_mean, running_variance, scale, shift, True, 0.1, 1e-3)
    return dict(input=x, scale=scale, shift=shift, mean=mean, variance=variance, evaluated=evaluated, trained=trained,
                mean_after=running_mean, variance_after=running_variance)


def elementwise():
    x = torch.tensor([-100.0, -21.0, -3.25, -0.5, -1e-8, 0.0, 1e-8, 0.75, 5.5, 6.5, 19.0, 88.0])
    positive = torch.tensor([1e-20, 1e-3, 0.5, 1.0, 2.0, 1e4])
    return dict(input=x, positive=positive, sigmoid=x.sigmoid(), softplus=F.softplus(x), exponential=x.exp(),
                absolute=x.abs(), relu6=F.relu6(x), clamped=x.clamp(-1.5, 7), negated=-x, logarithm=positive.log(),
                squareRoot=positive.sqrt(), reciprocalSquareRoot=positive.rsqrt(), power=positive ** 0.3)


def losses():
    logits, targets, weights = random(2, 5, scale=4), torch.rand(2, 5, generator=torch.Generator().manual_seed(1)), random(2, 5).abs()
    logits[0, 0], logits[0, 1] = 200.0, -200.0
    return dict(logits=logits, targets=targets, weights=weights,
                plain=F.binary_cross_entropy_with_logits(logits, targets, reduction="none"),
                weighted=F.binary_cross_entropy_with_logits(logits, targets, weights, reduction="none"))


def network():
    """Gradients through convolution, live batch norm, relu6 and a weighted sum."""
    x, w, b = random(2, 3, 6, 6), random(4, 3, 3, 3, scale=0.5), random(4)
    scale, shift, factor = random(4) * 2, random(4) + 2, random(2, 4, 3, 3)
    for leaf in (x, w, b, scale, shift):
        leaf.requires_grad_()
    mean, variance = torch.zeros(4), torch.ones(4)
    y = F.relu6(F.batch_norm(F.conv2d(x, w, b, 2, 1), mean, variance, scale, shift, True, 0.1, 1e-3))
    loss = (y * factor).sum()
    loss.backward()
    return dict(input=x, weight=w, bias=b, scale=scale, shift=shift, factor=factor, loss=loss, input_gradient=x.grad,
                weight_gradient=w.grad, scale_gradient=scale.grad, shift_gradient=shift.grad)


def convolution_gradients():
    """Gradients of the convolutions that the shim does by itself, behind relu6: images of several shapes, with and without bias."""
    cases = {}
    for name, shape, weight, stride, groups in [
        ("depthwise_gradients", (2, 16, 7, 6), (16, 1, 5, 5), 1, 16),
        ("strided_depthwise_gradients", (2, 16, 6, 9), (16, 1, 5, 5), 2, 16),
        ("narrow_depthwise_gradients", (1, 32, 2, 1), (32, 1, 5, 5), 1, 32),
        ("pointwise_gradients", (2, 3, 4, 5), (6, 3, 1, 1), 1, 1),
    ]:
        x, w, b = random(*shape, scale=2).requires_grad_(), random(*weight).requires_grad_(), random(weight[0]).requires_grad_()
        padding = weight[2] // 2
        y = F.conv2d(x, w, b, stride, padding, 1, groups)
        factor = random(*y.shape)
        loss = (F.relu6(y) * factor).sum()
        loss.backward()
        case = dict(input=x, weight=w, bias=b, stride=stride, padding=padding, groups=groups, factor=factor, loss=loss,
                    input_gradient=x.grad.clone(), weight_gradient=w.grad.clone(), bias_gradient=b.grad.clone())
        w.grad = None
        (F.relu6(F.conv2d(x, w, None, stride, padding, 1, groups)) * factor).sum().backward()
        cases[name] = dict(**case, weight_gradient_without_bias=w.grad)
    return cases


def adamw():
    """Five steps towards targets; the third parameter is channels last, the last has no gradient."""
    starts = [random(3, 2), random(4), random(2, 3, 3, 3).contiguous(memory_format=torch.channels_last), random(2)]
    targets = [random(*s.shape) for s in starts]
    parameters = [s.clone().requires_grad_() for s in starts]
    optimiser = torch.optim.AdamW([dict(params=parameters[:2], lr=0.1), dict(params=parameters[2:], lr=0.01)],
                                  betas=(0.8, 0.99), eps=1e-6, weight_decay=0.05, fused=True)
    norms = []
    for _ in range(5):
        optimiser.zero_grad()
        sum(((p - t) ** 2).sum() for p, t in list(zip(parameters, targets))[:3]).backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_(parameters, 6.0)))
        optimiser.step()
    averages = [s.clone() for s in starts]
    torch._foreach_lerp_(averages, [p.detach() for p in parameters], 0.3)
    return dict(starts=[plain(s) for s in starts], targets=[plain(t) for t in targets], norms=norms,
                ends=[plain(p) for p in parameters], averages=[plain(a) for a in averages])


def write(name, value):
    text = json.dumps({key: {k: plain(v) for k, v in case.items()} for key, case in value.items()})
    (here / name).write_text(text + "\n")


def old_format(name, state):
    torch.save(state, corpus / name, _use_new_zipfile_serialization=False)


def pickled_weights():
    corpus.mkdir(parents=True, exist_ok=True)
    tiny = torch.nn.Sequential(torch.nn.Conv2d(3, 2, (2, 1)), torch.nn.BatchNorm2d(2))
    with torch.no_grad():
        for i, p in enumerate(tiny.parameters()):
            p.copy_(torch.arange(p.numel()).reshape(p.shape) / 4 + i)
        # As converted TensorFlow weights are: the elements in another order than the shape says.
        tiny[0].weight.data = tiny[0].weight.data.permute(2, 3, 1, 0).contiguous().permute(3, 2, 0, 1)
    old_format("tiny.pth", tiny.state_dict())
    base = torch.arange(6.0)
    old_format("shared-storage.pth", collections.OrderedDict(a=base[:2], b=base[2:].reshape(2, 2), c=torch.zeros(0, 3)))
    old_format("plain-dictionary.pth", {"count": torch.tensor([1, -2, 2 ** 40])})
    old_format("no-tensors.pth", collections.OrderedDict())
    return {"tiny": {key: value for key, value in tiny.state_dict().items()}}


def backbone(path):
    state = torch.load(path, weights_only=True)
    names = list(state)
    chosen = [names[0], names[1], names[57], "_blocks.3._depthwise_conv.weight", names[-2], names[-1]]
    return {name: dict(shape=list(state[name].shape), first=[float(f"{v:.9g}") for v in state[name].flatten()[:5].tolist()],
                       sum=float(state[name].double().sum())) for name in chosen}, len(names)


if __name__ == "__main__":
    write("operations.json", dict(**convolutions(), batch_norm=batch_norm(), elementwise=elementwise(), losses=losses(),
                                  network=network(), adamw=adamw(), **convolution_gradients()))
    write("pickled-weights.json", pickled_weights())
    (here / "mixed.safetensors").write_bytes(save(
        {"z/\"é": torch.tensor([[1.5, -2.0], [0.0, 3e-39]]), "a": torch.tensor(7), "b": torch.zeros(0, 2), "Z": torch.tensor([0.25])},
        metadata={"made by": "a\tcurious \"test\" / é"}))
    (here / "half.safetensors").write_bytes(save({"h": torch.tensor([1.0, -0.333, 65504.0, 6e-8]).half()}))
    if len(sys.argv) > 1:
        chosen, count = backbone(sys.argv[1])
        (here / "efficientnet-lite0.json").write_text(json.dumps(dict(count=count, tensors=chosen)) + "\n")
