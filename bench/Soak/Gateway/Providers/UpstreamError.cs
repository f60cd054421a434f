using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>What a client is told whose request no provider answered.</summary>
internal static class UpstreamError
{
    /// <summary>The client left while the gateway waited: counted, and read by nobody.</summary>
    public static OpenAiError ClientLeft { get; } = new(StatusCodes.Status499ClientClosedRequest, "The client left before the answer began.", Code: "client_left");

    public static OpenAiError NoProviderOf(string model) => new(
        StatusCodes.Status404NotFound,
        $"No provider serves the model {Quoted.Text(model)}. Ask for one that a provider has.",
        "model",
        "model_not_found");

    public static OpenAiError NoneInPlan(string model, TenantSettings plan) => new(
        StatusCodes.Status403Forbidden,
        $"No provider in the plan of the tenant '{plan.Name}' serves the model {Quoted.Text(model)}; the plan has {string.Join(", ", plan.Providers)}. Ask for another model.",
        "model",
        "provider_not_allowed");

    public static OpenAiError AllLeftAlone() => new(
        StatusCodes.Status503ServiceUnavailable,
        "Every provider of the model failed several times in a row and is left alone for a while. Send the request again later.",
        Code: "no_provider_available") { Type = "server_error" };

    public static OpenAiError Failed(string provider, in ProviderFate fate) => new(
        fate.Status,
        fate.IsRefusal ? $"The provider {provider} has as many requests in hand as it takes. Send the request again later."
            : fate.Status == StatusCodes.Status504GatewayTimeout ? $"The provider {provider} did not answer in time. Send the request again later."
            : $"The provider {provider} answered {fate.Status}. Send the request again later.",
        Code: fate.IsRefusal ? "provider_overloaded" : "upstream_error") { Type = "server_error" };
}
