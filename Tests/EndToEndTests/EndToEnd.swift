import Testing

/// Katmai as its user meets it: the release programs on a small drawn set, one after the other.
///
/// What a model is worth after so short a training does not matter here; that everything fits together does.
@Suite(
    .enabled(
        if: Program.areBuilt,
        "the release programs are not built: `make build`, or name their folder in KATMAI_PROGRAMS"
    ),
    .serialized,
    .timeLimit(.minutes(5)),
    .trained(on: TrainingSet.drawn)
)
struct EndToEnd {}
