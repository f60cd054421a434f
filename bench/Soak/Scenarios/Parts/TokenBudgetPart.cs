using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>workload[].tokenBudget</c>: requests within their model's window.</summary>
internal static class TokenBudgetPart
{
    private const int MostTokens = 100_000_000;

    private static readonly TokenBudget Otherwise = new() { Context = 1 };

    public static ObjectShape Shape { get; } = new(
        "Keeps each request within the model's window: maxTokens is lowered to what the prompt leaves of it, and a request with too little left is held back, which is counted and no error. The prompt's tokens are estimated by its characters. Chat only.",
        [
            new("context", new NumberShape("The model's window, prompt and answer together.", 1, MostTokens) { IsWhole = true, Unit = " tokens" }) { Required = true },
            new("leastOutput", new NumberShape("Fewer tokens left for the answer hold a request back.", 1, MostTokens) { IsWhole = true, Unit = " tokens", Default = Otherwise.LeastOutput }),
            new("charactersPerToken", new NumberShape("What the estimate divides by: about 4 for English, little more than 1 for Chinese.", 0.1, 100) { Default = Otherwise.CharactersPerToken }),
        ]);

    public static TokenBudget? Settings(CheckedObject group)
    {
        if (!group.Has("tokenBudget")) return null;

        CheckedObject budget = group.Object("tokenBudget");
        return new TokenBudget
        {
            Context = budget.Whole("context") ?? Otherwise.Context,
            LeastOutput = budget.Whole("leastOutput") ?? Otherwise.LeastOutput,
            CharactersPerToken = budget.Number("charactersPerToken") ?? Otherwise.CharactersPerToken,
        };
    }

    public static void Check(DocumentValue group, ProblemList problems)
    {
        if (group["tokenBudget"] is not { } budget || !group.IsWhole) return;

        if (group["maxTokens"] is not { Kind: JsonValueKind.Number } most) problems.Add(budget, "has a meaning only beside maxTokens; add it.");
        else if (budget["leastOutput"] is { Kind: JsonValueKind.Number } least && least.Number > most.Number) problems.Add(least, $"is {least.Describe()}; it must be at most maxTokens, {most.Describe()}.");
        if (group["turns"] is { } turns) problems.Add(turns, "and tokenBudget are both given; keep one of them.");
    }
}
