"""Makes detection_loss.json and backbone.json with PyTorch: python make_goldens.py EFFICIENTNET_LITE0.pth

The loss is written out here as the papers have it, on whole tensors, without looking at the Swift code's shortcuts.
"""
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

here = pathlib.Path(__file__).parent
SIZE, STRIDES = 64, (8, 16, 32)


def points():
    centres, strides = [], []
    for stride in STRIDES:
        cells = torch.arange(SIZE // stride)
        y, x = torch.meshgrid(cells, cells, indexing="ij")
        centres.append(torch.stack([(x + 0.5) * stride, (y + 0.5) * stride], -1).reshape(-1, 2))
        strides.append(torch.full((len(cells) ** 2,), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def iou_and_giou(a, b):
    shared = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    area = lambda box: (box[..., 2:] - box[..., :2]).prod(-1)
    union = area(a) + area(b) - shared
    iou = shared / union.clamp(min=1e-6)
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(-1).clamp(min=1e-6)
    return iou, iou - (hull - union) / hull


def task_aligned_targets(scores, boxes, truths, classes, centres, strides):
    iou, _ = iou_and_giou(boxes[None], truths[:, None])
    middle = (truths[:, :2] + truths[:, 2:]) / 2
    near = (centres[None] - middle[:, None]).abs().amax(-1) < strides[None] * 2.5
    inside = ((centres[None] > truths[:, None, :2]) & (centres[None] < truths[:, None, 2:])).all(-1)
    alignment = scores[:, classes].T.clamp(min=1e-4) ** 0.5 * iou.clamp(min=1e-4) ** 4 + iou * 1e-4
    alignment = torch.where(near | inside, alignment, torch.zeros(()))
    chosen = torch.zeros_like(alignment).scatter(1, alignment.topk(10, 1).indices, 1.0) * alignment
    owner = chosen.argmax(0)
    index = (chosen.sum(0) > 0).nonzero()[:, 0]
    positives = chosen > 0
    quality = chosen / chosen.amax(1, keepdim=True).clamp(min=1e-9) * (iou * positives).amax(1, keepdim=True)
    return index, owner[index], quality[owner[index], index]


def detection_loss(logits, sides, truths):
    centres, strides = points()
    distance = F.softplus(sides) * strides[None, :, None] * 2
    boxes = torch.cat([centres - distance[..., :2], centres + distance[..., 2:]], -1)
    target, box_loss, matches = torch.zeros_like(logits), logits.new_zeros(()), []
    for image, objects in enumerate(truths):
        if not objects:
            matches.append([])
            continue
        rows = torch.tensor(objects)
        truth, classes = rows[:, 1:], rows[:, 0].long()
        with torch.no_grad():
            index, owner, quality = task_aligned_targets(
                logits[image].sigmoid(), boxes[image], truth, classes, centres, strides
            )
        target[image, index, classes[owner]] = quality
        box_loss = box_loss + ((1 - iou_and_giou(boxes[image][index], truth[owner])[1]) * quality).sum()
        matches.append([[int(p), int(o), float(q)] for p, o, q in zip(index, owner, quality)])
    weight = torch.where(target > 0, target, 0.75 * logits.sigmoid().detach() ** 2)
    classification = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).sum()
    normaliser = max(float(target.sum()), 1.0)
    return (classification + 2 * box_loss) / normaliser, classification / normaliser, box_loss / normaliser, matches


def random_objects(generator, count, labels):
    def draw(low, high):
        return float(torch.rand((), generator=generator)) * (high - low) + low

    objects = []
    for _ in range(count):
        width, height = draw(3, 40), draw(3, 40)
        left, top = draw(0, SIZE - width), draw(0, SIZE - height)
        label = int(torch.randint(labels, (), generator=generator))
        objects.append([float(label), *(round(v, 2) for v in (left, top, left + width, top + height))])
    return objects


def loss_cases():
    generator = torch.Generator().manual_seed(1)
    touching = [[0.0, 8.0, 8.0, 24.0, 24.0], [1.0, 24.0, 8.0, 40.0, 24.0], [1.0, 8.0, 24.0, 24.0, 40.0]]
    sets = {
        "no objects": [[], []],
        "one object": [[[1.0, 10.0, 12.0, 50.0, 40.0]]],
        "an object beside an empty image": [[], [[0.0, 4.0, 4.0, 20.0, 30.0]]],
        "an object smaller than a cell": [[[0.0, 33.0, 33.0, 35.0, 36.0]]],
        "touching boxes": [touching],
        "a box in a box": [[[0.0, 4.0, 4.0, 60.0, 60.0], [0.0, 20.0, 20.0, 40.0, 40.0]]],
        "fifty objects": [random_objects(generator, 50, 2)],
    }
    count = sum((SIZE // s) ** 2 for s in STRIDES)
    cases = []
    for name, truths in sets.items():
        logits = (torch.randn(len(truths), count, 2, generator=generator) - 2).round(decimals=4).requires_grad_()
        sides = torch.randn(len(truths), count, 4, generator=generator).round(decimals=4).requires_grad_()
        total, classification, box, matches = detection_loss(logits, sides, truths)
        total.backward()
        grad = sides.grad if sides.grad is not None else torch.zeros_like(sides)
        rounded = lambda tensor: [round(v, 7) for v in tensor.detach().flatten().tolist()]
        cases.append(
            {
                "name": name,
                "truths": truths,
                "logits": rounded(logits),
                "sides": rounded(sides),
                "total": float(total),
                "classification": float(classification),
                "box": float(box),
                "matches": matches,
                "logits_gradient": rounded(logits.grad.abs().sum((1, 2))),
                "sides_gradient": rounded(grad.abs().sum((1, 2))),
            }
        )
    return cases


# (expansion, channels, repeats, stride, kernel), EfficientNet-Lite0.
STAGES = [(1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5), (6, 192, 4, 2, 5), (6, 320, 1, 1, 3)]


def layer(inputs, outputs, kernel, stride=1, groups=1, act=True):
    modules = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs, eps=1e-3)]
    return nn.Sequential(*modules, *([nn.ReLU6()] if act else []))


class Block(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        first = [layer(inputs, hidden, 1)] if expansion > 1 else []
        self.body = nn.Sequential(*first, layer(hidden, hidden, kernel, stride, hidden), layer(hidden, outputs, 1, act=False))
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.body(x) if self.residual else self.body(x)


def backbone(path):
    channels, stages = 32, nn.ModuleList()
    network = nn.ModuleDict({"stem": layer(3, 32, 3, 2), "stages": stages})
    for expansion, outputs, repeats, stride, kernel in STAGES:
        blocks = []
        for i in range(repeats):
            blocks.append(Block(channels, outputs, kernel, stride if i == 0 else 1, expansion))
            channels = outputs
        stages.append(nn.Sequential(*blocks))
    weights = torch.load(path, weights_only=True)
    values = [v for k, v in weights.items() if k.startswith(("_conv_stem", "_bn0", "_blocks"))]
    state = network.state_dict()
    assert len(values) == len(state)
    network.load_state_dict(dict(zip(state, values)))
    network.eval()
    y, x, c = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), torch.arange(3), indexing="ij")
    pixels = (x * 7 + y * 13 + c * 29 + x * y) % 256
    with torch.no_grad():
        value = network["stem"](((pixels.permute(2, 0, 1)[None].float() - 127) / 128))
        features = []
        for i, stage in enumerate(stages):
            value = stage(value)
            if i in (2, 4, 6):
                features.append(value)
    return [{"shape": list(f.shape), "first_channels": [round(v, 5) for v in f[0, :, 0, 0].tolist()], "mean": float(f.mean())} for f in features]


(here / "detection_loss.json").write_text(json.dumps(loss_cases()) + "\n")
(here / "backbone.json").write_text(json.dumps(backbone(sys.argv[1])) + "\n")
