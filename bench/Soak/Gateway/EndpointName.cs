using System.Text.Json;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Gateway;

/// <summary>The endpoints as scenarios name them.</summary>
internal static class EndpointName
{
    private static readonly string[] Names = [.. Enum.GetNames<GatewayRoute>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static readonly Endpoint[] Endpoints =
        [.. Enum.GetNames<GatewayRoute>().Select(name => Enum.TryParse(name, out Endpoint endpoint) ? endpoint : (Endpoint)(-1))];

    public static string Of(GatewayRoute route) => Names[(int)route];

    /// <returns>No defined one for a route that is no endpoint of scenarios.</returns>
    public static Endpoint EndpointOf(GatewayRoute route) => Endpoints[(int)route];
}
