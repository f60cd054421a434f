using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>What a request's headers say of its way.</summary>
/// <param name="Preference">X-Provider-Preference: a provider's name, or <see cref="Primary"/>; what it may not have is passed over. Null: none.</param>
/// <param name="Policy">Null: the gateway's.</param>
/// <param name="Fallback">Whether another provider may answer; null: as the gateway has it.</param>
internal readonly record struct RouteWish(string? Preference, RoutePolicy? Policy, bool? Fallback)
{
    public const string RegionHeader = "X-Region";
    public const string PreferenceHeader = "X-Provider-Preference";
    public const string PolicyHeader = "X-Route-Policy";

    /// <summary>The first that may serve the request, where no provider bears this name.</summary>
    public const string Primary = "primary";

    /// <summary>X-Region: where the client is; null: it does not say.</summary>
    public string? Region { get; init; }

    private const string PrimaryWithFallback = "prefer-primary-with-fallback";
    private const string PrimaryOnly = "primary-only";

    /// <returns>What is wrong with the headers; null: nothing.</returns>
    public static OpenAiError? Read(IHeaderDictionary headers, out RouteWish wish)
    {
        string? preference = headers[PreferenceHeader];
        string? policy = headers[PolicyHeader];
        wish = policy switch
        {
            null or "" => new RouteWish(preference, null, null),
            PrimaryWithFallback => new RouteWish(preference, RoutePolicy.Priority, true),
            PrimaryOnly => new RouteWish(preference, RoutePolicy.Priority, false),
            _ => new RouteWish(preference, RoutingPart.PolicyOf(policy), null),
        };
        wish = wish with { Region = headers[RegionHeader] };
        return wish.Policy is not null || string.IsNullOrEmpty(policy)
            ? null
            : OpenAiError.WrongValue(PolicyHeader, Quoted.Text(policy), $"{PrimaryWithFallback}, {PrimaryOnly}, or {string.Join(", ", Enum.GetValues<RoutePolicy>().Select(RoutingPart.NameOf))}");
    }
}
