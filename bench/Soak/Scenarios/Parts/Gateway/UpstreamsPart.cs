using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary>The members of <c>gateway</c> that say what is behind it: together, as <c>/admin/providers</c> takes them.</summary>
internal static class UpstreamsPart
{
    private static readonly string[] OnlyBesideProviders = ["routing", "failover"];

    public static IReadOnlyList<Member> Members { get; } =
        [new("providers", ProvidersPart.Shape), new("routing", RoutingPart.Shape), new("failover", FailoverPart.Shape)];

    public static ObjectShape Shape { get; } = new("What is behind the gateway.", Members) { Rule = Check };

    public static UpstreamSettings Settings(CheckedObject holder) => new()
    {
        Providers = ProvidersPart.Settings(holder),
        Routing = RoutingPart.Settings(holder.Object("routing")),
        Failover = FailoverPart.Settings(holder),
    };

    /// <summary>What holds between the members.</summary>
    public static void Check(DocumentValue holder, ProblemList problems)
    {
        if (!holder.IsWhole) return; // the providers may still come

        if (ProvidersPart.Names(holder["providers"]) is { } names)
        {
            RoutingPart.CheckNames(holder["routing"], names, problems);
            return;
        }

        foreach (DocumentValue idle in OnlyBesideProviders.Select(member => holder[member]).OfType<DocumentValue>())
        {
            problems.Add(idle, "has a meaning only beside providers; add them, or leave it out.");
        }
    }
}
