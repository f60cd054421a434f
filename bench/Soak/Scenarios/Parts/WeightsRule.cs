using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary>What holds for every list whose items have a name of their own and a share by weight.</summary>
internal static class WeightsRule
{
    private const int MostWeight = 1_000_000;

    public static Member Weight { get; } =
        new("weight", new NumberShape("Its share against the sum of all weights.", 1, MostWeight) { IsWhole = true, Default = 1 });

    /// <param name="item">What one of them is called.</param>
    /// <param name="most">So many can be told apart.</param>
    public static void Check(DocumentValue list, string item, int most, ProblemList problems)
    {
        CheckNames(list, item, problems);
        if (list.Items.Count > most)
        {
            problems.Add(list, $"holds {list.Items.Count:N0} {item}s; it must be at most {most:N0}.");
            return;
        }

        int[] weights = [.. list.Items.Select(each => each["weight"] is { Kind: JsonValueKind.Number, Number: >= 1 and <= MostWeight } weight ? (int)weight.Number : 1)];
        long parts = weights.Length == 0 ? 0 : RequestShares.Reduced(weights).Sum();
        if (parts > RequestShares.MostParts)
        {
            problems.Add(list, $"has weights of {parts:N0} parts in all; it must be at most {RequestShares.MostParts:N0}. Use smaller weights, or such that have more in common.");
        }
    }

    private static void CheckNames(DocumentValue list, string item, ProblemList problems)
    {
        Dictionary<string, DocumentValue> first = [];
        foreach (DocumentValue each in list.Items)
        {
            if (each["name"] is { Kind: JsonValueKind.String } name && !first.TryAdd(name.Text, each))
            {
                problems.Add(name, $"is {name.Describe()}, as {first[name.Text].Name}.name is; give each {item} a name of its own.");
            }
        }
    }
}
