using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>load</c>: when requests are due.</summary>
internal static class LoadPart
{
    public const int MostUsers = 1_000_000;

    private static readonly LoadSettings Otherwise = OpenLoad.Default;

    public static ObjectShape Shape { get; } = new(
        "When requests are due: stages are an open loop (a schedule, however slowly answers come), users a closed one. Left out: 50/s for 30s.",
        [
            new("warmUp", Terms.DurationOrZero("Before the measured time; its requests are in no figure.", Otherwise.WarmUp)),
            new("arrival", new ChoiceShape("How the requests of a stage are spaced.", ["constant"]) { Default = "constant", Later = ["poisson", "gamma"] }),
            new("maxInFlight", new NumberShape("Started and not finished, at most; a request due beyond that counts as not started.", 1, 1_000_000)
            {
                IsWhole = true,
                Unit = " requests",
                Default = Otherwise.MaxInFlight,
            }),
            new("stages", new ListShape("Stretches of time, one after the other.", StageShape()) { NeedsOne = "stage" }),
            new("users", new NumberShape("Each sends, reads the whole answer, thinks, and sends again.", 1, MostUsers) { IsWhole = true, Unit = " users" }),
            new("think", new TextShape("A user's pause after an answer: a duration, or two as in 0.1s..0.5s, between which it is uniform.")
            {
                Default = "0s",
                Expectation = "it must be a duration such as 0.5s, or two such as 0.1s..0.5s",
                Pattern = DurationText.RangePattern,
                ProblemOf = text => DurationText.TryParseRange(text, out _, out _, out string? problem) ? null : problem,
            }),
            new("for", Terms.Duration("The measured time of users; stages have their own.", Otherwise.Duration)),
        ])
    {
        Rule = CheckKind,
    };

    public static LoadSettings Settings(CheckedObject load)
    {
        LoadSettings settings = load.Has("users") ? Closed(load) : Open(load);
        return settings with
        {
            WarmUp = load.Duration("warmUp") ?? Otherwise.WarmUp,
            MaxInFlight = load.Whole("maxInFlight") ?? Otherwise.MaxInFlight,
        };
    }

    private static OpenLoad Open(CheckedObject load) => !load.Has("stages")
        ? OpenLoad.Default
        : new OpenLoad
        {
            Stages =
            [
                .. load.Objects("stages").Select(stage => new RateStage(
                    stage.Duration("for").GetValueOrDefault(),
                    stage.Rate("rate").GetValueOrDefault(),
                    stage.Rate("to") ?? stage.Rate("rate").GetValueOrDefault())),
            ],
        };

    private static ClosedLoad Closed(CheckedObject load)
    {
        _ = DurationText.TryParseRange(load.Text("think") ?? "0s", out TimeSpan least, out TimeSpan most, out _);
        return new ClosedLoad
        {
            Users = load.Whole("users").GetValueOrDefault(),
            ThinkLeast = least,
            ThinkMost = most,
            For = load.Duration("for") ?? Otherwise.Duration,
        };
    }

    private static ObjectShape StageShape() => new(
        "A stretch of time at one rate, or over which the rate goes linearly to another.",
        [
            new("for", Terms.Duration("Its length.", otherwise: null)) { Required = true },
            new("rate", Terms.Rate("Requests a second, at its start where to is given: 200/s, 60/min, 3600/h or a bare number of requests a second.")) { Required = true },
            new("to", Terms.Rate("Requests a second at its end. Left out: the same as at its start.")),
        ])
    {
        Later = ["users"],
        Rule = CheckStage,
    };

    /// <summary>A ramp may begin or end at zero; a stage in which nothing is ever due is a slip.</summary>
    private static void CheckStage(DocumentValue stage, ProblemList problems)
    {
        CheckedObject rates = new(stage);
        bool neverLeavesZero = rates.Rate("rate") is 0 && (!rates.Has("to") || rates.Rate("to") is 0);
        if (neverLeavesZero && stage.IsWhole && stage["rate"] is { } rate)
        {
            problems.Add(rate, $"is {rate.Describe()}; it must be above 0 requests a second.");
        }
    }

    private static void CheckKind(DocumentValue load, ProblemList problems)
    {
        if (load["users"] is { } users && load["stages"] is not null)
        {
            problems.Add(users, "and load.stages are both given; keep stages for an open loop, or users for a closed one.");
        }

        foreach (string member in (string[])["think", "for"])
        {
            if (load.IsWhole && load["users"] is null && load[member] is { } alone)
            {
                problems.Add(alone, $"has a meaning only beside load.users; add users, or leave {member} out.");
            }
        }

        if (load["stages"] is { } stages)
        {
            CheckSum(stages, problems);
        }
    }

    private static void CheckSum(DocumentValue stages, ProblemList problems)
    {
        double hours = stages.Items.Sum(stage => new CheckedObject(stage).Duration("for").GetValueOrDefault().TotalHours);
        if (hours > DurationText.Longest.TotalHours && stages.Items.Count > 1)
        {
            problems.Add(stages, $"last {hours:0.##}h together; a run can last at most {DurationText.Format(DurationText.Longest)}.");
        }
    }
}
