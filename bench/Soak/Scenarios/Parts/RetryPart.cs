using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>retry</c>: how requests are sent again; left out, none is.</summary>
internal static class RetryPart
{
    private const double MostBudget = RetrySettings.MostAttempts - 1;

    private static readonly RetrySettings Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "Sends a request again that was turned away (408, 409, 429, 5xx) or lost before its answer began, and that its group does not expect to be. Left out: never.",
        [
            new("attempts", new NumberShape("Of one request at most, the first included.", 1, RetrySettings.MostAttempts)
            {
                IsWhole = true,
                Unit = " attempts",
                Default = Otherwise.Attempts,
            }),
            new("budget", new TextShape("Retries against requests so far, over the whole load; beyond it none is sent again.")
            {
                Default = ShareText.Format(Otherwise.Budget),
                Kind = Terms.ShareKind,
                Expectation = ShareText.Expectation,
                Pattern = ShareText.Pattern,
                MayBeNumber = true,
                ProblemOf = text => !ShareText.TryParse(text, out double share, out string? problem) ? problem
                    : share is < 0 or > MostBudget ? $"it must be from 0% to {MostBudget * 100:0}%"
                    : null,
            }),
            new("base", Terms.Duration("The pause before the second attempt, doubled with each; with full jitter the longest of those drawn.", Otherwise.Base)),
            new("cap", Terms.Duration("What the doubling ends at.", Otherwise.Cap)),
            new("jitter", new ChoiceShape(
                "What a pause is made of, asked being what the target asks for by Retry-After or retry-after-ms. full: asked, and drawn between 0 and base on top. none: asked, else base, so that all come again at one moment. scaled: that times 0.5 to 1.5. added: asked, else base, doubled with each attempt, with up to 1 s on top, capped as a whole.",
                [.. Enum.GetValues<RetryJitter>().Select(NameOf)]) { Default = NameOf(Otherwise.Jitter) }),
        ]);

    public static string NameOf(RetryJitter jitter) => JsonNamingPolicy.CamelCase.ConvertName(jitter.ToString());

    public static RetrySettings Settings(CheckedObject retry) => new()
    {
        Attempts = retry.Whole("attempts") ?? Otherwise.Attempts,
        Budget = retry.Text("budget") is { } text && ShareText.TryParse(text, out double share, out _) ? share : Otherwise.Budget,
        Base = retry.Duration("base") ?? Otherwise.Base,
        Cap = retry.Duration("cap") ?? Otherwise.Cap,
        Jitter = Enum.GetValues<RetryJitter>().FirstOrDefault(jitter => NameOf(jitter) == retry.Text("jitter")),
    };
}
