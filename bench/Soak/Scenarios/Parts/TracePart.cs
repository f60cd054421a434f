using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>load.trace</c>: a schedule that was recorded elsewhere.</summary>
internal static class TracePart
{
    private const double SlowestSpeed = 0.01;
    private const double FastestSpeed = 1_000;

    /// <summary>What a trace says of each chat request, so that a group cannot.</summary>
    private static readonly string[] SaidByTrace = ["prompts", "promptTokens", "distinct", "maxTokens", "turns", "tokenBudget"];

    public static ObjectShape Shape { get; } = new(
        "A recorded schedule, replayed: when each chat request is due and how long its prompt and answer are.",
        [
            new("file", Terms.NotEmpty("A JSON object a line, with timestamp (milliseconds), input_length, output_length and perhaps hash_ids, as Mooncake publishes them; a relative path begins at the scenario's folder. builtin:NAME is one that comes with the program.", otherwise: null))
            {
                Required = true,
            },
            new("speed", new NumberShape("How many times as fast as it was recorded.", SlowestSpeed, FastestSpeed) { Default = 1 }),
        ]);

    public static TraceLoad Settings(CheckedObject load) => new()
    {
        File = load.Object("trace").Text("file") ?? "",
        Speed = load.Object("trace").Number("speed") ?? 1,
        For = load.Duration("for"),
    };

    /// <summary>The workload beside a trace: chat, and nothing that the trace says better.</summary>
    public static void CheckWorkload(DocumentValue document, ProblemList problems)
    {
        if (document["load"]?["trace"] is null) return;

        foreach (DocumentValue group in document["workload"]?.Items ?? [])
        {
            if (group["endpoint"] is { } endpoint && endpoint.Text != WorkloadPart.NameOf(Endpoint.Chat))
            {
                problems.Add(endpoint, $"is {endpoint.Describe()}; load.trace replays chat requests alone: make it chat, or leave the group out.");
            }

            foreach (string member in SaidByTrace)
            {
                if (group[member] is { } given) problems.Add(given, $"does nothing beside load.trace, which says it of each request; leave {member} out.");
            }
        }
    }
}
