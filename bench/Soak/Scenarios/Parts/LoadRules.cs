using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary>What holds between the members of <c>load</c>: one kind of load, and nothing beside it that it does not heed.</summary>
internal static class LoadRules
{
    public static void Check(DocumentValue load, ProblemList problems)
    {
        if (load["users"] is { } users && load["stages"] is not null)
        {
            problems.Add(users, "and load.stages are both given; keep stages for an open loop, or users for a closed one.");
        }

        if (load["trace"] is { } trace && (load["stages"] ?? load["users"]) is { } beside)
        {
            problems.Add(trace, $"and {beside.Name} are both given; keep the trace, or leave it out.");
        }

        if (load.IsWhole)
        {
            CheckHeeded(load, problems);
        }
    }

    /// <summary>Only of a whole load: what is missing may come yet.</summary>
    private static void CheckHeeded(DocumentValue load, ProblemList problems)
    {
        bool isClosed = load["users"] is not null || StagesPart.AreOfUsers(load["stages"]);
        if (load["think"] is { } think && !isClosed)
        {
            problems.Add(think, "has a meaning only beside load.users; add users, or leave think out.");
        }

        if (load["for"] is { } length && load["users"] is null && load["trace"] is null)
        {
            problems.Add(length, "has a meaning only beside load.users or load.trace; add one of them, or leave for out.");
        }

        if (load["arrival"] is { } arrival && isClosed)
        {
            problems.Add(arrival, "has a meaning only for a rate, and users send when they have thought; leave it out.");
        }
        else if (load["arrival"] is { } ofTrace && load["trace"] is not null)
        {
            problems.Add(ofTrace, "has a meaning only for a rate, and a trace says when each request is due; leave it out.");
        }

        if (load["burstiness"] is { } burstiness && load["arrival"] is not { Kind: JsonValueKind.String, Text: "gamma" })
        {
            problems.Add(burstiness, "has a meaning only beside \"arrival\": \"gamma\"; add that, or leave burstiness out.");
        }
    }
}
