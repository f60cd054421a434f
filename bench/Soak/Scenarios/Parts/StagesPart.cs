using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>load.stages</c>: stretches of time, each with a rate or with users, constant or going from one number to another.</summary>
internal static class StagesPart
{
    public static ListShape Shape { get; } = new("Stretches of time, one after the other: all of rates, or all of users.", StageShape())
    {
        NeedsOne = "stage",
        Rule = CheckTogether,
    };

    /// <summary>The first stage decides; one that says neither is of rates.</summary>
    public static bool AreOfUsers(DocumentValue? stages) => stages?.Items.FirstOrDefault()?["users"] is not null;

    public static IReadOnlyList<RateStage> Rates(CheckedObject load) =>
    [
        .. load.Objects("stages").Select(stage => new RateStage(
            stage.Duration("for").GetValueOrDefault(),
            stage.Rate("rate").GetValueOrDefault(),
            stage.Rate("to") ?? stage.Rate("rate").GetValueOrDefault())),
    ];

    public static IReadOnlyList<UserStage> Users(CheckedObject load) =>
    [
        .. load.Objects("stages").Select(stage => new UserStage(
            stage.Duration("for").GetValueOrDefault(),
            stage.Whole("users").GetValueOrDefault(),
            stage.Whole("to") ?? stage.Whole("users").GetValueOrDefault())),
    ];

    private static ObjectShape StageShape() => new(
        "A stretch of time with one rate or number of users, or over which it goes evenly to another.",
        [
            new("for", Terms.Duration("Its length.", otherwise: null)) { Required = true },
            new("rate", Terms.Rate("Requests a second, at its start where to is given: 200/s, 60/min, 3600/h or a bare number of requests a second.")),
            new("users", new NumberShape("Users, at its start where to is given: they come or go evenly.", 0, LoadPart.MostUsers) { IsWhole = true, Unit = " users" }),
            new("to", Terms.Rate("Requests a second, or users, at its end. Left out: the same as at its start.")),
        ])
    {
        Rule = CheckStage,
    };

    private static void CheckStage(DocumentValue stage, ProblemList problems)
    {
        if (stage["rate"] is not null && stage["users"] is { } second)
        {
            problems.Add(second, "and rate are both given; keep rate for an open loop, or users for a closed one.");
        }
        else if (stage["users"] is { } users)
        {
            CheckUsers(stage, users, problems);
        }
        else if (stage["rate"] is { } rate)
        {
            CheckRate(stage, rate, problems);
        }
        else if (stage is { IsWhole: true, Kind: JsonValueKind.Object })
        {
            problems.Add(stage, "has neither rate nor users; give rate for an open loop, or users for a closed one.");
        }
    }

    /// <summary>A ramp may begin or end at zero; a stage in which nothing is ever due is a slip.</summary>
    private static void CheckRate(DocumentValue stage, DocumentValue rate, ProblemList problems)
    {
        CheckedObject rates = new(stage);
        bool neverLeavesZero = rates.Rate("rate") is 0 && (!rates.Has("to") || rates.Rate("to") is 0);
        if (neverLeavesZero && stage.IsWhole)
        {
            problems.Add(rate, $"is {rate.Describe()}; it must be above 0 requests a second.");
        }
    }

    private static void CheckUsers(DocumentValue stage, DocumentValue users, ProblemList problems)
    {
        DocumentValue? to = stage["to"];
        bool isWhole = to is null || (to.Kind is JsonValueKind.Number && to.Number is >= 0 and <= LoadPart.MostUsers && to.Number == Math.Floor(to.Number));
        if (!isWhole && new CheckedObject(stage).Rate("to") is >= 0)
        {
            problems.Add(to!, $"is {to!.Describe()}; beside users it must be a whole number of users, from 0 to {LoadPart.MostUsers:N0}.");
        }

        if (stage.IsWhole && users is { Kind: JsonValueKind.Number, Number: 0 } && to is null or { Kind: JsonValueKind.Number, Number: 0 })
        {
            problems.Add(users, "is 0; it must be at least 1 user.");
        }
    }

    private static void CheckTogether(DocumentValue stages, ProblemList problems)
    {
        bool areOfUsers = AreOfUsers(stages);
        foreach (DocumentValue stage in stages.Items.Skip(1))
        {
            if (stage[areOfUsers ? "rate" : "users"] is { } other && stage[areOfUsers ? "users" : "rate"] is null)
            {
                problems.Add(other, $"stands among stages of {(areOfUsers ? "users" : "rates")}; keep all stages to one kind.");
            }
        }

        double hours = stages.Items.Sum(stage => new CheckedObject(stage).Duration("for").GetValueOrDefault().TotalHours);
        if (hours > DurationText.Longest.TotalHours && stages.Items.Count > 1)
        {
            problems.Add(stages, $"last {hours:0.##}h together; a run can last at most {DurationText.Format(DurationText.Longest)}.");
        }
    }
}
