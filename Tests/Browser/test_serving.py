"""What a version's page says of its serving and usage is what the command line says, and the other way round."""

import json

import custom_labels as labels

NOT_READY = "ResourceNotReadyException"


def listed(server, name):
    """Mode, who said so, and the idle time, as `katmai versions` has them."""
    [model] = [each for each in json.loads(server.katmai("versions", "list", "--json")) if each["project"] == name]
    return model["mode"], model["modeFrom"], model["idleSeconds"]


def test_the_mode_kept_on_the_page_goes_before_a_tag(console, server, rekognition, copied, name, photo):
    request = {"ProjectVersionArn": copied, "Image": {"Bytes": photo.read_bytes()}}
    page = console.use(name, "v1").open()
    assert page.mode() == "on-demand" and listed(server, name) == ("on-demand", "server", 300)
    rekognition.tag_resource(ResourceArn=copied, Tags={"katmai:serving": "manual"})
    assert page.open().mode() == "manual" and listed(server, name)[:2] == ("manual", "tag")
    assert labels.refusal(rekognition.detect_custom_labels, **request)[0] == NOT_READY
    page.serve("on-demand", 90)
    assert page.mode() == "on-demand" and listed(server, name) == ("on-demand", "version", 90)
    assert "CustomLabels" in rekognition.detect_custom_labels(**request)
    page.serve("manual", 90)
    rekognition.tag_resource(ResourceArn=copied, Tags={"katmai:serving": "on-demand"})
    assert listed(server, name) == ("manual", "version", 90)
    assert labels.refusal(rekognition.detect_custom_labels, **request)[0] == NOT_READY
    server.katmai("versions", "serving", f"{name}/v1", "--mode", "server")
    assert page.open().mode() == "on-demand" and listed(server, name)[:2] == ("on-demand", "tag")


def test_usage_is_what_the_command_says(console, server, rekognition, copied, name, photo):
    for _ in range(3):
        rekognition.detect_custom_labels(ProjectVersionArn=copied, Image={"Bytes": photo.read_bytes()})
    page = console.use(name, "v1").open()
    page.drop(photo)
    page.detections()
    usage = json.loads(server.katmai("usage", "--json"))
    months = [each for each in usage["months"] if each["project"] == name]
    assert [(each["calls"], each["coldCalls"], each["warmCalls"], each["failedCalls"]) for each in months] == [(4, 1, 3, 0)]
    [month] = months
    assert page.open().usage() == [[
        month["month"], "4", f"1\n{month['cold']['p50'] / 1000:.2f} s", f"3\n{month['warm']['p50'] / 1000:.2f} s", "0",
        f"{month['rekognitionHours']:.1f}", f"${month['rekognitionDollars']:,.2f}",
    ]]
    assert f"at ${usage['hourlyDollars']:.2f} each, AWS's price on {usage['hourlyDollarsDate']}" in page.usage_words()
    # All of it is seen, beside the rail and on a tablet.
    for width in (1280, 820):
        console.browser.size(width)
        assert page.usage_overflow() <= 0, width
