using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>alerts</c>: how limits are judged while the run goes on.</summary>
internal static class AlertsPart
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly AlertSettings Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "How the thresholds are judged while the run goes on: each on a window that moves with it.",
        [
            new("window", AtMostAnHour(Terms.Duration("What they are judged on: the last stretch of the run, at least three intervals.", Otherwise.Window))),
            new("for", AtMostAnHour(Terms.DurationOrZero("How long one must be broken before it fires, and be kept before that is over.", Otherwise.For))),
            new("webhook", new TextShape("Where each change is posted as JSON, once: an address, or env:NAME where it is a secret. Left out: nowhere.")
            {
                Pattern = OutputUrl.Pattern,
                ProblemOf = OutputUrl.ProblemOf,
            }),
        ]);

    public static AlertSettings Settings(CheckedObject alerts) => new()
    {
        Window = alerts.Duration("window") ?? Otherwise.Window,
        For = alerts.Duration("for") ?? Otherwise.For,
        Webhook = alerts.Text("webhook"),
    };

    private static TextShape AtMostAnHour(TextShape duration)
    {
        Func<string, string?> problemOf = duration.ProblemOf!;
        return duration with
        {
            ProblemOf = text => problemOf(text) ?? (DurationText.TryParse(text, out TimeSpan value, out _) && value > Longest ? $"it must be at most {DurationText.Format(Longest)}" : null),
        };
    }
}
