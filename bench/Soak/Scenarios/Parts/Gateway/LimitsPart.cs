using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.limits</c>: how much is let in.</summary>
internal static class LimitsPart
{
    private const int MostLimits = 64;

    private static readonly LimitSettings Otherwise = new() { Limit = 1 };

    /// <summary>Those that a model answers; the list of models is not limited.</summary>
    private static readonly Endpoint[] Limited = [.. Enum.GetValues<Endpoint>().Where(endpoint => endpoint is not (Endpoint.Models or Endpoint.Custom))];

    public static ListShape Shape { get; } = new("Rate limits; a request must be within all that are for it, and one that is not is answered with 429 and charged to none. Left out: none.", LimitShape())
    {
        Rule = (limits, problems) =>
        {
            if (limits.Items.Count > MostLimits) problems.Add(limits, $"holds {limits.Items.Count:N0} limits; it must be at most {MostLimits}.");
        },
    };

    public static ValueList<LimitSettings> Settings(IEnumerable<CheckedObject> limits) =>
    [
        .. limits.Select(limit => new LimitSettings
        {
            Per = Named(limit, "per", Otherwise.Per),
            Of = Named(limit, "of", Otherwise.Of),
            Window = Named(limit, "window", Otherwise.Window),
            Limit = limit.Whole("limit").GetValueOrDefault(),
            Every = limit.Duration("every") ?? Otherwise.Every,
            Burst = limit.Whole("burst"),
            Tenants = PlansPart.Texts(limit, "tenants"),
            Models = PlansPart.Texts(limit, "models"),
            Endpoints = [.. limit.Items("endpoints").Select(item => Limited.First(endpoint => NameOf(endpoint) == item.Text))],
        }),
    ];

    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The tenants and models that limits name against those of the gateway.</summary>
    /// <param name="limits">The list; null: there is none.</param>
    /// <param name="tenants">Their names; null: there are none, and any will do.</param>
    /// <param name="models">The same of models.</param>
    public static void CheckNames(
        DocumentValue? limits, IReadOnlyList<string>? tenants, IReadOnlyList<string>? models, ProblemList problems)
    {
        foreach (DocumentValue limit in limits?.Items ?? [])
        {
            PlansPart.CheckKnown(limit["tenants"], tenants, "the gateway's tenants are", problems);
            PlansPart.CheckKnown(limit["models"], models, "the gateway's models are", problems);
        }
    }

    private static ObjectShape LimitShape() => new(
        "One limit.",
        [
            new("per", Choice("What is counted apart; all: nothing.", Otherwise.Per)),
            new("of", Choice("What is counted. Of tokens a request is charged its prompt and its max_tokens, and what it did not use is given back when its answer is over.", Otherwise.Of)),
            new("window", Choice("fixed: windows one after the other; sliding: any stretch of that length; bucket: refilled evenly.", Otherwise.Window)),
            new("limit", new NumberShape("Requests or tokens in each window, or what a bucket gets in that time.", 1, LimitSettings.MostLimit) { IsWhole = true }) { Required = true },
            new("every", Terms.Duration("The window's length.", Otherwise.Every) with { ProblemOf = ProblemOfEvery }),
            new("burst", new NumberShape("What a bucket holds. Left out: as much as limit.", 1, LimitSettings.MostLimit) { IsWhole = true }),
            new("tenants", new ListShape("Whose requests it is for. Left out: everybody's.", Terms.NotEmpty("A tenant.", otherwise: null)) { NeedsOne = "tenant" }),
            new("models", new ListShape("Requests for which models. Left out: all.", Terms.NotEmpty("A model.", otherwise: null)) { NeedsOne = "model" }),
            new("endpoints", new ListShape("Requests to which endpoints. Left out: all that a model answers.", new ChoiceShape("An endpoint.", [.. Limited.Select(NameOf)])) { NeedsOne = "endpoint" }),
        ])
    {
        Rule = (limit, problems) =>
        {
            if (limit["burst"] is { } burst && limit["window"]?.Text != NameOf(LimitWindow.Bucket))
            {
                problems.Add(burst, "is of a bucket alone; leave it out, or set window to bucket.");
            }
        },
    };

    private static ChoiceShape Choice<T>(string description, T otherwise)
        where T : struct, Enum => new(description, [.. Enum.GetValues<T>().Select(NameOf)])
        {
            Default = JsonValue.Create(NameOf(otherwise)),
        };

    private static string? ProblemOfEvery(string text) => !DurationText.TryParse(text, out TimeSpan every, out string? problem) ? problem
        : every < LimitSettings.LeastEvery ? $"it must be at least {DurationText.Format(LimitSettings.LeastEvery)}"
        : null;

    private static T Named<T>(CheckedObject limit, string member, T otherwise)
        where T : struct, Enum => limit.Text(member) is { } name ? Enum.GetValues<T>().First(value => NameOf(value) == name) : otherwise;
}
