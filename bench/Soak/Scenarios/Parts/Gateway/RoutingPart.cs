using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.routing</c>: which provider a request goes to.</summary>
internal static class RoutingPart
{
    private static readonly RoutingSettings Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "Which provider a request goes to.",
        [
            new("policy", new ChoiceShape(
                "weighted: by weight, exactly; priority: the first of the list; leastBusy: the one with the fewest requests in hand; cheapest: the one with the lowest price; region: those of the request's X-Region, by weight. A request's X-Route-Policy goes before it.",
                [.. Enum.GetValues<RoutePolicy>().Select(NameOf)]) { Default = NameOf(Otherwise.Policy) }),
            new("models", new MapShape(
                "By model the providers that may serve it, the primary first. A model that is not named may go to any that serves it.",
                new ListShape("The model's providers, the primary first.", Terms.NotEmpty("A provider's name.", otherwise: null)) { NeedsOne = "provider" })),
        ]);

    public static string NameOf(RoutePolicy policy) => JsonNamingPolicy.CamelCase.ConvertName(policy.ToString());

    /// <returns>Null: no policy has that name.</returns>
    public static RoutePolicy? PolicyOf(string? name) => Enum.GetValues<RoutePolicy>().Cast<RoutePolicy?>()
        .FirstOrDefault(policy => name == NameOf(policy.GetValueOrDefault()));

    public static RoutingSettings Settings(CheckedObject routing) => new()
    {
        Policy = PolicyOf(routing.Text("policy")) ?? Otherwise.Policy,
        Models = [.. routing.Value?["models"]?.Members.Select(route => new ModelRoute(route.Name, [.. route.Value.Items.Select(name => name.Text)])) ?? []],
    };

    /// <param name="routing">Null: there is none.</param>
    /// <param name="providers">The names that there are.</param>
    public static void CheckNames(DocumentValue? routing, IReadOnlyList<string> providers, ProblemList problems)
    {
        foreach (DocumentValue name in routing?["models"]?.Members.SelectMany(route => route.Value.Items) ?? [])
        {
            if (name.Kind is JsonValueKind.String && name.Text.Length > 0 && !providers.Contains(name.Text))
            {
                problems.Add(name, $"is {name.Describe()}; the providers are {string.Join(", ", providers)}.");
            }
        }
    }
}
