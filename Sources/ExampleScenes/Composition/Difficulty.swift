/// How hard the scenes are for a detector: every probability that decides it, in one place.
///
/// The goal that the defaults are tuned to: trained with default settings on 120 scenes, a detector reaches an AP50 between
/// .75 and .95 on 60 others, and less without augmentation.
package struct Difficulty: Sendable {
    /// The chance that each further animal joins the first, up to three in all.
    package var companion: Float = 0.3
    /// The chance that an animal shows its back or its face and not its side.
    package var endOn: Float = 0.25
    /// The deepest that an animal wades, as a share of its length.
    package var wading: Float = 0.24
    /// The chance that something is put in front of an animal on purpose.
    package var occlusion: Float = 0.3
    /// At most this share of an animal is hidden by what stands before it.
    package var mostHidden: Float = 0.5
    /// The chance that an animal's coat comes close to the colour of the scene's rocks and logs.
    package var camouflage: Float = 0.15
    /// The chance that a rock is shaped like a bear.
    package var likeness: Float = 0.15
    /// Rocks, logs and stumps in a scene, occluders not counted.
    package var confusers: ClosedRange<Int> = 2...7
    /// The length of an animal in image heights: 2.1 m of bear, 1.4 m of wolf, scaled for cubs.
    package var length: ClosedRange<Float> = 0.26...0.85
    /// The chance of fog, rain or dusk in place of good light.
    package var murk: Float = 0.3
    /// The chance that the picture is blurred by motion or focus.
    package var blur: Float = 0.15
    /// The standard deviation of the camera's noise, as a share of full scale, in good light.
    package var grain: ClosedRange<Float> = 0.004...0.022

    /// The tuned defaults.
    package init() {}
}
